"""What several acts on an application need: its lock, conflicts, chosen grounds, a line, a letter."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.domain.permits.access import RELATED, appeal_officers
from commonbeat.domain.permits.models import Application, Ground
from commonbeat.engine.casework.actions import add_entry, assign, held, tell_holders
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.engine.casework.models import Entry
from commonbeat.engine.conflicts.actions import screen
from commonbeat.engine.conflicts.choices import Answer
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.actor import SYSTEM, Actor
from commonbeat.ground.core.errors import Invalid, Refused


def locked(application: Application) -> Application:
    """Return the application as it stands now, with its case locked to the end of the transaction."""
    held(application.case)
    return Application.objects.select_related(*RELATED).get(pk=application.pk)


def require_state(application: Application, *states: str) -> None:
    if application.case.state not in states:
        raise Refused(_("This cannot be done now: the case has moved on."), code="not_from_here")


def require_no_conflict(staff: Staff, act: str, application: Application, at: datetime) -> None:
    """Ask, before a person acts, whether they may; the answer is kept either way."""
    answer = screen(staff=staff, act=act, subject=f"case:{application.case.public_id}", at=at)
    if answer.answer == Answer.BLOCKED:
        raise Refused(_("You have a conflict of interest here. Somebody else must do this."), code="conflict")


def refuse(fault: str, where: str = "grounds") -> None:
    """Raise Invalid for the code of a fault, in words that say what to do."""
    words = {
        "ground_not_listed": _("Choose grounds from the list. Other grounds cannot be used."),
        "no_facts": _("Write down the facts. The person who asked reads them."),
        "ground_with_yes": _("A yes has no grounds against it. Take them out, or say no."),
        "no_ground": _("Choose at least one ground from the list."),
        "exempt": _("This event is so small that it needs no notice. Short notice is no ground here."),
        "no_mend": _("Say what would mend it."),
    }
    if fault:
        raise Invalid(words[fault], code=fault, where=where)


def grounds_of(application: Application, keys: Collection[str]) -> list[Ground]:
    return list(application.version.grounds.filter(key__in=keys).order_by("pk"))


def listed_grounds(application: Application) -> set[str]:
    return set(application.version.grounds.values_list("key", flat=True))


def note(
    application: Application,
    what: str,
    by: Staff | Actor,
    at: datetime,
    *,
    words: str = "",
    shown: Shown = Shown.PARTIES,
    facts: dict[str, Any] | None = None,
) -> Entry:
    """Write one line about the application on its case's timeline and in the book."""
    told = {"change": what, **(facts or {})}
    return add_entry(
        case=application.case, kind=Kind.CHANGED, shown=shown, by=by, at=at, words=words, facts=told
    )


def give_to_officer(application: Application, at: datetime) -> Staff | None:
    """Put the case on the list of an appeal officer who had no part; say so, once, if nobody is left."""
    for officer in appeal_officers(application, at):
        try:
            with transaction.atomic():
                assign(case=application.case, to=officer, by=SYSTEM, at=at)
        except Refused:
            continue
        return officer
    if not application.case.entries.filter(facts__change="nobody_left").exists():
        words = _("No appeal officer is left who had no part in it. Give the right to somebody else.")
        note(application, "nobody_left", SYSTEM, at, words=words, shown=Shown.STAFF)
    return None


def write(application: Application, words: str, by: Staff | Actor, at: datetime, what: str) -> Entry:
    """Write a letter to the applicant and tell those who left a number or address."""
    case = application.case
    entry = add_entry(
        case=case,
        kind=Kind.TO_RESIDENT,
        shown=Shown.PARTIES,
        by=by,
        at=at,
        words=words,
        facts={"change": what},
    )
    tell_holders(case=case, about=entry, at=at)
    return entry


def in_their_language(application: Application) -> override:
    return override(application.case.language)
