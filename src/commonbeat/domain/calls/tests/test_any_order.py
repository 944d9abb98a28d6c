"""500 events in any order and twice, with every rule on and texts going out between them."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.calls.actions import hear
from commonbeat.domain.calls.models import CallEvent, Decision
from commonbeat.domain.calls.rules.events import EventKind, Report
from commonbeat.engine.messaging.models import Message, SandboxText
from commonbeat.engine.surveys.models import Invitation
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM

CALLS, AT_ONCE = 100, 50
KINDS = [EventKind.RECEIVED, EventKind.DISPATCHED, EventKind.DELAYED, EventKind.ON_SCENE, EventKind.CLEARED]


def _story(number: int, at: datetime) -> list[Report]:
    """Return five events of one call within five minutes; every fifth call is cancelled in the end."""
    kinds = [*KINDS[:4], EventKind.CANCELLED if number % 5 == 0 else EventKind.CLEARED]
    return [
        Report(
            incident_no=f"26-{number:04d}",
            kind=kind,
            occurred_at=at + timedelta(minutes=step),
            source_id=str(step),
            fields={"type_code": "VANDALISM"},
            callback_no=f"+1555555{number:04d}",
        )
        for step, kind in enumerate(kinds)
    ]


@pytest.mark.req("A1")
@pytest.mark.parametrize("seed", [1, 2])
def test_one_text_for_each_rule_incident_and_phone_while_the_worker_runs(
    worded: Agency, sent: Callable[[datetime], int], at: datetime, seed: int
) -> None:
    events = [event for number in range(CALLS) for event in _story(number, at)]
    assert len(events) == 500
    stream = events + events
    random.Random(seed).shuffle(stream)
    now, sent_before_cancelled = at + timedelta(minutes=5), Counter[str]()
    cancelled: set[str] = set()
    while stream:
        batch, stream = stream[:AT_ONCE], stream[AT_ONCE:]
        hear(agency=worded, reports=batch, by=SYSTEM, at=now)
        for number in {one.incident_no for one in batch if one.kind is EventKind.CANCELLED} - cancelled:
            cancelled.add(number)
            sent_before_cancelled[number] = sum(n for (_r, i, _p), n in _texts().items() if i == number)
        sent(now)
        now += timedelta(seconds=5)
    assert CallEvent.objects.count() == 500
    sent(now + timedelta(days=1))

    texts = _texts()
    assert texts.total() == SandboxText.objects.count()
    assert max(texts.values()) == 1
    assert {phone for _rule, _incident, phone in texts} == {text.to for text in SandboxText.objects.all()}
    # Whoever was not cancelled is asked, and of the cancelled nobody hears anything afterwards.
    asked = {incident for rule, incident, _phone in texts if rule == "survey"}
    assert asked == {f"26-{number:04d}" for number in range(CALLS) if number % 5}
    assert len(cancelled) == CALLS // 5
    for number in cancelled:
        assert sum(n for (_r, i, _p), n in texts.items() if i == number) == sent_before_cancelled[number]
    assert {rule for rule, _incident, _phone in texts} >= {"survey", "call_received", "call_on_the_way"}


def _texts() -> Counter[tuple[str, str, str]]:
    """Count what reached the carrier by (rule, incident, phone)."""
    of_call = {
        f"call:{public_id}": number
        for public_id, number in CallEvent.objects.values_list("call__public_id", "call__incident_no")
    }
    about = {f"survey:{one.public_id}": one.subject for one in Invitation.objects.all()}
    gone = Message.objects.filter(provider_ref__gt="").select_related("contact", "template_version__template")
    return Counter(
        (
            message.template_version.template.key if message.template_version else "survey",
            of_call[about.get(message.subject, message.subject)],
            message.contact.phone,
        )
        for message in gone
    )


@pytest.mark.req("A1")
def test_one_text_even_if_what_was_decided_is_forgotten(
    worded: Agency, sent: Callable[[datetime], int], at: datetime
) -> None:
    received = _story(1, at)[0]
    hear(agency=worded, reports=[received], by=SYSTEM, at=at)
    assert sent(at) == 1
    # As if the decisions had been restored from an older copy than the outbox.
    Decision.objects.all().delete()
    again = replace(received, source_id="again")
    hear(agency=worded, reports=[again], by=SYSTEM, at=at + timedelta(minutes=1))
    assert sent(at + timedelta(minutes=1)) == 1
    assert _texts() == {("call_received", "26-0001", "+15555550001"): 1}
