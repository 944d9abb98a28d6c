"""Thanks from a survey: scrubbed, delivered within a day, copied to a supervisor, written in the book."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail

from commonbeat.domain.conduct import actions
from commonbeat.domain.conduct.choices import ThanksState
from commonbeat.domain.conduct.models import Thanks
from commonbeat.domain.conduct.queries import delivery_promise
from commonbeat.engine.surveys.models import Response
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Forbidden, Invalid, Refused
from commonbeat.ground.ledger.models import Entry

Respond = Callable[..., Response]
KIND = "Officer Reed was so kind. Call me at 555-555-0142, I live at 1420 Maple Street."


@pytest.mark.req("A10")
def test_a_good_comment_arrives_scrubbed_and_the_book_shows_how_soon(
    respond: Respond, officer: Staff, sergeant: Staff, at: datetime
) -> None:
    response = respond(5, KIND)
    came, went = at, at + timedelta(minutes=7)
    thanks = actions.receive_answers(response=response, at=came)
    assert thanks is not None
    assert thanks.state == ThanksState.DELIVERED
    assert thanks.scrubbed == "Officer Reed was so kind. Call me at [phone], I live at [address]."
    assert {(d.staff, d.is_copy) for d in thanks.deliveries.all()} == {(officer, False), (sergeant, True)}
    entry = Entry.objects.get(verb="thanks.delivered")
    assert entry.content["received_at"] == came.isoformat()
    assert entry.content["delivered_at"] == came.isoformat()
    assert entry.content["minutes"] == 0
    assert "555-" not in str(entry.content)
    assert went - thanks.received_at < timedelta(hours=24)


@pytest.mark.req("A10")
def test_the_book_shows_the_time_to_delivery(respond: Respond, sergeant: Staff, at: datetime) -> None:
    thanks = actions.receive_answers(response=respond(5, "He found Biscuit! So kind."), at=at)
    assert thanks is not None
    went = at + timedelta(hours=3, minutes=20)
    actions.look_at(thanks=thanks, words="He found my dog! So kind.", by=sergeant, at=went)
    content = Entry.objects.get(verb="thanks.delivered").content
    assert (content["received_at"], content["delivered_at"]) == (at.isoformat(), went.isoformat())
    assert content["minutes"] == 200


@pytest.mark.req("A10")
def test_the_whole_way_from_the_answer_to_the_notice(
    respond: Respond, work: Callable[[], int], officer: Staff, sergeant: Staff
) -> None:
    respond(5, KIND)
    work()
    thanks = Thanks.objects.get()
    assert thanks.state == ThanksState.DELIVERED
    assert {to for message in mail.outbox for to in message.to} == {
        officer.person.email,  # type: ignore[union-attr]
        sergeant.person.email,  # type: ignore[union-attr]
    }
    for message in mail.outbox:
        assert "Reed" not in f"{message.body} {message.subject}"
        assert "kind" not in f"{message.body} {message.subject}"


def test_hearing_the_same_answers_again_makes_no_second_thanks_and_no_second_notice(
    respond: Respond, at: datetime
) -> None:
    response = respond(5, KIND)
    first = actions.receive_answers(response=response, at=at)
    assert actions.receive_answers(response=response, at=at) == first
    assert first is not None
    assert actions.tell(thanks=first, at=at) == 2
    assert actions.tell(thanks=first, at=at) == 0


def test_misconduct_in_a_good_rating_is_no_thanks(respond: Respond, at: datetime) -> None:
    assert actions.receive_answers(response=respond(5, "Fast, but he was rude to my son."), at=at) is None


def test_what_is_in_doubt_waits_for_a_look_and_is_then_delivered(
    respond: Respond, sergeant: Staff, at: datetime
) -> None:
    thanks = actions.receive_answers(response=respond(5, "He found Biscuit! So kind."), at=at)
    assert thanks is not None
    assert thanks.state == ThanksState.HELD
    looked = actions.look_at(thanks=thanks, words="He found my dog! So kind.", by=sergeant, at=at)
    assert looked.state == ThanksState.DELIVERED
    assert looked.scrubbed == "He found my dog! So kind."
    with pytest.raises(Refused):
        actions.look_at(thanks=thanks, words="again", by=sergeant, at=at)


def test_a_look_cannot_let_a_number_through(respond: Respond, sergeant: Staff, at: datetime) -> None:
    thanks = actions.receive_answers(response=respond(5, "He found Biscuit! So kind."), at=at)
    assert thanks is not None
    with pytest.raises(Invalid):
        actions.look_at(thanks=thanks, words="So kind, 555-555-0142", by=sergeant, at=at)


@pytest.mark.req("A10")
def test_what_nobody_looked_at_goes_out_before_the_day_ends_without_the_doubts(
    respond: Respond, at: datetime
) -> None:
    thanks = actions.receive_answers(response=respond(5, "He found Biscuit! So kind."), at=at)
    assert thanks is not None
    assert actions.deliver_overdue(at=at + timedelta(hours=22)) == 0
    assert actions.deliver_overdue(at=at + timedelta(hours=23)) == 1
    assert actions.deliver_overdue(at=at + timedelta(hours=23)) == 0
    thanks.refresh_from_db()
    assert thanks.scrubbed == "So kind."
    assert thanks.delivered_at is not None
    assert thanks.delivered_at - thanks.received_at < timedelta(hours=24)


def test_thanks_that_are_all_in_doubt_still_arrive_as_a_sign(respond: Respond, at: datetime) -> None:
    thanks = actions.receive_answers(
        response=respond(5, "Gracias de parte de todos en Casa Rosal", language="es"), at=at
    )
    assert thanks is not None
    actions.deliver_overdue(at=at + timedelta(hours=23))
    thanks.refresh_from_db()
    assert thanks.state == ThanksState.DELIVERED
    assert "Rosal" not in thanks.scrubbed


def test_nobody_looks_at_their_own_thanks_or_without_the_right(
    respond: Respond, hire: Callable[..., Staff], officer: Staff, at: datetime
) -> None:
    boss = hire("Lee Park", "conduct.look_at_thanks")
    thanks = actions.receive_web(
        agency=boss.agency, words="Thanks to Lee Park", who="", when="", language="en", token="t" * 16, at=at
    )
    with pytest.raises(Invalid):
        actions.match(thanks=thanks, staff=[boss], by=boss, at=at)
    with pytest.raises(Forbidden):
        actions.match(thanks=thanks, staff=[boss], by=officer, at=at)


def test_the_promise_says_how_many_and_how_soon(respond: Respond, larkspur: Agency, at: datetime) -> None:
    assert delivery_promise(larkspur, at) is None
    actions.receive_answers(response=respond(5, "So kind."), at=at)
    promise = delivery_promise(larkspur, at + timedelta(hours=1))
    assert promise is not None
    assert (promise.delivered, promise.within, promise.middle_minutes) == (1, 1, 1)
