"""200 replies as people write them, taken in for real: heard at once, confirmed once, kept afterwards."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import Reason, Scope
from commonbeat.engine.messaging.models import Contact, Message, OptOut, SandboxText
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM

FIXTURE = json.loads((Path(__file__).parent / "fixtures" / "replies.json").read_text(encoding="utf-8"))
KEYWORDS = [row for row in FIXTURE if row["sort"] == "keyword"]
# Every so many, so that both languages and all scopes are among them.
PHRASES = [row for row in FIXTURE if row["sort"] == "phrase"][::3]
SCOPES: dict[str, list[str]] = {
    "stop": list(Scope.values),
    "stop_surveys": [Scope.SURVEYS],
    "stop_updates": [Scope.UPDATES],
}
WITHIN = timedelta(minutes=1)


def write_all(
    agency: Agency, rows: list[dict[str, str]], at: datetime
) -> list[tuple[dict[str, str], Contact]]:
    """Let one person each write one of the replies; return who wrote what."""
    wrote = []
    for number, row in enumerate(rows):
        message = actions.receive(
            agency=agency,
            phone=f"+1555555{number:04d}",
            body=row["text"],
            provider_ref=f"in-{number}",
            at=at,
        )
        wrote.append((row, message.contact))
    return wrote


def is_held(contact: Contact, scope: str, at: datetime) -> bool:
    message = actions.queue(
        contact=contact,
        scope=scope,
        body="Larkspur Police: hello",
        subject=f"call:{contact.pk}",
        by=SYSTEM,
        at=at,
    )
    return message.reason == Reason.OPTED_OUT


@pytest.mark.req("A7")
def test_every_keyword_takes_effect_within_a_minute_and_nothing_is_sent_later(
    larkspur: Agency, at: datetime
) -> None:
    wrote = write_all(larkspur, KEYWORDS, at)
    confirmations = SandboxText.objects.count()
    assert confirmations == len(KEYWORDS)
    for row, contact in wrote:
        stopped = OptOut.objects.get(contact=contact)
        assert stopped.at - at < WITHIN, row["text"]
        for scope in SCOPES[row["want"]]:
            assert is_held(contact, scope, at + WITHIN), (row["text"], scope)
    for day in (1, 40):
        actions.dispatch(at=at + timedelta(days=day), limit=1000, worker=f"w{day}")
    assert SandboxText.objects.count() == confirmations


@pytest.mark.req("A7")
def test_nineteen_of_twenty_wishes_take_effect_and_the_others_go_to_a_person(
    larkspur: Agency, at: datetime
) -> None:
    assert len(KEYWORDS) + len(PHRASES) >= 200
    wrote = write_all(larkspur, PHRASES, at)
    held = [
        contact.pk
        for row, contact in wrote
        if all(is_held(contact, scope, at + WITHIN) for scope in SCOPES[row["want"]])
    ]
    assert len(held) >= 0.95 * len(PHRASES)
    missed = [contact for _row, contact in wrote if contact.pk not in held]
    received = Message.objects.filter(direction="in", contact__in=missed)
    assert all(message.needs_person or message.contact.opt_outs.exists() for message in received)
