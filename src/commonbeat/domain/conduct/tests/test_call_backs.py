"""A bad experience: a promise to call, a question to the resident, and never a complaint without a yes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.conduct import actions
from commonbeat.domain.conduct.choices import CallBackState, Outcome, Wish
from commonbeat.domain.conduct.models import CallBack, Thanks
from commonbeat.domain.conduct.rules import Answer, answer_of, next_wish
from commonbeat.domain.conduct.rules.words import fold
from commonbeat.engine.messaging.actions import opt_out, receive
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.messaging.rules.segments import measure
from commonbeat.engine.surveys.actions import unlink_contacts
from commonbeat.engine.surveys.models import Response
from commonbeat.ground.agency.models import Agency, Holiday, Staff
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid, Refused
from commonbeat.ground.ledger.models import Entry

Respond = Callable[..., Response]


@pytest.fixture
def asked(respond: Respond, at: datetime) -> CallBack:
    """A call-back whose resident was asked what they want."""
    actions.take_up(response=respond(1, "They were slow."), at=at)
    return CallBack.objects.get()


@pytest.fixture
def text(larkspur: Agency, resident: Contact, at: datetime) -> Callable[..., bool]:
    """Return a function by which the resident texts, some minutes after the offer."""

    def send(body: str, minutes: int) -> bool:
        when = at + timedelta(minutes=minutes)
        message = receive(
            agency=larkspur, phone=resident.phone, body=body, provider_ref=f"in-{minutes}", at=when
        )
        return actions.hear(message=message, at=when + timedelta(seconds=5))

    return send


def texts_to(contact: Contact) -> list[str]:
    about = Message.objects.filter(contact=contact, direction="out", subject__startswith="call_back:")
    return list(about.order_by("pk").values_list("body", flat=True))


@pytest.mark.req("A11")
@pytest.mark.parametrize(("rating", "comment"), [(1, ""), (2, "slow"), (5, "but he was rude to me")])
def test_a_bad_rating_or_words_of_misconduct_promise_a_call_in_three_business_days(
    respond: Respond, larkspur: Agency, officer: Staff, at: datetime, rating: int, comment: str
) -> None:
    # Wednesday 10 June; Friday is a holiday here, so the third business day is Tuesday 16 June.
    Holiday.objects.create(agency=larkspur, day=date(2026, 6, 12), name="Founders' Day")
    actions.take_up(response=respond(rating, comment), at=at)
    call_back = CallBack.objects.get()
    assert call_back.due_at == datetime(2026, 6, 17, 3, 59, 59, tzinfo=UTC)
    assert list(call_back.barred.all()) == [officer]
    assert call_back.wish == Wish.ASKED
    assert not Thanks.objects.exists()


@pytest.mark.parametrize(("rating", "comment"), [(3, "ok"), (5, ""), (4, "kind"), (None, "")])
def test_other_answers_promise_nothing(
    respond: Respond, at: datetime, rating: int | None, comment: str
) -> None:
    actions.take_up(response=respond(rating, comment), at=at)
    assert not CallBack.objects.exists()


def test_taking_up_the_same_answers_again_asks_once(
    respond: Respond, resident: Contact, at: datetime, work: Callable[[], int]
) -> None:
    response = respond(1, "slow")
    work()
    actions.take_up(response=response, at=at)
    assert CallBack.objects.count() == 1
    assert len(texts_to(resident)) == 1


@pytest.mark.req("A11")
def test_the_offer_names_the_three_choices_and_the_independent_body(
    asked: CallBack, larkspur: Agency, resident: Contact
) -> None:
    [offer] = texts_to(resident)
    assert offer.startswith("Larkspur Police: ")
    assert "1 nothing more" in offer
    assert "2 a call" in offer
    assert f"3 a complaint with the {larkspur.oversight_name}" in offer


@pytest.mark.parametrize(("body", "wish"), [("1", Wish.NOTHING), ("2", Wish.CALL), ("A call.", Wish.CALL)])
def test_the_answer_sets_the_wish(
    asked: CallBack, text: Callable[..., bool], resident: Contact, body: str, wish: Wish
) -> None:
    assert text(body, 5)
    asked.refresh_from_db()
    assert asked.wish == wish
    assert len(texts_to(resident)) == 2
    assert not Message.objects.get(direction="in").needs_person


@pytest.mark.req("A11")
def test_no_complaint_without_the_residents_yes(
    asked: CallBack,
    text: Callable[..., bool],
    liaison: Staff,
    larkspur: Agency,
    resident: Contact,
    at: datetime,
) -> None:
    assert text("3", 5)
    asked.refresh_from_db()
    assert asked.wish == Wish.CONFIRMING
    assert "Without your YES nothing is sent" in texts_to(resident)[-1]
    assert not Entry.objects.filter(verb="complaint.requested").exists()
    with pytest.raises(Refused):
        actions.hand_over(call_back=asked, on=at.date(), by=liaison, at=at)
    assert text("YES", 9)
    asked.refresh_from_db()
    assert asked.wish == Wish.COMPLAINT
    assert Entry.objects.filter(verb="complaint.requested").count() == 1
    assert larkspur.oversight_contact in texts_to(resident)[-1]
    actions.hand_over(call_back=asked, on=at.date(), by=liaison, at=at)
    asked.refresh_from_db()
    assert (asked.state, asked.outcome) == (CallBackState.CLOSED, Outcome.HANDED_OVER)
    assert asked.handed_over_by == liaison


@pytest.mark.req("A11")
@pytest.mark.parametrize("body", ["3", "maybe", "yes if you must", "NO", "sure?", "👍"])
def test_anything_but_a_plain_yes_files_nothing(
    asked: CallBack, text: Callable[..., bool], body: str
) -> None:
    text("3", 5)
    text(body, 9)
    asked.refresh_from_db()
    assert asked.wish in (Wish.CONFIRMING, Wish.ASKED)
    assert not Entry.objects.filter(verb="complaint.requested").exists()


@pytest.mark.req("A11")
@given(st.text(max_size=40))
def test_no_text_is_taken_for_a_yes_that_is_not_one(body: str) -> None:
    if answer_of(body, is_confirming=True) is Answer.YES:
        bare = "".join(c for c in fold(body) if c.isalnum() or c == " ").strip()
        assert bare.split()[0] in {"y", "yes", "yep", "yeah", "si", "s", "claro"}
    assert answer_of(body, is_confirming=False) is not Answer.YES


@pytest.mark.req("A11")
@given(
    st.lists(st.sampled_from(["1", "2", "3", "yes", "no", "si", "call", "queja", "maybe", "YES please", ""]))
)
def test_a_complaint_has_one_door_whatever_is_texted(texts: list[str]) -> None:
    wish = "asked"
    for body in texts:
        new = next_wish(wish, body)
        if new == "complaint":
            assert wish == "confirming"
            assert answer_of(body, is_confirming=True) is Answer.YES
        wish = new or wish
        if wish not in ("asked", "confirming"):
            assert next_wish(wish, "yes") is None
            break


def test_what_is_not_understood_stays_with_a_person(asked: CallBack, text: Callable[..., bool]) -> None:
    assert not text("well, it depends", 5)
    assert Message.objects.get(direction="in").needs_person


def test_a_text_heard_twice_counts_once(
    asked: CallBack, larkspur: Agency, resident: Contact, at: datetime
) -> None:
    later = at + timedelta(minutes=5)
    message = receive(agency=larkspur, phone=resident.phone, body="2", provider_ref="in", at=later)
    assert actions.hear(message=message, at=later)
    assert not actions.hear(message=message, at=later + timedelta(minutes=1))
    assert len(texts_to(resident)) == 2


def test_a_yes_that_is_older_than_the_question_is_no_answer(
    asked: CallBack, larkspur: Agency, resident: Contact, text: Callable[..., bool], at: datetime
) -> None:
    early = at + timedelta(minutes=4)
    message = receive(agency=larkspur, phone=resident.phone, body="yes", provider_ref="early", at=early)
    text("3", 5)
    assert not actions.hear(message=message, at=at + timedelta(minutes=6))
    asked.refresh_from_db()
    assert asked.wish == Wish.CONFIRMING


def test_the_offer_waits_until_the_survey_is_over(respond: Respond, resident: Contact, at: datetime) -> None:
    response = respond(1, "", is_whole=False)
    actions.take_up(response=response, at=at)
    call_back = CallBack.objects.get()
    assert call_back.wish == Wish.UNASKED
    assert texts_to(resident) == []
    invitation = response.invitation
    assert invitation is not None
    invitation.state, invitation.next_item = "expired", None
    invitation.save()
    assert actions.offer_waiting(at=at + timedelta(hours=2)) == 1
    assert actions.offer_waiting(at=at + timedelta(hours=2)) == 0


def test_nobody_is_asked_who_said_stop(respond: Respond, resident: Contact, at: datetime) -> None:
    response = respond(1, "slow")
    opt_out(contact=resident, scope="all", source="texted", by=RESIDENT, at=at)
    actions.take_up(response=response, at=at)
    assert CallBack.objects.get().wish == Wish.UNASKED


def test_spanish_is_asked_in_spanish(respond: Respond, resident: Contact, at: datetime) -> None:
    actions.take_up(response=respond(1, "tardaron", language="es"), at=at)
    [offer] = texts_to(resident)
    assert "Responda" in offer
    assert measure(offer).encoding == "GSM-7"
    assert answer_of("Sí, por favor", is_confirming=True) is Answer.YES
    assert answer_of("una llamada", is_confirming=False) is Answer.CALL


def test_the_work_from_assigning_to_closing(
    asked: CallBack, sergeant: Staff, officer: Staff, hire: Callable[..., Staff], at: datetime
) -> None:
    actions.assign(call_back=asked, to=sergeant, by=sergeant, at=at)
    with pytest.raises(Invalid):
        actions.assign(call_back=asked, to=officer, by=sergeant, at=at)
    with pytest.raises(Hidden):
        actions.mark_reached(call_back=asked, by=officer, at=at)
    with pytest.raises(Forbidden):
        actions.mark_reached(call_back=asked, by=hire("Al Moss"), at=at)
    actions.mark_reached(call_back=asked, by=sergeant, at=at)
    with pytest.raises(Invalid):
        actions.close(call_back=asked, outcome="handed_over", by=sergeant, at=at)
    actions.close(call_back=asked, outcome=Outcome.APOLOGIZED, by=sergeant, at=at)
    with pytest.raises(Refused):
        actions.close(call_back=asked, outcome=Outcome.APOLOGIZED, by=sergeant, at=at)


def test_a_wanted_complaint_cannot_be_closed_away(
    asked: CallBack, text: Callable[..., bool], sergeant: Staff, liaison: Staff, at: datetime
) -> None:
    text("3", 5)
    text("yes", 9)
    asked.refresh_from_db()
    with pytest.raises(Refused):
        actions.close(call_back=asked, outcome=Outcome.HEARD, by=sergeant, at=at)
    with pytest.raises(Forbidden):
        actions.hand_over(call_back=asked, on=at.date(), by=sergeant, at=at)
    with pytest.raises(Invalid):
        actions.hand_over(call_back=asked, on=at.date() + timedelta(days=1), by=liaison, at=at)


def test_when_a_survey_is_cut_loose_no_text_leads_to_the_call_back(
    asked: CallBack, resident: Contact, at: datetime
) -> None:
    later = at + timedelta(days=31)
    unlink_contacts(at=later)
    assert actions.cut_loose(at=later) == 1
    asked = CallBack.objects.get()
    assert asked.contact is None
    names = {asked.public_id, asked.response.public_id}
    for message in Message.objects.filter(contact=resident):
        assert not any(name in f"{message.subject}{message.dedupe_key}" for name in names)
    assert asked.text_ref is None
