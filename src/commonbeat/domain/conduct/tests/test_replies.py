"""An officer's short answer: approved by someone else, then a text to the resident."""

from collections.abc import Callable
from datetime import datetime

import pytest

from commonbeat.domain.conduct import actions
from commonbeat.domain.conduct.choices import ReplyState
from commonbeat.domain.conduct.models import Delivery, ThanksReply
from commonbeat.engine.messaging.actions import opt_out
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys.models import Response
from commonbeat.ground.agency.models import SettingValue, Staff
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid, Refused


@pytest.fixture
def delivery(respond: Callable[..., Response], officer: Staff, at: datetime) -> Delivery:
    actions.receive_answers(response=respond(5, "So kind and patient."), at=at)
    return Delivery.objects.get(staff=officer)


@pytest.mark.req("A10")
def test_an_approved_reply_goes_out_as_a_text(
    delivery: Delivery, officer: Staff, sergeant: Staff, resident: Contact, at: datetime
) -> None:
    reply = actions.draft_reply(delivery=delivery, body="Thank you! Sam", by=officer, at=at)
    assert not Message.objects.filter(contact=resident, body__contains="Sam").exists()
    reply = actions.approve_reply(reply=reply, by=sergeant, at=at)
    assert reply.state == ReplyState.SENT
    text = Message.objects.get(contact=resident, body__contains="Sam")
    assert text.body == "Larkspur Police: Thank you! Sam"
    with pytest.raises(Refused):
        actions.approve_reply(reply=reply, by=sergeant, at=at)


@pytest.mark.req("A10")
def test_nobody_approves_their_own_words(delivery: Delivery, officer: Staff, at: datetime) -> None:
    reply = actions.draft_reply(delivery=delivery, body="Thank you!", by=officer, at=at)
    with pytest.raises(Forbidden):
        actions.approve_reply(reply=reply, by=officer, at=at)


@pytest.mark.req("A10")
def test_a_colleague_who_leads_nobody_cannot_settle_it(
    delivery: Delivery, officer: Staff, hire: Callable[..., Staff], at: datetime
) -> None:
    reply = actions.draft_reply(delivery=delivery, body="Thank you!", by=officer, at=at)
    colleague = hire("Lee Moss")
    with pytest.raises(Hidden):
        actions.approve_reply(reply=reply, by=colleague, at=at)
    with pytest.raises(Hidden):
        actions.decline_reply(reply=reply, by=colleague, at=at)


def test_a_declined_reply_may_be_written_again(
    delivery: Delivery, officer: Staff, sergeant: Staff, at: datetime
) -> None:
    reply = actions.draft_reply(delivery=delivery, body="Thanks", by=officer, at=at)
    with pytest.raises(Refused):
        actions.draft_reply(delivery=delivery, body="Thanks again", by=officer, at=at)
    actions.decline_reply(reply=reply, by=sergeant, at=at)
    actions.draft_reply(delivery=delivery, body="Thank you very much", by=officer, at=at)
    assert ThanksReply.objects.count() == 2


@pytest.mark.parametrize("body", ["", " ", "x" * 161, "Call me 555-555-0142", "see example.com", "12 Oak St"])
def test_a_reply_holds_no_number_link_or_place(
    delivery: Delivery, officer: Staff, at: datetime, body: str
) -> None:
    with pytest.raises(Invalid):
        actions.draft_reply(delivery=delivery, body=body, by=officer, at=at)


def test_there_is_no_reply_to_someone_who_said_stop(
    delivery: Delivery, officer: Staff, resident: Contact, at: datetime
) -> None:
    opt_out(contact=resident, scope="all", source="texted", by=RESIDENT, at=at)
    with pytest.raises(Refused):
        actions.draft_reply(delivery=delivery, body="Thank you!", by=officer, at=at)


def test_the_agency_can_switch_replies_off(delivery: Delivery, officer: Staff, at: datetime) -> None:
    SettingValue.objects.create(
        agency=officer.agency, key="conduct.replies", value=False, changed_by="test", changed_at=at
    )
    with pytest.raises(Refused):
        actions.draft_reply(delivery=delivery, body="Thank you!", by=officer, at=at)


def test_a_supervisor_has_a_copy_but_does_not_answer_for_the_officer(
    delivery: Delivery, sergeant: Staff, at: datetime
) -> None:
    copy = Delivery.objects.get(staff=sergeant)
    with pytest.raises(Forbidden):
        actions.draft_reply(delivery=copy, body="Thank you!", by=sergeant, at=at)
