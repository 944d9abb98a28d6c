"""The one way a line gets onto a case's timeline: with its line in the book, in one transaction."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commonbeat.engine.casework import events
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.engine.casework.models import Case, Entry, Receipt
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import Hidden, Refused
from commonbeat.ground.ledger.actions import record

VERBS = {
    Kind.OPENED: events.OPENED,
    Kind.MOVED: events.MOVED,
    Kind.NOTE: events.NOTED,
    Kind.TO_RESIDENT: events.WRITTEN_TO,
    Kind.FROM_RESIDENT: events.WRITTEN_FROM,
    Kind.FILE: events.FILE_ADDED,
    Kind.ASSIGNED: events.ASSIGNED,
    Kind.QUEUED: events.QUEUED,
    Kind.CLOCK: events.CLOCK_CHANGED,
    Kind.ESCALATED: events.ESCALATED,
    Kind.MERGED: events.MERGED,
    Kind.UNMERGED: events.UNMERGED,
    Kind.CHANGED: events.CHANGED,
    Kind.HANDED_OFF: events.HANDED_OFF,
}


def held(case: Case) -> Case:
    """Return the case, locked to the end of the transaction, as it stands now. Raises Hidden."""
    found = Case.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=case.pk).first()
    if found is None:
        raise Hidden("There is no such case.", code="not_found")
    return found


def held_alone(case: Case) -> Case:
    """Return the case, locked, unless it is part of another: then only the parting is written."""
    found = held(case)
    if found.merged_into_id is not None:
        raise Refused(_("This case is part of another now. Work on that one."), code="merged")
    return found


def add_entry(
    *,
    case: Case,
    kind: Kind,
    shown: Shown,
    by: Staff | Actor,
    at: datetime,
    words: str = "",
    facts: dict[str, Any] | None = None,
    receipt: Receipt | None = None,
) -> Entry:
    """Write a line. `facts` are ids and codes: they go into the book's commitment; `words` never do.

    `receipt` is that of the person from outside whose act it is.
    """
    actor = by.actor() if isinstance(by, Staff) else by
    line = record(
        VERBS[kind],
        subject=f"case:{case.public_id}",
        agency=case.agency.slug,
        by=actor,
        at=at,
        content={"kind": case.kind, **(facts or {})},
    )
    case.updated_at = at
    case.save(update_fields=["updated_at"])
    return Entry.objects.create(
        case=case,
        kind=kind,
        shown=shown,
        at=at,
        staff=by if isinstance(by, Staff) else None,
        role=actor.role,
        words=words,
        facts=facts or {},
        receipt=receipt,
        line=line,
    )
