"""Nobody is asked too often, and numbers that belong to no resident are never texted."""

from datetime import datetime, timedelta

import pytest

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import BlockKind, ContactKind, MessageState, Reason, Scope
from commonbeat.engine.messaging.models import Block, Contact, Message, SandboxText
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid

DAY = timedelta(days=1)


@pytest.fixture
def neighbour(larkspur: Agency, at: datetime) -> Contact:
    return actions.contact_for_phone(agency=larkspur, phone="+15555550123", at=at)


def ask(contact: Contact, number: int, at: datetime, **more: object) -> Message:
    return actions.queue(
        contact=contact,
        scope=Scope.SURVEYS,
        body="Larkspur Police: how did we do? 1-5",
        subject=f"call:{number}",
        dedupe_key=f"survey:{number}",
        by=SYSTEM,
        at=at,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.req("A5")
def test_ten_calls_in_a_week_bring_one_survey(neighbour: Contact, at: datetime) -> None:
    for number in range(10):
        moment = at + number * timedelta(hours=15)
        ask(neighbour, number, moment)
        actions.dispatch(at=moment, worker=f"w{number}")
    actions.dispatch(at=at + 8 * DAY, worker="last")
    assert SandboxText.objects.count() == 1
    assert Message.objects.filter(reason=Reason.SURVEY_CAP).count() == 9


@pytest.mark.req("A5")
def test_ten_surveys_queued_before_any_is_sent_bring_one(neighbour: Contact, at: datetime) -> None:
    first = ask(neighbour, 0, at)
    for number in range(1, 10):
        # As if ten imports had run at once and none had seen the others.
        Message.objects.create(
            agency=neighbour.agency,
            contact=neighbour,
            direction="out",
            scope=Scope.SURVEYS,
            body="?",
            subject=f"call:{number}",
            state=MessageState.QUEUED,
            next_attempt_at=at,
            queued_at=at,
            updated_at=at,
        )
    actions.dispatch(at=at, worker="w1")
    [text] = SandboxText.objects.all()
    assert text.reference == first.public_id


@pytest.mark.req("A5")
def test_a_month_later_the_person_may_be_asked_again(neighbour: Contact, at: datetime) -> None:
    ask(neighbour, 1, at)
    assert ask(neighbour, 2, at + 29 * DAY).reason == Reason.SURVEY_CAP
    assert ask(neighbour, 3, at + 31 * DAY).state == MessageState.QUEUED


@pytest.mark.req("A5")
def test_a_survey_is_not_capped_by_its_own_earlier_question(neighbour: Contact, at: datetime) -> None:
    ask(neighbour, 1, at)
    follow_up = actions.queue(
        contact=neighbour, scope=Scope.SURVEYS, body="And were you heard?", subject="call:1", by=SYSTEM, at=at
    )
    assert follow_up.state == MessageState.QUEUED


@pytest.mark.req("A1")
def test_the_same_rule_and_incident_give_one_message(neighbour: Contact, at: datetime) -> None:
    assert ask(neighbour, 1, at).pk == ask(neighbour, 1, at + timedelta(minutes=1)).pk
    assert Message.objects.count() == 1


def test_a_day_holds_only_so_many_texts(neighbour: Contact, at: datetime) -> None:
    for number in range(6):
        actions.queue(
            contact=neighbour, scope=Scope.UPDATES, body="News", subject=f"case:{number}", by=SYSTEM, at=at
        )
    assert Message.objects.filter(state=MessageState.QUEUED).count() == 4
    assert Message.objects.filter(reason=Reason.DAILY_CAP).count() == 2


@pytest.mark.req("A5")
def test_a_number_blocked_beforehand_never_reaches_the_provider(larkspur: Agency, at: datetime) -> None:
    actions.add_block(
        agency=larkspur, phone="(555) 555-0145", kind=BlockKind.ALARM_FIRM, by=SYSTEM, added_by="Ana", at=at
    )
    firm = actions.contact_for_phone(agency=larkspur, phone="+15555550145", at=at)
    assert ask(firm, 1, at).reason == Reason.BLOCKED
    actions.dispatch(at=at, worker="w1")
    assert not SandboxText.objects.exists()


@pytest.mark.req("A5")
def test_a_block_set_after_queueing_still_holds(neighbour: Contact, at: datetime) -> None:
    message = ask(neighbour, 1, at)
    # The block list may also be filled from elsewhere, so the row alone must be enough.
    Block.objects.create(
        agency=neighbour.agency,
        phone_lookup=neighbour.phone_lookup,
        kind=BlockKind.PSAP,
        added_by="Ana",
        at=at,
    )
    actions.dispatch(at=at, worker="w1")
    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.SUPPRESSED, Reason.BLOCKED)
    assert not SandboxText.objects.exists()


@pytest.mark.req("A5")
@pytest.mark.parametrize("kind", ["alarm_firm", "psap", "school", "landline"])
def test_contacts_of_these_kinds_are_never_texted(larkspur: Agency, at: datetime, kind: str) -> None:
    contact = actions.contact_for_phone(agency=larkspur, phone="+15555550146", kind=ContactKind(kind), at=at)
    assert ask(contact, 1, at).reason == Reason.BLOCKED


def test_a_lifted_block_blocks_no_more(neighbour: Contact, at: datetime) -> None:
    actions.add_block(
        agency=neighbour.agency,
        phone="+15555550123",
        kind=BlockKind.REQUEST,
        by=SYSTEM,
        added_by="Ana",
        at=at,
    )
    actions.lift_block(block=Block.objects.get(), by=SYSTEM, at=at)
    assert ask(neighbour, 1, at).state == MessageState.QUEUED


def test_what_is_no_number_cannot_be_blocked(larkspur: Agency, at: datetime) -> None:
    with pytest.raises(Invalid):
        actions.add_block(agency=larkspur, phone="911", kind=BlockKind.PSAP, by=SYSTEM, added_by="Ana", at=at)
