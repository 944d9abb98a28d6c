"""Whatever the carrier or the disk does, a text is sent once or it is said why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from pytest_django.fixtures import Settings

from commonbeat.engine.messaging import actions, queries
from commonbeat.engine.messaging.choices import MessageState, Reason, Scope
from commonbeat.engine.messaging.models import Contact, Message, SandboxText
from commonbeat.engine.messaging.rules.retries import CONFIRM_AFTER, GRACE, LEASE, wait_before
from commonbeat.engine.messaging.tests.carrier import Carrier
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.models import Entry

LATER = LEASE + GRACE + timedelta(minutes=1)


def text(contact: Contact, at: datetime, body: str = "Larkspur Police: hello", **more: Any) -> Message:
    return actions.queue(contact=contact, scope=Scope.UPDATES, body=body, by=SYSTEM, at=at, **more)


def run(at: datetime) -> None:
    """Do what the worker does in one round."""
    actions.dispatch(at=at, worker=f"dispatch-{at}")
    actions.settle(at=at, worker=f"settle-{at}")


def state(message: Message) -> tuple[str, str, str]:
    message.refresh_from_db()
    return message.state, message.reason, message.error_code


def test_a_text_that_is_taken_is_sent(twilio: Carrier, neighbour: Contact, at: datetime) -> None:
    message = text(neighbour, at)
    run(at)
    assert state(message) == (MessageState.SENT, "", "")
    assert message.provider_ref == twilio.received[0]["sid"]
    [entry] = Entry.objects.filter(verb="messages.dispatched")
    assert entry.content == {"count": 1, "messages": [message.public_id]}


def test_a_carrier_that_hangs_is_asked_and_not_sent_to_again(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    twilio.faults.append("hang")
    message = text(neighbour, at)
    actions.dispatch(at=at, worker="w1")
    assert state(message)[0] == MessageState.UNCERTAIN
    assert actions.dispatch(at=at + LATER, worker="w2") == 0, "an unsure text is never sent"
    actions.settle(at=at + LATER, worker="w3")
    assert state(message)[0] == MessageState.SENT
    assert len(twilio.received) == 1


def test_an_error_500_that_took_the_text_is_found_out(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    twilio.faults.append("broken after")
    message = text(neighbour, at)
    run(at)
    run(at + LATER)
    assert state(message)[0] == MessageState.SENT
    assert len(twilio.received) == 1


def test_an_error_500_that_took_nothing_is_sent_again_once_that_is_certain(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    twilio.faults.append("broken")
    message = text(neighbour, at)
    run(at)
    run(at + timedelta(minutes=1))
    assert state(message)[0] == MessageState.UNCERTAIN, "the carrier's books may lag"
    actions.settle(at=at + LATER, worker="w1")
    assert state(message)[0] == MessageState.QUEUED
    run(at + LATER)
    assert state(message)[0] == MessageState.SENT
    assert len(twilio.received) == 1


def test_a_busy_carrier_is_tried_later_and_further_apart(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    twilio.faults.extend(["busy", "busy"])
    message = text(neighbour, at)
    actions.dispatch(at=at, worker="w1")
    assert state(message) == (MessageState.QUEUED, "", "20429")
    assert actions.dispatch(at=at + timedelta(seconds=4), worker="w2") == 0
    actions.dispatch(at=at + timedelta(seconds=10), worker="w3")
    actions.dispatch(at=at + timedelta(minutes=2), worker="w4")
    assert state(message)[0] == MessageState.SENT
    assert message.attempts == 3
    assert wait_before(1) < wait_before(2) < wait_before(20) <= timedelta(minutes=18)


def test_tries_are_bounded(twilio: Carrier, neighbour: Contact, at: datetime) -> None:
    twilio.faults.extend(["busy"] * 20)
    message = text(neighbour, at)
    for hour in range(10):
        actions.dispatch(at=at + hour * timedelta(minutes=10), worker=f"w{hour}")
    assert state(message) == (MessageState.FAILED, Reason.GAVE_UP, "20429")
    assert list(queries.troubled(neighbour.agency, at)) == [message]


def test_a_retry_after_the_expiry_is_not_made(twilio: Carrier, neighbour: Contact, at: datetime) -> None:
    twilio.faults.append("busy")
    message = text(neighbour, at, expires_at=at + timedelta(minutes=5))
    actions.dispatch(at=at, worker="w1")
    actions.dispatch(at=at + timedelta(minutes=6), worker="w2")
    assert state(message)[:2] == (MessageState.EXPIRED, Reason.EXPIRED)
    assert twilio.received == []


def test_a_text_that_was_taken_and_lost_is_sent_once_more(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    twilio.faults.append("lose")
    message = text(neighbour, at)
    run(at)
    assert state(message)[0] == MessageState.SENT
    run(at + CONFIRM_AFTER)
    run(at + CONFIRM_AFTER + timedelta(seconds=1))
    assert state(message)[0] == MessageState.SENT
    assert len(twilio.received) == 1


def test_a_text_that_is_lost_twice_is_shown_to_staff(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    twilio.faults.extend(["lose", "lose"])
    message = text(neighbour, at)
    for round_ in range(4):
        run(at + round_ * (CONFIRM_AFTER + timedelta(minutes=1)))
    assert state(message)[:2] == (MessageState.FAILED, Reason.LOST)
    assert twilio.received == []
    assert Entry.objects.filter(verb="message.failed", subject=f"message:{message.public_id}").exists()


def test_an_unconfirmed_text_that_is_there_stays_sent(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    message = text(neighbour, at)
    run(at)
    for hours in (1, 2, 4, 30, 60):
        run(at + timedelta(hours=hours))
    assert state(message)[0] == MessageState.SENT
    assert message.next_attempt_at is None, "after a day, nobody asks any more"
    twilio.received[0]["status"] = "delivered"
    assert len(twilio.received) == 1


def test_a_carrier_that_is_not_there_took_nothing(
    twilio: Carrier, neighbour: Contact, at: datetime, settings: Settings
) -> None:
    settings.TWILIO_BASE_URL = "http://127.0.0.1:9"
    message = text(neighbour, at)
    actions.dispatch(at=at, worker="w1")
    assert state(message) == (MessageState.QUEUED, "", "unreachable")


@pytest.mark.parametrize("code", ["21211", "30006", "21614"])
def test_what_a_code_says_about_a_number_is_remembered(
    twilio: Carrier, neighbour: Contact, at: datetime, code: str
) -> None:
    twilio.faults.append(code)
    message = text(neighbour, at)
    run(at)
    assert state(message) == (MessageState.FAILED, "", code)
    assert text(neighbour, at).reason == Reason.BLOCKED


@pytest.mark.req("A7")
def test_a_carriers_opt_out_becomes_ours(twilio: Carrier, neighbour: Contact, at: datetime) -> None:
    twilio.faults.append("21610")
    message = text(neighbour, at)
    run(at)
    assert state(message) == (MessageState.FAILED, "", "21610")
    assert neighbour.opt_outs.get().source == "carrier"
    assert text(neighbour, at).reason == Reason.OPTED_OUT


@pytest.mark.req("L2")
def test_a_text_outside_the_registered_campaigns_is_not_sent(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    message = text(neighbour, at)
    actions.end_campaign(
        campaign=neighbour.agency.sender_campaigns.get(scope=Scope.UPDATES), by=SYSTEM, at=at
    )
    run(at)
    assert state(message)[:2] == (MessageState.SUPPRESSED, Reason.CAMPAIGN)
    assert twilio.received == []


def test_two_equal_texts_to_one_person_are_told_apart(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    twilio.faults.extend(["broken after", "broken"])
    for number in range(2):
        text(neighbour, at, dedupe_key=f"reminder:{number}", subject="call:1")
    for minutes in (0, 5, 6, 7, 12, 18):
        run(at + timedelta(minutes=minutes))
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}
    assert len(twilio.received) == 2
    assert Message.objects.values("provider_ref").distinct().count() == 2


@contextmanager
def full_disk(after_statements: int) -> Iterator[None]:
    """Let the database refuse to write after some statements, as it does when the disk is full."""
    written = 0

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal written
        if sql.startswith(("INSERT", "UPDATE")):
            written += 1
            if written > after_statements:
                raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def test_a_full_disk_before_the_claim_leaves_the_text_queued(neighbour: Contact, at: datetime) -> None:
    message = text(neighbour, at)
    with full_disk(after_statements=0), pytest.raises(OperationalError):
        actions.dispatch(at=at, worker="w1")
    assert state(message)[0] == MessageState.QUEUED
    assert not SandboxText.objects.exists()
    run(at)
    assert SandboxText.objects.count() == 1


def test_a_full_disk_after_the_call_does_not_send_twice(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    message = text(neighbour, at)
    with full_disk(after_statements=1), pytest.raises(OperationalError):
        actions.dispatch(at=at, worker="w1")
    assert len(twilio.received) == 1
    assert state(message)[0] == MessageState.SENDING
    run(at + LATER)
    run(at + 2 * LATER)
    assert state(message)[0] == MessageState.SENT
    assert len(twilio.received) == 1


def stop_it(subject: str, at: datetime) -> str:
    return "type_protected"


def break_down(subject: str, at: datetime) -> str:
    raise RuntimeError("the guard is broken")


@pytest.mark.req("A2")
def test_a_guard_stops_a_text_in_the_last_moment(
    neighbour: Contact, at: datetime, settings: Settings
) -> None:
    settings.MESSAGE_GUARDS = {"call": "commonbeat.engine.messaging.tests.test_faults.stop_it"}
    message = text(neighbour, at, subject="call:abc")
    actions.dispatch(at=at, worker="w1")
    assert state(message)[:2] == (MessageState.SUPPRESSED, "type_protected")
    assert not SandboxText.objects.exists()


def test_a_broken_guard_lets_nothing_through(neighbour: Contact, at: datetime, settings: Settings) -> None:
    settings.MESSAGE_GUARDS = {"call": "commonbeat.engine.messaging.tests.test_faults.break_down"}
    held, other = text(neighbour, at, subject="call:abc"), text(neighbour, at, subject="case:1")
    actions.dispatch(at=at, worker="w1")
    assert state(held)[0] == MessageState.QUEUED
    assert state(other)[0] == MessageState.DELIVERED, "one broken guard does not hold up the rest"


def test_a_worker_that_is_too_slow_gives_back_what_it_did_not_begin(neighbour: Contact, at: datetime) -> None:
    message = text(neighbour, at)
    actions.dispatch(at=at, worker="w1", lease=timedelta(0))
    assert state(message)[0] == MessageState.QUEUED
    assert not SandboxText.objects.exists()
