"""Reads a case's timeline as staff see it: what each line says in words, who wrote it and when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commonbeat.engine.casework.access import cases_visible_to
from commonbeat.engine.casework.choices import CaseType, Kind, Shown, Words, case_type
from commonbeat.engine.casework.models import Attachment, Case, Entry, Queue
from commonbeat.engine.casework.queries.desk import timeline_of
from commonbeat.engine.casework.queries.proofs import is_proved
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.actor import RESIDENT, SYSTEM
from commonbeat.ground.core.errors import Hidden


@dataclass(frozen=True)
class Line:
    """One line of the timeline; `what` says it without the words that were written."""

    entry: Entry
    what: Words
    files: list[Attachment]

    @property
    def who(self) -> Words:
        """Return who did it: the name of staff, or that it was nobody of them."""
        told = {RESIDENT.role: _("from outside"), SYSTEM.role: _("by itself")}
        return self.entry.staff.name if self.entry.staff else told.get(self.entry.role, self.entry.role)

    @property
    def is_proved(self) -> bool:
        return is_proved(self.entry)


def lines_of(case: Case, staff: Staff) -> list[Line]:
    entries = list(timeline_of(case, Shown.STAFF))
    names = _Names(case, entries, staff)
    return [Line(entry, names.of(entry), list(entry.attachments.all())) for entry in entries]


def line_of(case: Case, staff: Staff, key: int) -> Line:
    """Return a line of a case whose proof may be shown to staff, or raise Hidden."""
    entries = list(timeline_of(case, Shown.STAFF).filter(pk=key))
    if not (entries and is_proved(entries[0])):
        raise Hidden(_("There is no such line."), code="not_found")
    return Line(entries[0], _Names(case, entries, staff).of(entries[0]), [])


class _Names:
    """Knows what the ids and codes on the lines of one case are called."""

    def __init__(self, case: Case, entries: Iterable[Entry], staff: Staff) -> None:
        self.kind = case_type(case.kind)
        told = [entry.facts.get("to") for entry in entries if entry.kind in (Kind.ASSIGNED, Kind.ESCALATED)]
        posts = {pk for given in told for pk in (given if isinstance(given, list) else [given]) if pk}
        self.people = dict(Staff.objects.filter(pk__in=posts).values_list("pk", "name"))
        keys = {entry.facts.get("queue") for entry in entries if entry.kind == Kind.QUEUED}
        self.queues = (
            dict(Queue.objects.filter(agency=case.agency_id, key__in=keys).values_list("key", "name"))
            if keys
            else {}
        )
        others = {_other(entry.facts) for entry in entries if entry.kind in (Kind.MERGED, Kind.UNMERGED)}
        seen = cases_visible_to(staff, case.kind).filter(public_id__in=others)
        self.cases = set(seen.values_list("public_id", flat=True)) if others else set()

    def of(self, entry: Entry) -> Words:
        known: dict[str, Callable[[dict[str, Any]], Words]] = {
            Kind.OPENED: lambda _facts: _("It came in."),
            Kind.MOVED: self._moved,
            Kind.ASSIGNED: self._assigned,
            Kind.QUEUED: self._queued,
            Kind.ESCALATED: self._escalated,
            Kind.MERGED: self._merged,
            Kind.UNMERGED: self._unmerged,
            Kind.CHANGED: _changed,
            Kind.CLOCK: self._clock,
        }
        said = known.get(entry.kind)
        return said(entry.facts) if said else entry.get_kind_display()

    def _moved(self, facts: dict[str, Any]) -> Words:
        state = _state_name(self.kind, facts.get("to", ""))
        outcome = _outcome_name(self.kind, facts.get("move", ""), facts.get("outcome", ""))
        return f"{state}: {outcome}" if outcome else state

    def _assigned(self, facts: dict[str, Any]) -> Words:
        name = self.people.get(facts.get("to") or 0)
        return _("Given to %(name)s") % {"name": name} if name else _("Given back")

    def _queued(self, facts: dict[str, Any]) -> Words:
        key = facts.get("queue", "")
        return _("Put in the queue %(name)s") % {"name": self.queues.get(key, key)}

    def _escalated(self, facts: dict[str, Any]) -> Words:
        names = ", ".join(self.people.get(pk, "") for pk in facts.get("to", []))
        return _("Late: %(names)s was told") % {"names": names}

    def _clock(self, facts: dict[str, Any]) -> Words:
        name = _clock_name(self.kind, facts.get("clock", ""))
        told = {
            "tolled": _("%(clock)s: the clock stands still"),
            "resumed": _("%(clock)s: the clock runs again"),
            "extended": _("%(clock)s: more time was given"),
            "set": _("%(clock)s: counted anew, with another number of days"),
        }
        said = told.get(facts.get("change", ""))
        return said % {"clock": name} if said else name

    def _merged(self, facts: dict[str, Any]) -> Words:
        words = _("Joined to %(case)s") if "into" in facts else _("%(case)s was joined to this one")
        return words % {"case": self._named(facts)}

    def _unmerged(self, facts: dict[str, Any]) -> Words:
        return _("Parted from %(case)s") % {"case": self._named(facts)}

    def _named(self, facts: dict[str, Any]) -> str:
        """Return the id of the other case to those alone who may see it."""
        other = _other(facts)
        return other if other in self.cases else _("another case")


def _state_name(kind: CaseType, key: str) -> str:
    return next((str(state.name) for state in kind.states if state.key == key), key)


def _outcome_name(kind: CaseType, move: str, key: str) -> str:
    step = kind.move(move)
    return next((str(known.name) for known in step.outcomes if known.key == key), key) if step else key


def _clock_name(kind: CaseType, key: str) -> str:
    return next((str(clock.name) for clock in kind.clocks if clock.key == key), key)


def _other(facts: dict[str, Any]) -> str:
    """Return the id of the case that one was joined with, or parted from."""
    return str(facts.get("into") or facts.get("with") or facts.get("from") or "")


def _changed(facts: dict[str, Any]) -> Words:
    named = {
        "private": _("Made private"),
        "public": _("Made public"),
        "barred": _("A person the case is about was kept away from it"),
        "shown_to_public": _("A file is shown to everyone"),
        "shown_to_parties": _("A file is shown to the person who asked"),
        "shown_to_staff": _("A file is shown to staff only"),
    }
    if "replaced" in facts:
        return _("A file was replaced by a covered one")
    return named.get(facts.get("change", ""), Kind.CHANGED.label)
