"""STOP is obeyed at once, confirmed once, and undone by START."""

from datetime import datetime, timedelta

import pytest

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import (
    Channel,
    MessageClass,
    MessageState,
    OptOutScope,
    Reason,
    Scope,
    Source,
)
from commonbeat.engine.messaging.models import Consent, Contact, Message, OptOut, SandboxText
from commonbeat.ground.agency.models import Agency, SettingValue
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.models import Entry

PHONE = "+15555550123"


@pytest.fixture
def neighbour(larkspur: Agency, at: datetime) -> Contact:
    return actions.contact_for_phone(agency=larkspur, phone=PHONE, at=at)


def write(agency: Agency, body: str, ref: str, at: datetime, **more: str) -> Message:
    return actions.receive(agency=agency, phone=PHONE, body=body, provider_ref=ref, at=at, **more)


def send(contact: Contact, scope: str, at: datetime, subject: str = "call:1") -> Message:
    return actions.queue(
        contact=contact, scope=scope, body="Larkspur Police: hi", subject=subject, by=SYSTEM, at=at
    )


def sent() -> list[str]:
    return list(SandboxText.objects.order_by("pk").values_list("body", flat=True))


@pytest.mark.req("A7")
@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("STOP", "no more texts"),
        ("stop.", "no more texts"),
        ("Stop!!", "no more texts"),
        ("please stop texting me", "no more texts"),
        ("Unsubscribe", "no more texts"),
        ("ALTO", "ya no va a recibir textos"),
        ("no más", "ya no va a recibir textos"),
    ],
)
def test_stop_ends_everything_with_one_confirmation(
    neighbour: Contact, at: datetime, word: str, answer: str
) -> None:
    waiting = [send(neighbour, Scope.UPDATES, at), send(neighbour, Scope.SURVEYS, at)]
    message = write(neighbour.agency, word, "in-1", at)

    assert not message.needs_person
    [confirmation] = sent()
    assert answer in confirmation
    assert "START" in confirmation or "INICIAR" in confirmation
    for queued in waiting:
        queued.refresh_from_db()
        assert (queued.state, queued.reason) == (MessageState.SUPPRESSED, Reason.OPTED_OUT)
    for scope in Scope.values:
        assert send(neighbour, scope, at + timedelta(days=40), f"call:{scope}").reason == Reason.OPTED_OUT
    actions.dispatch(at=at + timedelta(days=40), worker="w1")
    assert len(sent()) == 1


@pytest.mark.req("A7")
def test_a_second_stop_is_not_confirmed_again(neighbour: Contact, at: datetime) -> None:
    write(neighbour.agency, "STOP", "in-1", at)
    write(neighbour.agency, "STOP", "in-2", at)
    assert len(sent()) == 1
    assert OptOut.objects.count() == 1


@pytest.mark.req("A7")
def test_an_opt_out_that_no_queue_saw_still_holds_at_sending(neighbour: Contact, at: datetime) -> None:
    message = send(neighbour, Scope.UPDATES, at)
    OptOut.objects.create(contact=neighbour, scope=OptOutScope.UPDATES, source=Source.STAFF, at=at)
    actions.dispatch(at=at, worker="w1")
    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.SUPPRESSED, Reason.OPTED_OUT)
    assert sent() == []


@pytest.mark.req("A7")
def test_start_brings_everything_back(neighbour: Contact, at: datetime) -> None:
    write(neighbour.agency, "STOP", "in-1", at)
    write(neighbour.agency, "START", "in-2", at)
    assert "again" in sent()[-1]
    assert send(neighbour, Scope.UPDATES, at).state == MessageState.QUEUED
    assert Consent.objects.filter(contact=neighbour, source=Source.TEXTED, ended_at=None).exists()
    assert [e.verb for e in Entry.objects.filter(verb__startswith="contact.opted").order_by("pk")] == [
        "contact.opted_out",
        "contact.opted_in",
    ]


@pytest.mark.req("A7")
def test_the_person_may_stop_surveys_alone(neighbour: Contact, at: datetime) -> None:
    write(neighbour.agency, "stop the surveys", "in-1", at)
    assert "no more surveys" in sent()[0]
    assert send(neighbour, Scope.SURVEYS, at).reason == Reason.OPTED_OUT
    assert send(neighbour, Scope.UPDATES, at).state == MessageState.QUEUED


@pytest.mark.req("L1")
@pytest.mark.parametrize(("stop_all", "updates_go"), [(True, False), (False, True)])
def test_one_switch_says_whether_stop_ends_all_or_one_scope(
    neighbour: Contact, at: datetime, stop_all: bool, updates_go: bool
) -> None:
    SettingValue.objects.create(
        agency=neighbour.agency, key="messaging.stop_all", value=stop_all, changed_by="test", changed_at=at
    )
    send(neighbour, Scope.SURVEYS, at)
    actions.dispatch(at=at, worker="w1")
    write(neighbour.agency, "STOP", "in-1", at)
    assert send(neighbour, Scope.SURVEYS, at, "call:2").reason == Reason.OPTED_OUT
    assert (send(neighbour, Scope.UPDATES, at, "call:3").state == MessageState.QUEUED) is updates_go


@pytest.mark.req("L1")
def test_every_number_has_a_consent_record_with_its_source(larkspur: Agency, at: datetime) -> None:
    called = actions.contact_for_phone(agency=larkspur, phone="+15555550101", at=at)
    write(larkspur, "hello?", "in-1", at)
    on_paper = actions.contact_for_phone(agency=larkspur, phone="+15555550102", source=Source.PAPER, at=at)
    assert [row.source for row in Consent.objects.order_by("pk")] == ["called", "texted", "paper"]
    actions.give_consent(
        contact=on_paper,
        scope=OptOutScope.UPDATES,
        source=Source.WEB,
        wording="Text me news",
        by=SYSTEM,
        at=at,
    )
    actions.opt_out(contact=on_paper, scope=OptOutScope.ALL, source=Source.STAFF, by=SYSTEM, at=at)
    assert not on_paper.consents.filter(ended_at=None).exists()
    assert called.consents.filter(ended_at=None).exists()


def test_coming_back_for_updates_leaves_surveys_stopped(neighbour: Contact, at: datetime) -> None:
    write(neighbour.agency, "STOP", "in-1", at)
    actions.opt_in(contact=neighbour, scope=OptOutScope.UPDATES, source=Source.WEB, by=SYSTEM, at=at)
    assert send(neighbour, Scope.UPDATES, at).state == MessageState.QUEUED
    assert send(neighbour, Scope.SURVEYS, at).reason == Reason.OPTED_OUT


@pytest.mark.req("A7")
def test_what_the_carrier_answered_itself_is_obeyed_and_not_answered_again(
    neighbour: Contact, at: datetime
) -> None:
    write(neighbour.agency, "mañana no", "in-1", at, opt_out_type="STOP")
    assert OptOut.objects.filter(contact=neighbour, scope=OptOutScope.ALL, lifted_at=None).exists()
    write(neighbour.agency, "si", "in-2", at, opt_out_type="START")
    assert not OptOut.objects.filter(lifted_at=None).exists()
    assert sent() == []


def test_stop_on_texts_leaves_e_mail_alone(neighbour: Contact, at: datetime) -> None:
    write(neighbour.agency, "STOP", "in-1", at)
    assert not OptOut.objects.filter(channel=Channel.EMAIL).exists()


@pytest.mark.req("A7")
def test_help_says_who_writes_what_it_costs_and_how_to_stop(neighbour: Contact, at: datetime) -> None:
    write(neighbour.agency, "HELP", "in-1", at)
    [answer] = sent()
    for part in ("Larkspur Police", "Msg & data rates may apply", "STOP", neighbour.agency.phone, "911"):
        assert part in answer


@pytest.mark.req("A7")
def test_a_spanish_speaker_is_answered_in_spanish(larkspur: Agency, at: datetime) -> None:
    actions.contact_for_phone(agency=larkspur, phone=PHONE, language="es", at=at)
    write(larkspur, "ALTO", "in-1", at)
    assert Message.objects.get(message_class=MessageClass.AUTOMATIC).language == "es"


def test_yes_is_an_answer_while_nobody_has_left(neighbour: Contact, at: datetime) -> None:
    message = write(neighbour.agency, "Yes", "in-1", at)
    assert message.needs_person
    assert sent() == []
