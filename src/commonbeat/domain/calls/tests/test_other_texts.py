"""What else is written to people who called: danger and STOP are always answered, the rest keeps silent."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.calls.actions import protect
from commonbeat.domain.calls.tests.conftest import Tell
from commonbeat.engine.messaging.actions import answer_conversation, queue, receive
from commonbeat.engine.messaging.choices import MessageClass, Scope
from commonbeat.engine.messaging.models import Contact, EmergencyAlert, Message, SandboxText
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.models import Entry

Sent = Callable[[datetime], int]
PHONE = "555-555-0101"
LATER = timedelta(hours=20)


@pytest.fixture
def asked(ready: Agency, tell: Tell, sent: Sent, at: datetime) -> Agency:
    """A survey about a case of vandalism was sent, and then the call turned out to be grave."""
    tell("26-1", "cleared", type_code="VANDALISM", phone=PHONE, address="1 Elm St")
    assert sent(at + LATER) == 1
    tell("26-1", "retyped", minute=1300, final_type_code="DOMESTIC VIOLENCE")
    return ready


@pytest.mark.req("A8")
@pytest.mark.django_db(transaction=True)
def test_danger_is_answered_even_about_a_call_that_is_never_texted(asked: Agency, at: datetime) -> None:
    now = at + timedelta(hours=22)
    receive(agency=asked, phone=PHONE, body="he is going to kill me, help", provider_ref="in-1", at=now)
    assert EmergencyAlert.objects.count() == 1
    assert "911" in SandboxText.objects.latest("pk").body


@pytest.mark.req("A7")
@pytest.mark.django_db(transaction=True)
def test_stop_is_confirmed_even_about_a_call_that_is_never_texted(asked: Agency, at: datetime) -> None:
    now = at + timedelta(hours=22)
    receive(agency=asked, phone=PHONE, body="STOP", provider_ref="in-1", at=now)
    assert SandboxText.objects.count() == 2


@pytest.mark.req("A3")
@pytest.mark.parametrize("about", ["call_back:f3", "thanks_reply:f3"])
@pytest.mark.parametrize("protected", [{"phone": PHONE}, {"address": "1 Elm Street"}, {}])
def test_call_backs_and_replies_to_thanks_keep_silent_towards_the_protected(
    ready: Agency, chief: Staff, tell: Tell, sent: Sent, at: datetime, about: str, protected: dict[str, str]
) -> None:
    tell("26-1", "cleared", type_code="VANDALISM", phone=PHONE, address="1 Elm St")
    assert sent(at + LATER) == 1
    queue(
        contact=Contact.objects.get(),
        scope=Scope.SERVICE,
        message_class=MessageClass.ANSWER,
        body="Larkspur Police: thank you for your words.",
        subject=about,
        by=SYSTEM,
        at=at + LATER,
    )
    if protected:
        protect(agency=ready, days=30, by=chief, at=at + LATER, **protected)
    assert sent(at + LATER) == (1 if protected else 2)
    held = Message.objects.filter(state="suppressed").values_list("reason", flat=True)
    assert list(held) == (["safety"] if protected else [])


@pytest.mark.req("A3")
def test_neither_book_nor_outbox_says_that_a_call_turned_grave(
    worded: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    tell("26-1", "received", type_code="VANDALISM", phone=PHONE)
    tell("26-1", "retyped", type_code="DOMESTIC VIOLENCE")
    assert sent(at) == 0
    assert Message.objects.get().reason == "safety"
    written = " ".join(f"{entry.verb} {entry.subject} {entry.content}" for entry in Entry.objects.all())
    assert "message.suppressed" in written
    assert "victim" not in written
    assert "protect" not in written
    assert "DOMESTIC" not in written


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("fields", "goes"), [({}, True), ({"final_type_code": "DOMESTIC VIOLENCE"}, False)])
def test_what_staff_answer_goes_unless_it_is_unsafe(
    ready: Agency, tell: Tell, sent: Sent, at: datetime, fields: dict[str, str], goes: bool
) -> None:
    tell("26-1", "cleared", type_code="VANDALISM", phone=PHONE)
    assert sent(at + LATER) == 1
    now = at + timedelta(hours=22)
    receive(agency=ready, phone=PHONE, body="When can I fetch my bike?", provider_ref="in-1", at=now)
    tell("26-1", "cancelled", minute=1330, **fields)
    answer_conversation(
        contact=Contact.objects.get(),
        body="Any weekday from 8 to 4.",
        dedupe_key="a1",
        answered_by="Sam Reed",
        by=SYSTEM,
        at=now,
    )
    assert sent(now) == (2 if goes else 1)
