"""Reads for the pages about a case: its timeline, its stages, the steps that are open."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from commonbeat.engine.casework.access import reach_of
from commonbeat.engine.casework.choices import Kind, Move, Shown, State, Who, case_type
from commonbeat.engine.casework.models import Case, Entry
from commonbeat.engine.casework.rules import moves_open
from commonbeat.ground.agency.models import Staff

READERS = {
    Shown.PUBLIC: [Shown.PUBLIC],
    Shown.PARTIES: [Shown.PUBLIC, Shown.PARTIES],
    Shown.STAFF: [Shown.PUBLIC, Shown.PARTIES, Shown.STAFF],
}


def timeline_of(case: Case, reader: Shown) -> QuerySet[Entry]:
    """Return the lines that `reader` may read, the oldest first."""
    lines = Entry.objects.filter(case=case, shown__in=READERS[reader])
    return lines.select_related("staff", "line").prefetch_related("attachments__file").order_by("at", "pk")


def moves_for_staff(case: Case, staff: Staff) -> list[Move]:
    capabilities = reach_of(staff).in_area(case.area_id)
    return moves_open(case_type(case.kind).moves, case.state, Who.STAFF, capabilities)


def moves_for_resident(case: Case) -> list[Move]:
    return moves_open(case_type(case.kind).moves, case.state, Who.RESIDENT, ())


@dataclass(frozen=True)
class Stage:
    """One place on the usual line: `standing` is "done", "now" or "next"; `since` when it was entered."""

    state: State
    standing: str
    since: datetime | None


def stages_of(case: Case) -> list[Stage]:
    """Return the usual line through the case's states, with what is done, now and next.

    A state off the line (a question that waits, a hand-off) is now, after the last stage that is done.
    """
    known = case_type(case.kind)
    entered = _entered(case)
    reached = [key for key in known.line if key in entered]
    now = case.state
    stages = []
    for key in known.line:
        standing = (
            "now" if key == now else "done" if key in reached and _is_before(known.line, key, now) else "next"
        )
        stages.append(Stage(known.state(key), standing, entered.get(key) if standing != "next" else None))
    if now not in known.line:
        place = sum(stage.standing == "done" for stage in stages)
        stages.insert(place, Stage(known.state(now), "now", case.state_since))
        if not case.is_open:
            stages = stages[: place + 1]
    return stages


def _is_before(line: tuple[str, ...], key: str, now: str) -> bool:
    return now not in line or line.index(key) < line.index(now)


def _entered(case: Case) -> dict[str, datetime]:
    """Return state → when it was last entered."""
    lines = case.entries.filter(kind__in=[Kind.OPENED, Kind.MOVED]).order_by("at", "pk")
    return {line.facts["to"]: line.at for line in lines}
