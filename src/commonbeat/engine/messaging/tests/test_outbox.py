"""What is queued has approved words, a length and an end; workers share the work without repeating it."""

import threading
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from commonbeat.engine.messaging import actions, queries
from commonbeat.engine.messaging.choices import Channel, MessageState, Scope, VersionState
from commonbeat.engine.messaging.models import Contact, Message, Template, TemplateVersion
from commonbeat.engine.messaging.tests.carrier import Carrier
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid
from commonbeat.ground.ledger.models import Entry


@pytest.fixture
def delay(larkspur: Agency, at: datetime) -> Template:
    """A template approved in English and Spanish."""
    template = Template.objects.create(agency=larkspur, key="delay", scope=Scope.UPDATES, name="Delay")
    for language, body in (("en", "{agency}: {minutes} minutes."), ("es", "{agency}: {minutes} minutos.")):
        TemplateVersion.objects.create(
            template=template,
            language=language,
            number=1,
            body=body,
            state=VersionState.APPROVED,
            written_by="Ana",
            written_at=at,
            approved_by="Sam",
            approved_at=at,
        )
    return template


def queue(contact: Contact, at: datetime, **more: object) -> Message:
    return actions.queue(contact=contact, scope=Scope.UPDATES, by=SYSTEM, at=at, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "words", "used"),
    [("en", "40 minutes", "en"), ("es", "40 minutos", "es"), ("vi", "40 minutes", "en")],
)
def test_approved_words_of_the_persons_language_are_used(
    delay: Template, neighbour: Contact, at: datetime, language: str, words: str, used: str
) -> None:
    message = queue(neighbour, at, template_key="delay", context={"minutes": 40}, language=language)
    assert message.body == f"Larkspur Police: {words}."
    assert message.language == used
    assert message.template_version is not None
    assert message.template_version.language == used


def test_words_that_nobody_approved_are_not_sent(delay: Template, neighbour: Contact, at: datetime) -> None:
    for key in ("unknown", "delay"):
        with pytest.raises(Invalid):
            queue(neighbour, at, template_key=key)
    delay.versions.update(state=VersionState.RETIRED)
    with pytest.raises(Invalid):
        queue(neighbour, at, template_key="delay", context={"minutes": 40})


@pytest.mark.parametrize("body", ["", "  \n", "x" * 1601], ids=["empty", "blank", "too long"])
def test_a_text_of_the_wrong_length_is_refused(neighbour: Contact, at: datetime, body: str) -> None:
    with pytest.raises(Invalid):
        queue(neighbour, at, body=body)


def test_a_text_knows_its_price(neighbour: Contact, at: datetime) -> None:
    assert queue(neighbour, at, body="a" * 161).segments == 2
    assert queue(neighbour, at, body="It\u2019s ok").body == "It's ok", "a curly quote doubles the price"


def test_a_person_without_a_number_is_not_texted(larkspur: Agency, at: datetime) -> None:
    reader = actions.contact_for_email(agency=larkspur, email="ana@example.org", at=at)
    assert queue(reader, at, body="Hi").reason == "no_address"
    assert queue(reader, at, body="Hi", channel=Channel.EMAIL).state == MessageState.QUEUED


def test_a_text_for_later_waits(neighbour: Contact, at: datetime) -> None:
    message = queue(neighbour, at, body="Hi", not_before=at + timedelta(hours=2))
    assert actions.dispatch(at=at + timedelta(hours=1), worker="w1") == 0
    assert actions.dispatch(at=at + timedelta(hours=2), worker="w2") == 1
    message.refresh_from_db()
    assert message.state == MessageState.DELIVERED
    assert queries.outbox_counts(neighbour.agency) == {}


def test_a_batch_costs_the_same_few_reads_whatever_its_size(
    larkspur: Agency, at: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = [
        actions.contact_for_phone(agency=larkspur, phone=f"+1555556{number:04}", at=at)
        for number in range(40)
    ]
    for person in people:
        queue(person, at, body="Hi")
    # Three writes for each text: the provider's own (a savepoint and a row), and ours.
    with django_assert_max_num_queries(40 * 4 + 25):
        actions.dispatch(at=at, worker="w1")
    assert Entry.objects.filter(verb="messages.dispatched").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_every_text_once(larkspur: Agency, twilio: Carrier, at: datetime) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the in-memory database of the tests has one writer; the killed workers cover SQLite")
    for number in range(60):
        person = actions.contact_for_phone(agency=larkspur, phone=f"+1555556{number:04}", at=at)
        queue(person, at, body=f"Number {number}")

    def work(name: str) -> None:
        try:
            for round_ in range(20):
                actions.dispatch(at=at, limit=7, worker=f"{name}-{round_}")
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Counter(twilio.bodies()) == Counter(f"Number {n}" for n in range(60))
