"""Reads for the pages about a case: its timeline and the steps that are open."""

from django.db.models import QuerySet

from commonbeat.engine.casework.access import reach_of
from commonbeat.engine.casework.choices import Move, Shown, Who, case_type
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
    """Return the steps that the engine's own buttons offer."""
    if case.merged_into_id is not None:
        return []
    capabilities = reach_of(staff).in_area(case.area_id)
    steps = moves_open(case_type(case.kind).moves, case.state, Who.STAFF, capabilities)
    return [step for step in steps if not step.has_own_form]


def moves_for_resident(case: Case) -> list[Move]:
    if case.merged_into_id is not None:
        return []
    return moves_open(case_type(case.kind).moves, case.state, Who.RESIDENT, ())
