"""The machine's clock is put forward or back while texts wait: none is lost and none goes out twice."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import MessageState, Scope
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.messaging.tests.carrier import Carrier
from commonbeat.ground.core.actor import SYSTEM

# An hour of a clock change, and what a machine without a time server may jump by.
JUMPS = [
    timedelta(hours=1),
    timedelta(hours=-1),
    timedelta(days=-30),
    timedelta(minutes=7),
    timedelta(days=1),
]


def text(contact: Contact, number: int, at: datetime) -> None:
    actions.queue(
        contact=contact,
        scope=Scope.UPDATES,
        body=f"Larkspur Police: news {number}",
        dedupe_key=f"news:{number}",
        expires_at=at + timedelta(days=40),
        by=SYSTEM,
        at=at,
    )


@pytest.mark.parametrize("jump", JUMPS, ids=str)
@pytest.mark.parametrize("fault", ["", "hang", "broken", "broken after", "lose"])
def test_a_text_in_the_air_when_the_clock_jumps_goes_out_once(
    twilio: Carrier, neighbour: Contact, at: datetime, jump: timedelta, fault: str
) -> None:
    if fault:
        twilio.faults.append(fault)
    text(neighbour, 1, at)
    actions.dispatch(at=at, worker="before")
    for step in (timedelta(), jump, timedelta(minutes=10), timedelta(hours=2), timedelta(days=2)):
        moment = at + step
        actions.dispatch(at=moment, worker=f"d{step}")
        actions.settle(at=moment, worker=f"s{step}")
        text(neighbour, 1, moment)
    later = at + timedelta(days=2, minutes=5)
    actions.settle(at=later, worker="last")
    actions.dispatch(at=later, worker="last")
    assert Counter(one["body"] for one in twilio.received) == {"Larkspur Police: news 1": 1}
    assert Message.objects.get().state in (MessageState.SENT, MessageState.DELIVERED)
