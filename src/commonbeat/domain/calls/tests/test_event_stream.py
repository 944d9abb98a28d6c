"""What a dispatch system really sends: hundreds of events over HTTP, in no order, some of them twice."""

import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from commonbeat.domain.calls.models import Call, CallEvent, Decision
from commonbeat.engine.messaging.models import Message, SandboxText
from commonbeat.ground.agency.actions import issue_api_key
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM

KINDS = ("received", "dispatched", "on_scene", "cleared")
CALLS = 125
DAY = timedelta(days=1)


def _story(number: int, at: datetime) -> list[dict[str, Any]]:
    """Every tenth call turns out to be one that is never texted, every ninth is cancelled on the way."""
    phone = {"callback_no": f"+1{212 + number // 100}55501{number % 100:02d}", "type_code": "VANDALISM"}
    events = [
        {
            "incident_no": f"26-{number}",
            "kind": kind,
            "event_id": str(step),
            "occurred_at": (at + timedelta(minutes=10 * step)).isoformat(),
            **(phone if step == 0 else {}),
        }
        for step, kind in enumerate(KINDS)
    ]
    if number % 10 == 0:
        events[3]["final_type_code"] = "DOMESTIC VIOLENCE"
    elif number % 9 == 0:
        events[1]["kind"] = "cancelled"
    return events


@pytest.mark.req("A1")
@pytest.mark.parametrize("seed", [1, 2])
def test_five_hundred_events_over_http_in_any_order_and_doubled(
    worded: Agency, sent: Callable[[datetime], int], at: datetime, client: Client, seed: int
) -> None:
    _key, secret = issue_api_key(
        agency=worded, name="CAD", capabilities=["calls.send_events"], by=SYSTEM, at=at
    )
    dice = random.Random(seed)
    events = [event for number in range(CALLS) for event in _story(number, at)]
    assert len(events) == 500
    stream = events + events
    dice.shuffle(stream)
    later = at + timedelta(hours=2)
    with clock.standing_at(later):
        while stream:
            size = dice.choice([1, 1, 2, 10, 60])
            some, stream = stream[:size], stream[size:]
            body = json.dumps(some[0] if size == 1 else some)
            answer = client.post(
                "/api/v1/calls",
                body,
                content_type="application/json",
                headers={"Authorization": f"Bearer {secret}"},
            )
            assert answer.status_code == 200
    assert CallEvent.objects.count() == 500
    never = {f"26-{number}" for number in range(CALLS) if number % 10 == 0 or number % 9 == 0}
    assert set(Call.objects.filter(was_excluded=True).values_list("incident_no", flat=True)) == {
        f"26-{number}" for number in range(0, CALLS, 10)
    }
    sent(later + DAY)
    texts = Message.objects.filter(provider_ref__gt="").values_list("contact__phone_lookup", flat=True)
    assert len(texts) == len(set(texts)) == SandboxText.objects.count() == CALLS - len(never)
    sending = Decision.objects.filter(outcome="send", rule__key="survey")
    assert not never & set(sending.values_list("call__incident_no", flat=True))
