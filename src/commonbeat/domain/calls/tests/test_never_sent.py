"""A decision says "send" only about a text that went out or still may: never about one that came too late."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.calls.actions import note_not_sent
from commonbeat.domain.calls.tests.conftest import Tell, decision_of
from commonbeat.engine.messaging.actions import add_block, opt_out
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys.models import Invitation
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import RESIDENT, SYSTEM

Sent = Callable[[datetime], int]
Work = Callable[[], int]
PHONE = "555-555-0101"


@pytest.fixture
def queued(ready: Agency, tell: Tell) -> Agency:
    tell("26-1", "received", type_code="VANDALISM", phone=PHONE)
    tell("26-1", "cleared", minute=30)
    return ready


def outcome() -> tuple[str, str]:
    decision = decision_of("26-1")
    return decision.outcome, decision.reason


def test_survey_that_waited_too_long_was_not_sent(
    queued: Agency, sent: Sent, work: Work, at: datetime
) -> None:
    late = at + timedelta(days=9)
    assert sent(late) == 0
    assert Message.objects.get().state == "expired"
    work()
    assert outcome() == ("suppress", "too_late")
    assert decision_of("26-1").rechecked_at == late
    assert Invitation.objects.get().state == "unreached"


def test_person_who_stops_meanwhile_was_not_texted(queued: Agency, work: Work, at: datetime) -> None:
    opt_out(contact=Contact.objects.get(), scope="all", source="texted", by=RESIDENT, at=at)
    work()
    assert outcome() == ("suppress", "opted_out")


def test_number_blocked_meanwhile_was_not_texted(queued: Agency, work: Work, at: datetime) -> None:
    add_block(agency=queued, phone=PHONE, kind="school", by=SYSTEM, added_by="Jo", at=at)
    work()
    assert outcome() == ("suppress", "blocked")


def test_survey_that_began_stays_sent_when_a_later_question_comes_too_late(
    queued: Agency, sent: Sent, work: Work, at: datetime
) -> None:
    assert sent(at + timedelta(hours=20)) == 1
    second = Message.objects.get()
    second.pk, second.public_id, second.dedupe_key, second.provider_ref = None, "another", None, ""
    second.state, second.reason = "queued", ""
    second.expires_at = second.next_attempt_at = at + timedelta(hours=21)
    second.save()
    sent(at + timedelta(days=9))
    second.refresh_from_db()
    assert second.state == "expired"
    work()
    assert outcome() == ("send", "")


def test_heard_twice_changes_nothing(queued: Agency, sent: Sent, work: Work, at: datetime) -> None:
    sent(at + timedelta(days=9))
    work()
    assert note_not_sent(message=Message.objects.get(), at=at + timedelta(days=10)) == 0
