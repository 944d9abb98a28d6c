"""A received text is stored once, whatever it holds, and an emergency is answered at once."""

from datetime import datetime

import pytest

from commonbeat.engine.messaging import actions, queries
from commonbeat.engine.messaging.choices import MessageClass, MessageState, Scope, Source
from commonbeat.engine.messaging.models import (
    Contact,
    EmergencyAlert,
    Message,
    SandboxText,
    Template,
    TemplateVersion,
)
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.ledger.models import Entry

PHONE = "+15555550123"


def write(agency: Agency, body: str, at: datetime, ref: str = "in-1") -> Message:
    return actions.receive(agency=agency, phone=PHONE, body=body, provider_ref=ref, at=at)


@pytest.mark.req("A8")
@pytest.mark.parametrize(
    "body", ["help he is breaking in", "my husband has a gun", "me están pegando, auxilio"]
)
def test_an_emergency_is_answered_and_someone_on_duty_is_told(
    larkspur: Agency, at: datetime, body: str
) -> None:
    message = write(larkspur, body, at)
    [text] = SandboxText.objects.all()
    assert "911" in text.body
    assert text.received_at == at, "it went in the same moment, not with the next round of the worker"
    [alert] = queries.open_alerts(larkspur)
    assert alert.message == message
    assert message.needs_person
    assert Entry.objects.filter(verb="emergency.raised", subject=f"message:{message.public_id}").exists()


@pytest.mark.req("A8")
def test_an_emergency_is_answered_at_night_and_after_stop(larkspur: Agency, at: datetime) -> None:
    night = at.replace(hour=6)
    write(larkspur, "STOP", night, "in-1")
    write(larkspur, "someone is breaking in", night, "in-2")
    assert SandboxText.objects.count() == 2
    assert Message.objects.filter(message_class=MessageClass.EMERGENCY, state=MessageState.DELIVERED).exists()


def test_an_alert_is_acknowledged_by_one_person(larkspur: Agency, at: datetime) -> None:
    message = write(larkspur, "someone is breaking in", at)
    alert = EmergencyAlert.objects.get()
    actions.acknowledge(alert=alert, by="Sam Reed", at=at)
    with pytest.raises(Refused):
        actions.acknowledge(alert=alert, by="Ana Ruiz", at=at)
    message.refresh_from_db()
    assert (message.needs_person, message.handled_by) == (False, "Sam Reed")


def test_the_same_text_twice_is_stored_and_heard_once(larkspur: Agency, at: datetime) -> None:
    assert write(larkspur, "they were very kind", at).pk == write(larkspur, "they were very kind", at).pk
    assert Entry.objects.filter(verb="message.received").count() == 1


def test_a_text_is_tied_to_what_it_answers(larkspur: Agency, at: datetime) -> None:
    contact = actions.contact_for_phone(agency=larkspur, phone=PHONE, at=at)
    actions.queue(contact=contact, scope=Scope.SURVEYS, body="1-5?", subject="call:abc", by=SYSTEM, at=at)
    actions.dispatch(at=at, worker="w1")
    answer = write(larkspur, "5", at)
    assert (answer.subject, answer.scope, answer.needs_person) == ("call:abc", Scope.SURVEYS, True)
    actions.mark_handled(message=answer, by="survey", at=at)
    assert not queries.awaiting_person(larkspur).exists()


@pytest.mark.parametrize(
    "body",
    ["", "\x00", "a\x00b", "👍" * 3_000, "x" * 10_000, "\ud83d", "​‮\u0007", "مرحبا", "'; drop table--"],
    ids=["empty", "nul", "nul inside", "emoji", "long", "half a pair", "controls", "arabic", "quote"],
)
def test_odd_texts_are_stored_whole_and_harm_nothing(larkspur: Agency, at: datetime, body: str) -> None:
    message = write(larkspur, body, at)
    message.refresh_from_db()
    assert "\x00" not in message.body
    assert len(message.body) == len(body.replace("\x00", ""))
    assert message.needs_person


@pytest.mark.parametrize("phone", ["", "12345", "AMAZON", "+0", "911"])
def test_a_sender_that_is_no_number_is_refused(larkspur: Agency, at: datetime, phone: str) -> None:
    with pytest.raises(Invalid):
        actions.receive(agency=larkspur, phone=phone, body="hi", provider_ref="in-1", at=at)
    assert not Contact.objects.exists()


def test_two_agencies_hear_the_same_number_apart(larkspur: Agency, at: datetime) -> None:
    other = Agency.objects.create(
        slug="ashford", name="Ashford", short_name="Ashford", place="Ashford", time_zone="UTC", created_at=at
    )
    write(larkspur, "STOP", at, "in-1")
    there = actions.contact_for_phone(agency=other, phone=PHONE, source=Source.CALLED, at=at)
    assert not there.opt_outs.exists()


@pytest.mark.req("A7")
def test_an_agencys_own_words_with_a_gap_do_not_swallow_the_answer(larkspur: Agency, at: datetime) -> None:
    template = Template.objects.create(agency=larkspur, key="auto-stop-all", scope=Scope.SERVICE, name="Stop")
    approval = {"written_by": "Ana", "written_at": at, "approved_by": "Sam", "approved_at": at}
    TemplateVersion.objects.create(
        template=template, language="en", number=1, body="{agency}: {minutes}", state="approved", **approval
    )
    write(larkspur, "STOP", at)
    assert "no more texts" in SandboxText.objects.get().body


def test_asking_for_a_language_is_heard(larkspur: Agency, at: datetime) -> None:
    write(larkspur, "ES", at)
    assert "Le mandaremos textos" in SandboxText.objects.get().body
    assert Contact.objects.get().language == "es"
