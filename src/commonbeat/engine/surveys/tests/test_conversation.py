"""A survey is a conversation by text: no link, one question at a time, each reply heard once."""

import random
from datetime import datetime, timedelta

import pytest

from commonbeat.engine.messaging.choices import MessageState
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys.actions import expire, hear, invite, mark_unreached
from commonbeat.engine.surveys.models import (
    Answer,
    FormerAnswer,
    InstrumentVersion,
    Invitation,
    Response,
    Turn,
)
from commonbeat.engine.surveys.tests.conftest import Telephone
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.models import Entry


def _values(response: Response) -> dict[str, int | None]:
    return dict(response.answers.values_list("item__key", "value"))


def test_a_whole_conversation(invitation: Invitation, phone: Telephone) -> None:
    for reply in ("5", "four", "5 - great", "They found my bike. Thank you!"):
        phone.text(reply)
    response = Response.objects.get()
    assert _values(response) == {"satisfaction": 5, "listened": 4, "fair": 5, "comment": None}
    assert response.answers.get(item__key="comment").text == "They found my bike. Thank you!"
    assert response.completed_at == phone.at
    assert (response.category, response.shift, response.stratum) == ("Theft", "Day", "text")
    invitation.refresh_from_db()
    assert invitation.state == "completed"
    first, *later = phone.inbox()
    assert first.startswith("Larkspur Police: ")
    assert "STOP" in first
    assert len(later) == 4
    assert "://" not in " ".join(phone.inbox())


def test_the_book_holds_codes_and_never_words(invitation: Invitation, phone: Telephone) -> None:
    for reply in ("2", "1 nobody came", "3", "I am at 12 Elm Street"):
        phone.text(reply)
    lines = Entry.objects.filter(verb__startswith="survey.").order_by("pk")
    response = Response.objects.get().public_id
    answered = [entry.content for entry in lines if entry.verb == "survey.answered"]
    assert answered[0] == {"response": response, "item": "satisfaction", "value": 2}
    assert [entry.content["item"] for entry in lines if entry.verb == "survey.commented"] == [
        "listened",
        "comment",
    ]
    assert lines.filter(verb="survey.completed").count() == 1
    assert "Elm" not in str([entry.content for entry in lines])
    assert "nobody" not in str([entry.content for entry in lines])


def test_partial_answers_are_kept_and_count(invitation: Invitation, phone: Telephone, at: datetime) -> None:
    phone.text("4")
    expire(at=at + timedelta(days=8))
    invitation.refresh_from_db()
    assert invitation.state == "expired"
    assert _values(Response.objects.get()) == {"satisfaction": 4}


def test_a_late_reply_is_left_to_a_person(invitation: Invitation, phone: Telephone) -> None:
    late = phone.text("5", after=timedelta(days=8))
    assert late.needs_person
    assert not Answer.objects.exists()
    invitation.refresh_from_db()
    assert invitation.state == "expired"


def test_a_reply_that_is_not_understood_is_asked_again_once_then_goes_to_a_person(
    invitation: Invitation, phone: Telephone
) -> None:
    phone.text("well, it depends")
    assert phone.inbox()[-1].startswith("Sorry, we did not understand.")
    second = phone.text("what do you mean by service")
    assert second.needs_person
    assert "a person will read it" in phone.inbox()[-1]
    assert not Answer.objects.exists()
    phone.text("3")
    assert _values(Response.objects.get()) == {"satisfaction": 3}


def test_does_not_apply_is_kept_apart_from_missing(invitation: Invitation, phone: Telephone) -> None:
    phone.text("4")
    phone.text("n/a")
    assert _values(Response.objects.get()) == {"satisfaction": 4, "listened": None}


def test_no_comment_is_no_comment(invitation: Invitation, phone: Telephone) -> None:
    for reply in ("4", "4", "4", "No"):
        phone.text(reply)
    assert Response.objects.get().completed_at is not None
    assert not Entry.objects.filter(verb="survey.commented").exists()


def test_the_same_webhook_twice_changes_nothing(invitation: Invitation, phone: Telephone) -> None:
    phone.text("5", ref="SMsame")
    phone.text("5", ref="SMsame")
    assert _values(Response.objects.get()) == {"satisfaction": 5}
    assert len(phone.inbox()) == 2


def test_hearing_a_text_twice_changes_nothing(invitation: Invitation, phone: Telephone) -> None:
    message = phone.text("5")
    before = (Answer.objects.count(), Message.objects.count(), Entry.objects.count())
    hear(message=message, at=phone.at)
    assert (Answer.objects.count(), Message.objects.count(), Entry.objects.count()) == before
    assert Turn.objects.count() == 1


def test_a_reply_sent_twice_before_the_next_question_counts_once(
    invitation: Invitation, phone: Telephone
) -> None:
    phone.overtake("4")
    phone.text("5")
    assert _values(Response.objects.get()) == {"satisfaction": 5}
    assert FormerAnswer.objects.get().value == 4


def test_a_correction_in_words_mends_the_answer_before(invitation: Invitation, phone: Telephone) -> None:
    phone.text("1")
    phone.text("sorry, I meant 5")
    phone.text("4")
    assert _values(Response.objects.get()) == {"satisfaction": 5, "listened": 4}


def test_after_the_last_question_only_a_correction_within_a_day_counts(
    invitation: Invitation, phone: Telephone
) -> None:
    for reply in ("5", "5", "1", "no"):
        phone.text(reply)
    assert phone.text("2").needs_person
    phone.text("oops I meant 5")
    assert _values(Response.objects.get())["fair"] == 5
    assert phone.text("oops I meant 1", after=timedelta(hours=25)).needs_person
    assert _values(Response.objects.get())["fair"] == 5


@pytest.mark.req("A13")
def test_es_brings_spanish_now_and_for_good(invitation: Invitation, phone: Telephone, rosa: Contact) -> None:
    phone.text("ES")
    assert phone.inbox()[-1].startswith("Larkspur Police: encuesta breve")
    phone.text("muy bien")
    assert phone.inbox()[-1].startswith("¿Qué tal le escuchamos?")
    rosa.refresh_from_db()
    assert rosa.language == "es"
    assert Response.objects.get().language == "es"


@pytest.mark.req("A13")
def test_a_spanish_contact_is_asked_in_spanish(
    larkspur: Agency, version: InstrumentVersion, rosa: Contact, at: datetime
) -> None:
    rosa.language = "es"
    rosa.save()
    invite(agency=larkspur, contact=rosa, by=SYSTEM, at=at)
    assert "¿Qué tal fue nuestro servicio?" in Message.objects.get().body


def test_stop_ends_the_survey_and_keeps_what_was_said(invitation: Invitation, phone: Telephone) -> None:
    phone.text("2")
    phone.text("STOP.")
    invitation.refresh_from_db()
    assert invitation.state == "stopped"
    assert _values(Response.objects.get()) == {"satisfaction": 2}
    assert phone.text("5").needs_person
    assert _values(Response.objects.get()) == {"satisfaction": 2}


@pytest.mark.parametrize("words", ["ALTO", "no más", "please stop texting me"])
def test_stop_in_other_words(invitation: Invitation, phone: Telephone, words: str) -> None:
    phone.text(words)
    invitation.refresh_from_db()
    assert invitation.state == "stopped"
    assert not Answer.objects.exists()


def test_the_same_matter_is_asked_about_once(
    larkspur: Agency, version: InstrumentVersion, rosa: Contact, at: datetime
) -> None:
    one = invite(agency=larkspur, contact=rosa, dedupe_key="call:abc", by=SYSTEM, at=at)
    two = invite(agency=larkspur, contact=rosa, dedupe_key="call:abc", by=SYSTEM, at=at)
    assert one == two
    assert Message.objects.count() == 1


def test_who_cannot_be_texted_was_not_asked(
    larkspur: Agency, invitation: Invitation, rosa: Contact, at: datetime
) -> None:
    again = invite(agency=larkspur, contact=rosa, subject="call:def", by=SYSTEM, at=at + timedelta(days=2))
    assert again.state == "unreached"
    assert Message.objects.get(subject=f"survey:{again.public_id}").state == MessageState.SUPPRESSED


def test_a_question_that_never_arrives_was_not_asked(
    larkspur: Agency, version: InstrumentVersion, rosa: Contact, at: datetime
) -> None:
    made = invite(agency=larkspur, contact=rosa, by=SYSTEM, at=at)
    opening = Message.objects.get()
    opening.state = MessageState.UNDELIVERED
    opening.save()
    mark_unreached(message=opening, at=at)
    made.refresh_from_db()
    assert made.state == "unreached"


def test_a_later_text_that_fails_leaves_the_person_asked(invitation: Invitation, phone: Telephone) -> None:
    phone.text("hm?")
    again = Message.objects.filter(direction="out").latest("pk")
    again.state = MessageState.FAILED
    again.save()
    assert mark_unreached(message=again, at=phone.at) is None
    invitation.refresh_from_db()
    assert invitation.state == "invited"


def test_a_survey_for_tomorrow_waits(
    larkspur: Agency, version: InstrumentVersion, rosa: Contact, at: datetime
) -> None:
    tomorrow = at + timedelta(days=1)
    made = invite(agency=larkspur, contact=rosa, send_at=tomorrow, by=SYSTEM, at=at)
    assert made.invited_at == tomorrow
    assert Message.objects.get().not_before == tomorrow


def test_a_hundred_strange_texts_break_nothing(invitation: Invitation, phone: Telephone) -> None:
    for strange in ("😀" * 200, "x" * 10_000, "\x00", "   ", "=cmd|' /C calc'!A0", "‮5‬", "5" * 400):
        phone.text(strange)
    assert Answer.objects.count() <= 1


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_sent_in_whatever_order_each_question_has_one_answer(
    invitation: Invitation, phone: Telephone, seed: int
) -> None:
    dice = random.Random(seed)
    replies = ["5", "1", "four", "n/a", "ES", "what?", "sorry I meant 2", "No", "muy bien", "they came late"]
    for _turn in range(10):
        send = phone.text if dice.random() < 0.7 else phone.overtake
        send(dice.choice(replies))
    for response in Response.objects.all():
        keys = list(response.answers.values_list("item__key", flat=True))
        assert len(keys) == len(set(keys))
        assert set(response.answers.values_list("value", flat=True)) <= {None, 1, 2, 3, 4, 5}
    assert Turn.objects.count() == 10
