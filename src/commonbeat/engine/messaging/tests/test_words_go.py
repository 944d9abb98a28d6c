"""Texts lose their words on schedule; what a person has to deal with and what a hold covers does not."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from commonbeat.engine.messaging.actions import acknowledge, dispatch, mark_handled, queue, receive
from commonbeat.engine.messaging.choices import WORDS_DAYS
from commonbeat.engine.messaging.models import Contact, EmergencyAlert, Message, OptOut, SandboxText
from commonbeat.ground.agency.actions import change_setting
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Forbidden, Invalid, Refused
from commonbeat.ground.ledger.models import Entry
from commonbeat.ground.retention import actions as retention
from commonbeat.ground.retention.actions import destroy_due, lift_hold, place_hold
from commonbeat.ground.retention.models import Certificate
from commonbeat.ground.retention.queries import schedule

Hire = Callable[..., Staff]
PHONE = "+15555550142"
TWO_YEARS = timedelta(days=731)


@pytest.fixture
def keeper(hire: Hire) -> Staff:
    return hire("Jo Park", "retention.manage", "agency.change_settings", "messaging.read_conversations")


@pytest.fixture
def talk(larkspur: Agency, at: datetime) -> Contact:
    """One text out and three in: a wish to stop, a question, and one that waits for a person."""
    for number, words in enumerate(["My dog is called Biscuit", "Who reads this?", "STOP"]):
        receive(agency=larkspur, phone=PHONE, body=words, provider_ref=f"SM{number}", at=at)
    [first, _second] = Message.objects.filter(needs_person=True).order_by("pk")
    mark_handled(message=first, by="Jo", at=at)
    while dispatch(at=at, limit=50, worker="test"):
        pass
    return Contact.objects.get()


def words_of(contact: Contact) -> set[str]:
    return set(contact.messages.exclude(body="").values_list("body", flat=True))


def test_words_stay_for_all_of_their_days_and_not_longer(talk: Contact, at: datetime) -> None:
    before = Message.objects.count()
    assert destroy_due(at=at + TWO_YEARS - timedelta(days=1)) == 0
    later = at + TWO_YEARS
    assert destroy_due(at=later) == before - 1
    # Nobody has answered this one yet.
    assert words_of(talk) == {"Who reads this?"}
    assert Message.objects.count() == before
    assert OptOut.objects.filter(contact=talk, lifted_at=None).exists()
    assert set(SandboxText.objects.values_list("body", flat=True)) == {""}
    gone = Message.objects.exclude(words_destroyed_at=None)
    assert {message.words_destroyed_at for message in gone} == {later}
    assert destroy_due(at=later + timedelta(hours=1)) == 0


def test_text_goes_once_somebody_has_dealt_with_it(talk: Contact, at: datetime) -> None:
    destroy_due(at=at + TWO_YEARS)
    mark_handled(message=Message.objects.get(needs_person=True), by="Jo", at=at + TWO_YEARS)
    assert destroy_due(at=at + TWO_YEARS) == 1
    assert words_of(talk) == set()


def test_emergency_that_nobody_has_seen_stays(larkspur: Agency, at: datetime) -> None:
    receive(agency=larkspur, phone=PHONE, body="help he has a gun", provider_ref="SM1", at=at)
    alert = EmergencyAlert.objects.select_related("message").get()
    Message.objects.filter(pk=alert.message_id).update(needs_person=False)
    destroy_due(at=at + TWO_YEARS)
    alert.message.refresh_from_db()
    assert alert.message.body
    acknowledge(alert=alert, by="Jo", at=at)
    destroy_due(at=at + TWO_YEARS)
    alert.message.refresh_from_db()
    assert alert.message.body == ""


def test_text_that_still_waits_keeps_its_words(talk: Contact, larkspur: Agency, at: datetime) -> None:
    waiting = queue(contact=talk, scope="service", body="Still to go", language="en", by=SYSTEM, at=at)
    Message.objects.filter(pk=waiting.pk).update(state="queued")
    destroy_due(at=at + TWO_YEARS)
    waiting.refresh_from_db()
    assert waiting.body.endswith("Still to go")


def test_every_run_leaves_a_certificate_and_a_line(talk: Contact, larkspur: Agency, at: datetime) -> None:
    count = destroy_due(at=at + TWO_YEARS)
    certificate = Certificate.objects.get()
    assert (certificate.words, certificate.count, certificate.oldest, certificate.newest) == (
        "messages",
        count,
        at,
        at,
    )
    assert (certificate.rule, certificate.days, certificate.at) == (WORDS_DAYS.key, 730, at + TWO_YEARS)
    line = Entry.objects.get(verb="words.destroyed")
    assert line.subject == f"certificate:{certificate.public_id}"
    assert line.content["count"] == count
    assert "Biscuit" not in str(line.content)


def test_batches_each_have_their_certificate(
    talk: Contact, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    total = destroy_due(at=at + TWO_YEARS)
    counts = list(Certificate.objects.values_list("count", flat=True))
    assert sum(counts) == total
    assert max(counts) == 2
    assert Entry.objects.filter(verb="words.destroyed").count() == len(counts)


@pytest.mark.parametrize("held", ["", "messages"])
def test_nothing_goes_while_a_hold_stands(talk: Contact, keeper: Staff, at: datetime, held: str) -> None:
    hold = place_hold(words=held, reason="A lawsuit", by=keeper, at=at)
    before = words_of(talk)
    assert destroy_due(at=at + TWO_YEARS) == 0
    assert words_of(talk) == before
    lift_hold(hold=hold, reason="It is over", by=keeper, at=at + TWO_YEARS)
    assert destroy_due(at=at + TWO_YEARS) > 0
    verbs = Entry.objects.filter(subject=f"hold:{hold.public_id}").values_list("verb", flat=True)
    assert list(verbs) == ["hold.placed", "hold.lifted"]


def test_hold_on_other_words_or_of_another_agency_stops_nothing(
    talk: Contact, keeper: Staff, hire: Hire, at: datetime
) -> None:
    elm = Agency.objects.create(
        slug="elm", name="Elm Police", short_name="Elm", place="Elm", time_zone="UTC", created_at=at
    )
    place_hold(words="comments", reason="An audit", by=keeper, at=at)
    place_hold(words="", reason="A lawsuit", by=hire("Ed Elm", "retention.manage", agency=elm), at=at)
    assert destroy_due(at=at + TWO_YEARS) > 0


def test_agency_sets_its_own_days_within_limits(talk: Contact, keeper: Staff, at: datetime) -> None:
    agency = keeper.agency
    for days in (89, 3651):
        with pytest.raises(Invalid):
            change_setting(agency=agency, definition=WORDS_DAYS, value=days, by=keeper, at=at)
    change_setting(agency=agency, definition=WORDS_DAYS, value=90, by=keeper, at=at)
    assert destroy_due(at=at + timedelta(days=90)) == 0
    assert destroy_due(at=at + timedelta(days=91)) > 0
    assert Certificate.objects.get().days == 90


def test_hold_needs_the_right_and_a_reason_and_is_lifted_once(
    hire: Hire, keeper: Staff, at: datetime
) -> None:
    with pytest.raises(Forbidden):
        place_hold(words="", reason="Mine", by=hire("Sam Reed"), at=at)
    for words, reason in (("", " "), ("figures", "An audit")):
        with pytest.raises(Invalid):
            place_hold(words=words, reason=reason, by=keeper, at=at)
    hold = place_hold(words="", reason="An audit", by=keeper, at=at)
    with pytest.raises(Invalid):
        lift_hold(hold=hold, reason="", by=keeper, at=at)
    lift_hold(hold=hold, reason="Over", by=keeper, at=at)
    with pytest.raises(Refused):
        lift_hold(hold=hold, reason="Over", by=keeper, at=at)


def test_database_keeps_no_words_that_are_said_to_be_gone(talk: Contact, at: datetime) -> None:
    with (
        pytest.raises(IntegrityError, match="messaging_message_destroyed_has_no_words"),
        transaction.atomic(),
    ):
        Message.objects.filter(body__contains="Biscuit").update(words_destroyed_at=at)


def test_page_says_what_is_due_next(talk: Contact, larkspur: Agency, at: datetime) -> None:
    messages, comments, thanks, *_others = schedule(larkspur, at)
    assert messages.next_on == at.date() + TWO_YEARS
    assert messages.due_soon == 0
    assert (comments.next_on, thanks.next_on) == (None, None)
    [soon, *_others] = schedule(larkspur, at + TWO_YEARS - timedelta(days=20))
    assert soon.due_soon == Message.objects.filter(needs_person=False).count()


def test_conversation_says_that_its_words_are_gone(
    talk: Contact, keeper: Staff, at: datetime, client: Client
) -> None:
    destroy_due(at=at + TWO_YEARS)
    client.force_login(keeper.person)  # type: ignore[arg-type]
    page = client.get(f"/staff/conversations/{talk.public_id}/?show=all").content.decode()
    assert "The words were destroyed on schedule on June 10, 2028." in page
    assert "Biscuit" not in page
