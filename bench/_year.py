"""A year of a city's data, written in bulk: calls, decisions, invitations, answers and their release."""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Model

from commonbeat.demo.rules import city
from commonbeat.domain.calls.choices import Shift
from commonbeat.domain.calls.models import Call, Decision, TextRule
from commonbeat.domain.calls.rules.decisions import Outcome, Reason
from commonbeat.engine.surveys.actions import publish_figures
from commonbeat.engine.surveys.choices import SATISFACTION, InvitationState, Stratum
from commonbeat.engine.surveys.models import Answer, InstrumentVersion, Invitation, Item, Response
from commonbeat.ground.agency.models import Agency, Area, Staff

CALLS, ANSWERS = 250_000, 40_000
DAYS = 365
# Three of ten answer, so so many calls are asked about; the others are of kinds that are never texted.
ASKED = ANSWERS * 10 // 3
RATINGS = (5, 4, 3, 2, 1)
WEIGHTS = (800, 137, 43, 8, 12)
SPANISH = 0.16
BATCH = 5_000


def live_a_year(agency: Agency, staff: Staff, until: datetime) -> None:
    """Store the year that ends at an instant, and release its figures."""
    dice = random.Random(1)  # noqa: S311 - a made city, not a secret
    _store(Call, _calls(agency, until, dice))
    calls = Call.objects.order_by("pk")
    rule = TextRule.objects.get(agency=agency, key="survey")
    _store(Decision, (_decision(agency, rule, call) for call in calls.iterator(BATCH)))
    version = InstrumentVersion.objects.get()
    asked = calls[:ASKED]
    _store(Invitation, (_invitation(version, call, dice) for call in asked.iterator(BATCH)))
    answered = Invitation.objects.filter(state=InvitationState.COMPLETED)
    _store(Response, (_response(one) for one in answered.iterator(BATCH)))
    rating = Item.objects.get(version=version, key=SATISFACTION)
    responses = Response.objects.order_by("pk")
    _store(Answer, (_answer(one, rating, dice) for one in responses.iterator(BATCH)))
    whose = Response.staff.through
    _store(whose, (whose(response_id=one.pk, staff_id=staff.pk) for one in responses[: ANSWERS // 100]))
    publish_figures(at=until)


def _store(model: type[Model], rows: Iterable[Model]) -> None:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        model._default_manager.bulk_create(batch)


def _calls(agency: Agency, until: datetime, dice: random.Random) -> Iterator[Call]:
    """Yield calls over the whole year; the first ASKED of them are of kinds that are texted."""
    beats = list(Area.objects.filter(agency=agency, kind="beat"))
    shifts = list(Shift.values)
    for number in range(CALLS):
        received = until - timedelta(minutes=dice.randrange(2, DAYS * 24 * 60))
        beat = dice.choice(beats)
        kind = dice.choice(city.ALLOWED) if number < ASKED else "DOMESTIC VIOLENCE"
        yield Call(
            agency=agency,
            incident_no=f"Y-{number}",
            type_initial=kind,
            type_final=kind,
            was_excluded=number >= ASKED,
            disposition=dice.choice(city.DISPOSITIONS),
            received_at=received,
            dispatched_at=received + timedelta(minutes=4),
            on_scene_at=received + timedelta(minutes=11),
            cleared_at=received + timedelta(minutes=40),
            beat=beat.code,
            area=beat,
            shift=dice.choice(shifts),
            unit_ids=[f"U{number % 9}"],
            source="bench",
            changed_at=received,
        )


def _decision(agency: Agency, rule: TextRule, call: Call) -> Decision:
    return Decision(
        agency=agency,
        call=call,
        rule=rule,
        outcome=Outcome.SUPPRESS if call.was_excluded else Outcome.SEND,
        reason=Reason.VICTIM_SAFETY if call.was_excluded else "",
        decided_at=call.changed_at,
        rechecked_at=call.changed_at,
    )


def _invitation(version: InstrumentVersion, call: Call, dice: random.Random) -> Invitation:
    has_answered = dice.random() < ANSWERS / ASKED
    return Invitation(
        agency_id=call.agency_id,
        version=version,
        stratum=Stratum.TEXT,
        category=call.type_final,
        area_id=call.area_id,
        unit=call.unit_ids[0],
        shift=call.shift,
        language="es" if dice.random() < SPANISH else "en",
        state=InvitationState.COMPLETED if has_answered else InvitationState.EXPIRED,
        invited_at=call.changed_at,
        expires_at=call.changed_at + timedelta(days=3),
    )


def _response(invitation: Invitation) -> Response:
    return Response(
        agency_id=invitation.agency_id,
        version_id=invitation.version_id,
        invitation=invitation,
        stratum=invitation.stratum,
        category=invitation.category,
        area_id=invitation.area_id,
        unit=invitation.unit,
        shift=invitation.shift,
        language=invitation.language,
        asked_at=invitation.invited_at,
        started_at=invitation.invited_at,
        completed_at=invitation.invited_at,
    )


def _answer(response: Response, rating: Item, dice: random.Random) -> Answer:
    value = dice.choices(RATINGS, WEIGHTS)[0]
    return Answer(response=response, item=rating, value=value, at=response.asked_at)
