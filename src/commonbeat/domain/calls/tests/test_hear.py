"""Events become calls, decisions and at most one text each, whatever their order and number."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.calls.actions import hear
from commonbeat.domain.calls.models import Call, CallEvent, Decision
from commonbeat.domain.calls.rules.events import EventKind, Report
from commonbeat.domain.calls.tests.conftest import Tell, call_of, decision_of
from commonbeat.engine.messaging.models import Contact, Message, SandboxText
from commonbeat.engine.surveys.models import Invitation
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core.actor import SYSTEM

DAY = timedelta(days=1)
Sent = Callable[[datetime], int]


def test_cleared_call_is_asked_about_six_hours_later(ready: Agency, tell: Tell, at: datetime) -> None:
    waiting = tell("26-1", "received", type_code="VANDALISM", phone="555-555-0101")
    assert waiting["calls"][0]["decisions"] == [
        {
            "rule": "survey",
            "outcome": "wait",
            "reason": "",
            "words": "Nothing has happened yet that this text is for.",
        }
    ]
    answer = tell("26-1", "cleared", minute=40, disposition="REPORT TAKEN")
    assert [one["outcome"] for one in answer["calls"][0]["decisions"]] == ["send"]
    invitation = Invitation.objects.get()
    assert invitation.invited_at == at + timedelta(minutes=40, hours=6)
    assert invitation.subject == f"call:{call_of('26-1').public_id}"
    assert decision_of("26-1").message_ref == f"invitation:{invitation.public_id}"


def test_who_the_answers_may_be_about_where_and_when(
    ready: Agency, tell: Tell, hire: Callable[..., Staff]
) -> None:
    officer, taker = hire("Alex Officer"), hire("Toni Taker")
    Area.objects.create(
        agency=ready, code="B2", name="Beat 2", boundary={"type": "Polygon", "coordinates": []}
    )
    tell(
        "26-1",
        "cleared",
        type_code="VANDALISM",
        phone="555-555-0101",
        beat="b2",
        unit_ids=["2A12"],
        employee_ids=[officer.employee_no, "9999"],
        call_taker_id=taker.employee_no,
        language="Spanish",
        t_received="2026-06-10T13:55:00-04:00",
    )
    invitation = Invitation.objects.get()
    assert set(invitation.staff.all()) == {officer, taker}
    assert invitation.area is not None
    assert (invitation.area.code, invitation.unit, invitation.shift) == ("B2", "2A12", "day")
    assert (invitation.category, invitation.language) == ("VANDALISM", "es")
    assert Contact.objects.get().language == "es"


def test_area_follows_from_the_point(ready: Agency, tell: Tell) -> None:
    ring = [[-75.0, 40.0], [-74.9, 40.0], [-74.9, 40.1], [-75.0, 40.1], [-75.0, 40.0]]
    area = Area.objects.create(
        agency=ready, code="B1", name="Beat 1", boundary={"type": "Polygon", "coordinates": [ring]}
    )
    tell("26-1", "received", type_code="VANDALISM", latitude=40.05, longitude=-74.95)
    assert call_of("26-1").area == area


def test_contact_is_not_made_for_a_call_that_is_never_texted(ready: Agency, tell: Tell) -> None:
    tell("26-1", "received", type_code="DOMESTIC VIOLENCE", phone="555-555-0101", address="1 Elm St")
    call = call_of("26-1")
    assert (call.contact, call.place_lookup, Contact.objects.count()) == (None, "", 0)
    assert not {"phone", "place"} & set(CallEvent.objects.get().fields)


def test_call_that_turns_into_one_never_texted_forgets_the_person(ready: Agency, tell: Tell) -> None:
    tell("26-1", "received", type_code="VANDALISM", phone="555-555-0101", address="1 Elm St")
    assert call_of("26-1").contact is not None
    tell("26-1", "retyped", minute=5, type_code="DOMESTIC VIOLENCE")
    call = call_of("26-1")
    assert (call.contact, call.place_lookup) == (None, "")
    assert not any({"phone", "place"} & set(event.fields) for event in CallEvent.objects.all())


def test_a_call_that_is_never_texted_keeps_its_beat_and_no_place(ready: Agency, tell: Tell) -> None:
    ring = [[-75.0, 40.0], [-74.9, 40.0], [-74.9, 40.1], [-75.0, 40.1], [-75.0, 40.0]]
    area = Area.objects.create(
        agency=ready, code="B1", name="Beat 1", boundary={"type": "Polygon", "coordinates": [ring]}
    )
    where = {"latitude": 40.05, "longitude": -74.95}
    tell("26-1", "received", type_code="DOMESTIC VIOLENCE", **where)
    tell("26-2", "received", type_code="VANDALISM", **where)
    tell("26-2", "retyped", minute=5, type_code="DOMESTIC VIOLENCE")
    for number in ("26-1", "26-2"):
        tell(number, "cleared", minute=9)
        call = call_of(number)
        assert (call.longitude, call.latitude, call.area) == (None, None, area)
    assert not any({"longitude", "latitude"} & event.fields.keys() for event in CallEvent.objects.all())


def test_same_event_again_changes_nothing(ready: Agency, tell: Tell) -> None:
    first = tell("26-1", "cleared", type_code="VANDALISM", phone="555-555-0101")
    assert tell("26-1", "cleared", type_code="VANDALISM", phone="(555) 555-0101") == first
    assert (CallEvent.objects.count(), Message.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("phone", "reason"), [("", "no_number"), ("911", "not_textable"), ("call desk", "not_textable")]
)
def test_call_without_a_usable_number(ready: Agency, tell: Tell, phone: str, reason: str) -> None:
    tell("26-1", "cleared", type_code="VANDALISM", phone=phone)
    assert decision_of("26-1").reason == reason


def test_number_that_comes_late_is_used(ready: Agency, tell: Tell) -> None:
    tell("26-1", "cleared", minute=9, type_code="VANDALISM")
    tell("26-1", "received", phone="555-555-0101")
    assert decision_of("26-1").outcome == "send"


def test_call_told_long_after_it_was_over_is_not_asked_about(ready: Agency, tell: Tell, at: datetime) -> None:
    tell("26-1", "cleared", type_code="VANDALISM", phone="555-555-0101", now=at + timedelta(hours=79))
    assert decision_of("26-1").reason == "too_late"


def test_type_that_comes_onto_the_list_and_off_again(ready: Agency, tell: Tell) -> None:
    tell("26-1", "cleared", type_code="VANDALISM", phone="555-555-0101")
    tell("26-1", "retyped", minute=1, type_code="ABANDONED CAR")
    assert decision_of("26-1").reason == "not_on_allow_list"
    tell("26-1", "retyped", minute=2, type_code="NOISE COMPLAINT")
    assert (decision_of("26-1").outcome, Message.objects.count()) == ("send", 1)


def test_survey_cap_of_messaging_is_written_down(ready: Agency, tell: Tell) -> None:
    tell("26-1", "cleared", type_code="VANDALISM", phone="555-555-0101")
    tell("26-2", "cleared", type_code="VANDALISM", phone="555-555-0101")
    assert (decision_of("26-1").outcome, decision_of("26-2").reason) == ("send", "survey_cap")


def _story(number: int, at: datetime, dice: random.Random) -> list[Report]:
    """Return what a dispatch system tells of one call: from "received" to its end, sometimes "cancelled"."""
    at += timedelta(minutes=number % 7)
    phone = f"+1555555{number:04d}"
    ending = "cancelled" if number % 9 == 0 else "cleared"
    steps = ["received", "dispatched", "on_scene", ending]
    types = {0: "VANDALISM", 2: "NOISE COMPLAINT" if number % 5 == 0 else "VANDALISM"}
    return [
        Report(
            incident_no=f"26-{number:04d}",
            kind=EventKind(kind),
            occurred_at=at + timedelta(minutes=10 * step),
            source_id=str(step),
            fields={"type_code": types[step]} if step in types else {},
            callback_no=phone if step == 0 else "",
        )
        for step, kind in enumerate(steps)
    ]


@pytest.mark.req("A1")
@pytest.mark.parametrize("seed", [1, 2])
def test_five_hundred_events_shuffled_and_doubled(
    worded: Agency, sent: Sent, at: datetime, seed: int
) -> None:
    dice = random.Random(seed)
    events = [event for number in range(125) for event in _story(number, at, dice)]
    assert len(events) == 500
    stream = events + events
    dice.shuffle(stream)
    later = at + timedelta(hours=2)
    for start in range(0, len(stream), 100):
        hear(agency=worded, reports=stream[start : start + 100], by=SYSTEM, at=later)
    assert CallEvent.objects.count() == 500

    sent(at + DAY)
    cancelled = {call.public_id for call in Call.objects.exclude(cancelled_at=None)}
    assert len(cancelled) == 14
    went_out = Message.objects.filter(provider_ref__gt="").values_list("subject", "contact__phone_lookup")
    about = {f"survey:{one.public_id}": one.subject for one in Invitation.objects.all()}
    texts = [(about.get(subject, subject), phone) for subject, phone in went_out]
    assert len(texts) == len(set(texts)) == 125 - 14 == SandboxText.objects.count()
    assert not {call for call, _phone in texts} & {f"call:{public_id}" for public_id in cancelled}
    assert Decision.objects.count() == 125 * 5
    assert set(Decision.objects.filter(call__public_id__in=cancelled).values_list("outcome", flat=True)) == {
        "suppress"
    }


@pytest.mark.req("A1")
def test_each_rule_texts_once(worded: Agency, tell: Tell, sent: Sent, at: datetime) -> None:
    tell("26-1", "received", type_code="VANDALISM", phone="555-555-0101")
    tell("26-1", "received", type_code="VANDALISM", phone="555-555-0101")
    assert sent(at) == 1
    tell("26-1", "dispatched", minute=2)
    tell("26-1", "dispatched", minute=3)
    assert sent(at + timedelta(minutes=3)) == 2
    tell("26-1", "delayed", minute=30)
    assert sent(at + timedelta(minutes=30)) == 3
    tell("26-1", "cleared", minute=60)
    tell("26-1", "cleared", minute=61)
    assert sent(at + DAY) == 4


@pytest.mark.req("A1")
def test_nothing_goes_out_after_cancelled(worded: Agency, tell: Tell, sent: Sent, at: datetime) -> None:
    tell("26-1", "received", type_code="VANDALISM", phone="555-555-0101")
    tell("26-1", "cancelled", minute=0)
    assert sent(at + DAY) == 0
    assert {decision.reason for decision in Decision.objects.all()} == {"cancelled"}
