"""Making something happen on the handset: a call, a re-typing, or a text from the resident."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from commonbeat.demo.actions.founding import SHORTEST_DELAY, settle_resident
from commonbeat.demo.actions.living import CAD, reports_of
from commonbeat.demo.choices import Scene
from commonbeat.demo.models import Resident
from commonbeat.demo.rules import city, people
from commonbeat.demo.rules.days import make_call
from commonbeat.domain.calls.actions import EventKind, Report, hear
from commonbeat.engine.messaging.actions import receive
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.errors import Hidden
from commonbeat.ground.core.ids import public_id

KINDS = {kind.code: kind for kind in city.KINDS}
# The officer of the sign-in list takes what a visitor makes up, so that the visitor finds the thanks.
OFFICER_NO = "3001"
TOOK = timedelta(minutes=60)


def play(*, agency: Agency, scene: Scene, resident: Resident | None, at: datetime) -> Resident:
    """Let a scene happen to a resident (someone new when None); return whom it happened to."""
    if scene.words:
        if resident is None:
            raise Hidden("Pick someone with a text first.", code="no_resident")
        receive(
            agency=agency,
            phone=resident.contact.phone,
            body=scene.words,
            provider_ref=f"demo-{public_id()}",
            at=at,
        )
        return resident
    resident = _someone_new(agency, at) if resident is None or scene.needs_someone_new else resident
    for reports in _lived(scene, agency, resident, at):
        hear(agency=agency, reports=reports, by=CAD, at=at)
    return resident


def _someone_new(agency: Agency, at: datetime) -> Resident:
    """Return a resident who has had no survey lately, so that the caps do not hide what happens."""
    known = set(Resident.objects.values_list("number", flat=True))
    free = [number for number in range(people.MOST_RESIDENTS) if number not in known]
    dice = random.Random(at.isoformat())
    return settle_resident(agency, dice.choice(free or sorted(known)), at)


def _lived(scene: Scene, agency: Agency, resident: Resident, at: datetime) -> list[list[Report]]:
    """Return what the dispatch system tells, and then what it tells later.

    A call that stays what it was was cleared so long ago that its survey is due now. One that is re-typed
    was cleared just now: its text waits, and must never leave.
    """
    dice = random.Random(f"{scene.key}/{at.isoformat()}")
    cleared_at = at - timedelta(minutes=1 if scene.re_typed_to else SHORTEST_DELAY)
    zone = ZoneInfo(agency.time_zone)
    call = make_call(KINDS[scene.call_type], cleared_at - TOOK, zone, dice, resident=resident.number)
    call = replace(call, officer_no=OFFICER_NO)
    told = [r for r in reports_of(call, resident) if r.kind in (EventKind.RECEIVED, EventKind.DISPATCHED)]
    closing = {"final_type_code": scene.call_type, "disposition": "ASSISTED"}
    told.append(Report(call.incident_no, EventKind.CLEARED, cleared_at, "", closing))
    if not scene.re_typed_to:
        return [told]
    return [
        told,
        [Report(call.incident_no, EventKind.RETYPED, at, "", {"final_type_code": scene.re_typed_to})],
    ]
