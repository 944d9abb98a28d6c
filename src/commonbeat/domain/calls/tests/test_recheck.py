"""A text is decided about again in the last moment: what changed between queueing and sending stops it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.calls.actions import change_rule, end_type, protect
from commonbeat.domain.calls.models import Decision
from commonbeat.domain.calls.rules.facts import type_key
from commonbeat.domain.calls.tests.conftest import Tell, decision_of
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.ledger.models import Entry

Sent = Callable[[datetime], int]
PHONE = "555-555-0101"
LATER = timedelta(hours=20)


@pytest.fixture
def queued(ready: Agency, tell: Tell) -> Agency:
    """A survey about a case of vandalism waits for its hour."""
    tell("26-1", "received", type_code="VANDALISM", phone=PHONE, address="1 Elm St")
    tell("26-1", "cleared", minute=30)
    assert decision_of("26-1").outcome == "send"
    return ready


def _stopped_for() -> tuple[str, str, str]:
    decision, message = decision_of("26-1"), Message.objects.get()
    assert decision.rechecked_at is not None
    return decision.outcome, decision.reason, message.state


def test_unchanged_call_goes_out(queued: Agency, sent: Sent, at: datetime) -> None:
    assert sent(at + LATER) == 1
    decision = decision_of("26-1")
    assert (decision.outcome, decision.rechecked_at) == ("send", at + LATER)


@pytest.mark.req("A2")
def test_call_retyped_to_domestic_violence_is_not_texted(
    queued: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    tell("26-1", "retyped", minute=60, type_code="DOMESTIC VIOLENCE")
    assert sent(at + LATER) == 0
    assert _stopped_for() == ("suppress", "victim_safety", "suppressed")


@pytest.mark.req("A2")
def test_call_that_was_domestic_violence_for_a_while_is_not_texted(
    queued: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    tell("26-1", "retyped", minute=60, type_code="DOMESTIC VIOLENCE")
    tell("26-1", "retyped", minute=70, type_code="VANDALISM")
    assert decision_of("26-1").reason == "victim_safety"
    assert sent(at + LATER) == 0
    assert _stopped_for() == ("suppress", "victim_safety", "suppressed")


@pytest.mark.req("A2")
@pytest.mark.parametrize(
    ("kind", "fields", "reason"),
    [
        ("retyped", {"type_code": "SOMETHING NEW"}, "not_on_allow_list"),
        ("retyped", {"final_type_code": "DEATH INVESTIGATION"}, "victim_safety"),
        ("cleared", {"disposition": "ARREST MADE"}, "victim_safety"),
        ("arrest", {}, "subject"),
        ("case_opened", {"protected_flag": True}, "protected"),
        ("case_opened", {"caller_role": "subject"}, "subject"),
        ("cancelled", {}, "cancelled"),
    ],
)
def test_what_is_told_between_queue_and_send_counts(
    queued: Agency, tell: Tell, sent: Sent, at: datetime, kind: str, fields: dict[str, object], reason: str
) -> None:
    tell("26-1", kind, minute=90, **fields)
    assert sent(at + LATER) == 0
    assert _stopped_for() == ("suppress", reason, "suppressed")


@pytest.mark.req("A2")
def test_type_taken_off_the_list_is_not_texted(
    queued: Agency, chief: Staff, sent: Sent, at: datetime
) -> None:
    end_type(agency=queued, key=type_key("VANDALISM"), by=chief, at=at)
    assert sent(at + LATER) == 0
    assert _stopped_for() == ("suppress", "not_on_allow_list", "suppressed")


@pytest.mark.req("A3")
def test_number_protected_since_is_not_texted(queued: Agency, chief: Staff, sent: Sent, at: datetime) -> None:
    protect(agency=queued, phone=PHONE, days=30, by=chief, at=at)
    assert sent(at + LATER) == 0
    assert _stopped_for() == ("suppress", "protected", "suppressed")


@pytest.mark.req("A3")
def test_violent_call_at_the_same_address_meanwhile_stops_the_text(
    queued: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    tell(
        "26-2",
        "received",
        minute=60,
        type_code="DOMESTIC VIOLENCE",
        phone="555-555-0102",
        address="1 Elm Street",
    )
    assert sent(at + LATER) == 0
    assert _stopped_for() == ("suppress", "protected", "suppressed")


def test_rule_switched_off_stops_what_waits(queued: Agency, chief: Staff, sent: Sent, at: datetime) -> None:
    change_rule(agency=queued, key="survey", is_enabled=False, delay_minutes=360, by=chief, at=at)
    assert sent(at + LATER) == 0
    assert _stopped_for() == ("suppress", "rule_off", "suppressed")


def test_corrected_number_stops_the_text_to_the_wrong_one(
    queued: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    tell("26-1", "retyped", minute=60, phone="555-555-0199")
    assert sent(at + LATER) == 0
    assert _stopped_for() == ("suppress", "number_changed", "suppressed")


def test_stopped_text_stays_stopped(
    queued: Agency, chief: Staff, tell: Tell, sent: Sent, at: datetime
) -> None:
    change_rule(agency=queued, key="survey", is_enabled=False, delay_minutes=360, by=chief, at=at)
    sent(at + LATER)
    change_rule(agency=queued, key="survey", is_enabled=True, delay_minutes=360, by=chief, at=at)
    tell("26-1", "case_closed", minute=1300)
    assert sent(at + LATER + timedelta(hours=2)) == 0
    assert decision_of("26-1").reason == "rule_off"


def test_text_that_went_out_stays_sent_whatever_is_told_later(
    queued: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    sent(at + LATER)
    tell("26-1", "retyped", minute=1300, type_code="DOMESTIC VIOLENCE")
    assert decision_of("26-1").outcome == "send"


def test_text_for_people_who_wait_is_stopped_when_someone_arrives(
    worded: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    tell("26-1", "received", type_code="VANDALISM", phone=PHONE)
    tell("26-1", "on_scene", minute=1, now=at)
    assert sent(at) == 0
    decision = Decision.objects.get(rule__key="received")
    assert (decision.outcome, decision.reason) == ("suppress", "answered")


@pytest.mark.req("A3")
def test_book_holds_the_rule_and_not_the_incident(
    queued: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    tell("26-2", "received", minute=60, type_code="DOMESTIC VIOLENCE", phone=PHONE)
    sent(at + LATER)
    written = " ".join(f"{entry.subject} {entry.content}" for entry in Entry.objects.all())
    assert "26-1" not in written
    assert "26-2" not in written
    assert "victim" not in written
    assert Entry.objects.get(verb="call.message_stopped").content == {"reason": "safety"}
