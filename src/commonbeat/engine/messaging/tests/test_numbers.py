"""Telephone numbers: read as people write them, sealed at rest, and never in a log."""

import logging
from datetime import datetime

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.engine.messaging import actions, queries
from commonbeat.engine.messaging.choices import Scope
from commonbeat.engine.messaging.models import Contact, Message, SandboxText
from commonbeat.engine.messaging.rules import envelope, phones
from commonbeat.engine.messaging.tests.carrier import Carrier
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid

NUMBER = "+15555550123"
DIGITS = "5550123"
SECRET = "a secret of the installation, long enough"


@pytest.mark.parametrize(
    "written",
    ["+15555550123", "555-555-0123", "(555) 555-0123", "1 555 555 0123", "5555550123", "555.555.0123"],
)
def test_numbers_are_read_as_people_write_them(written: str) -> None:
    assert phones.normalise(written) == NUMBER


@pytest.mark.parametrize(
    "written", ["", "911", "5550123", "abc", "+1 055 555 0123", "555-555-0123 x5", "9" * 40]
)
def test_what_cannot_be_texted_is_no_number(written: str) -> None:
    assert phones.normalise(written) is None


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_not(written: str) -> None:
    number = phones.normalise(written)
    assert number is None or phones.normalise(number) == number


def test_the_same_number_is_one_contact(larkspur: Agency, at: datetime) -> None:
    first = actions.contact_for_phone(agency=larkspur, phone="555-555-0123", at=at)
    again = actions.contact_for_phone(agency=larkspur, phone=NUMBER, language="es", time_zone="UTC", at=at)
    assert first.pk == again.pk
    assert (again.language, again.time_zone) == ("es", "UTC")
    third = actions.contact_for_phone(agency=larkspur, phone=NUMBER, language="ar", at=at)
    assert third.language == "es", "what is known is not overwritten"


def test_a_time_zone_that_does_not_exist_is_not_kept(larkspur: Agency, at: datetime) -> None:
    contact = actions.contact_for_phone(agency=larkspur, phone=NUMBER, time_zone="Mars/Olympus", at=at)
    assert contact.time_zone == ""


def test_a_number_sealed_with_a_lost_key_holds_up_nobody_else(neighbour: Contact, at: datetime) -> None:
    lost = actions.contact_for_phone(agency=neighbour.agency, phone="+15555550124", at=at)
    texts = [
        actions.queue(contact=person, scope=Scope.UPDATES, body="Hi", by=SYSTEM, at=at)
        for person in (lost, neighbour)
    ]
    Contact.objects.filter(pk=lost.pk).update(phone_sealed=envelope.seal(SECRET, NUMBER, lost.place("phone")))
    actions.dispatch(at=at, worker="w1")
    for text, state in zip(texts, ("suppressed", "delivered"), strict=True):
        text.refresh_from_db()
        assert text.state == state


def test_a_wrong_number_says_so(larkspur: Agency, at: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        actions.contact_for_phone(agency=larkspur, phone="12", at=at)
    assert (refused.value.code, refused.value.where) == ("phone_invalid", "phone")


def test_an_address_is_sealed_too(larkspur: Agency, at: datetime) -> None:
    contact = actions.contact_for_email(agency=larkspur, email=" Ana@Example.org ", at=at)
    assert contact.email == "ana@example.org"
    with pytest.raises(Invalid):
        actions.contact_for_email(agency=larkspur, email="ana@", at=at)


def test_no_table_holds_a_number_in_the_clear(neighbour: Contact, at: datetime) -> None:
    actions.queue(contact=neighbour, scope=Scope.UPDATES, body="Hello", by=SYSTEM, at=at)
    actions.dispatch(at=at, worker="w1")
    assert SandboxText.objects.get().to == NUMBER
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            assert DIGITS not in repr([tuple(map(bytes_of, row)) for row in cursor.fetchall()]), table


def bytes_of(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


@given(st.text(max_size=60), st.text(min_size=1, max_size=20))
def test_a_sealed_value_opens_only_where_it_belongs(plain: str, row: str) -> None:
    try:
        plain.encode()
        row.encode()
    except UnicodeEncodeError:
        return
    place = f"messaging_contact/{row}/phone"
    sealed = envelope.seal(SECRET, plain, place)
    assert envelope.unseal(SECRET, sealed, place) == plain
    for secret, moved in [(SECRET, place + "x"), (SECRET + "x", place)]:
        with pytest.raises(envelope.CannotOpen):
            envelope.unseal(secret, sealed, moved)


def test_a_changed_or_foreign_envelope_does_not_open() -> None:
    sealed = envelope.seal(SECRET, NUMBER, "a/b/c")
    for broken in (b"", b"\x07" + sealed[1:], sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1])):
        with pytest.raises(envelope.CannotOpen):
            envelope.unseal(SECRET, broken, "a/b/c")
    assert sealed != envelope.seal(SECRET, NUMBER, "a/b/c")


def test_the_look_up_hash_depends_on_the_secret() -> None:
    assert envelope.lookup(SECRET, NUMBER) == envelope.lookup(SECRET, NUMBER)
    assert envelope.lookup(SECRET, NUMBER) != envelope.lookup(SECRET + "x", NUMBER)


def test_nothing_that_is_printed_shows_a_number(neighbour: Contact, at: datetime) -> None:
    message = actions.queue(contact=neighbour, scope=Scope.UPDATES, body="Hello", by=SYSTEM, at=at)
    actions.dispatch(at=at, worker="w1")
    for thing in (neighbour, message, *SandboxText.objects.all(), *neighbour.consents.all()):
        assert DIGITS not in f"{thing} {thing!r}"
    assert neighbour.masked_phone == "•• 23"
    assert neighbour.phone_lookup == queries.phone_lookup("(555) 555-0123")
    assert settings.SECRET_KEY not in neighbour.phone_lookup


def test_no_log_holds_a_number_or_a_word_of_a_text(
    twilio: Carrier, larkspur: Agency, at: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    neighbour = actions.contact_for_phone(agency=larkspur, phone=NUMBER, at=at)
    twilio.faults.extend(["", "hang", "broken after", "21610"])
    for number in range(4):
        actions.queue(contact=neighbour, scope=Scope.UPDATES, body=f"Secret words {number}", by=SYSTEM, at=at)
    actions.dispatch(at=at, worker="w1")
    actions.settle(at=at.replace(hour=20), worker="w2")
    actions.receive(agency=larkspur, phone=NUMBER, body="Secret words", provider_ref="in-1", at=at)
    twilio.url = settings.TWILIO_BASE_URL = "http://127.0.0.1:9"
    actions.dispatch(at=at.replace(hour=21), worker="w3")

    assert Message.objects.count() == 5
    logged = "\n".join(f"{record.name} {record.getMessage()} {record.exc_text}" for record in caplog.records)
    assert DIGITS not in logged
    assert "Secret words" not in logged
