"""A disk that is really full: SQLite itself refuses to grow, at whatever statement it happens to be."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from commonbeat.domain.calls.models import Call, CallEvent, Decision, RequestReceipt, TextRule
from commonbeat.engine.messaging.actions import dispatch, settle
from commonbeat.engine.messaging.choices import MessageState
from commonbeat.engine.messaging.models import Contact, Message, SandboxText
from commonbeat.engine.surveys.models import Invitation
from commonbeat.ground.agency.actions import issue_api_key
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.models import Entry

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can be told how large to grow"),
]
Post = Callable[[list[dict[str, Any]]], Any]
NO_LIMIT = 2**30
PAGE = 4096


@pytest.fixture
def post(worded: Agency, at: datetime, client: Client) -> Post:
    _key, secret = issue_api_key(
        agency=worded, name="CAD", capabilities=["calls.send_events"], by=SYSTEM, at=at
    )
    headers = {"Authorization": f"Bearer {secret}"}

    def send(events: list[dict[str, Any]]) -> Any:
        with clock.standing_at(at):
            body = json.dumps(events)
            return client.post("/api/v1/calls", body, content_type="application/json", headers=headers)

    return send


@contextmanager
def pages_left(count: int) -> Iterator[None]:
    """Let the database grow by so many pages and no more; those that lay unused in it are filled first."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filler (content BLOB)")
        cursor.execute("PRAGMA page_count")
        (used,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {used}")
        with suppress(OperationalError):
            while True:
                cursor.execute("INSERT INTO filler VALUES (zeroblob(%s))", [PAGE])
        cursor.execute(f"PRAGMA max_page_count = {used + count}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {NO_LIMIT}")
            cursor.execute("DROP TABLE filler")


def _events(first: int, count: int, at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "incident_no": f"26-{number}",
            "kind": "received",
            "occurred_at": at.isoformat(),
            "type_code": "VANDALISM",
            "callback_no": f"+1{201 + number // 100}55501{number % 100:02d}",
            "address": f"{number} Elm Street",
        }
        for number in range(first, first + count)
    ]


def _kept() -> tuple[int, ...]:
    tables = (Call, CallEvent, Decision, Contact, Message, Invitation, RequestReceipt, Entry)
    return tuple(table.objects.count() for table in tables)


@pytest.mark.parametrize("pages", [0, 3, 20])
def test_a_full_disk_answers_503_and_keeps_nothing_of_the_request(
    post: Post, at: datetime, pages: int
) -> None:
    assert post(_events(0, 1, at)).status_code == 200
    kept = _kept()
    with pages_left(pages):
        answer = post(_events(100, 100, at))
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(answer.content)["title"] == (
        "The data could not be stored. Nothing was kept; send it again."
    )
    assert _kept() == kept
    assert post(_events(100, 100, at)).status_code == 200
    assert Call.objects.count() == 101


@pytest.mark.parametrize("pages", [0, 2, 8])
def test_a_full_disk_loses_no_text_and_sends_none_twice(post: Post, at: datetime, pages: int) -> None:
    TextRule.objects.exclude(key="received").update(is_enabled=False)
    assert post(_events(0, 100, at)).status_code == 200
    assert Message.objects.filter(state=MessageState.QUEUED).count() == 100
    with pages_left(pages):
        _work(at)
        stuck = set(Message.objects.values_list("state", flat=True))
        assert stuck - {MessageState.SENT, MessageState.DELIVERED}
    for minutes in range(1, 40, 3):
        _work(at + timedelta(minutes=minutes))
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.DELIVERED}
    references = list(SandboxText.objects.values_list("reference", flat=True))
    assert len(references) == len(set(references)) == 100


def _work(at: datetime) -> None:
    """Do what the worker does; what the database refuses, it tries again at the next step."""
    for step in (dispatch, settle):
        try:
            step(at=at, limit=200, worker=f"w{at:%H%M}")
        except DatabaseError:
            continue
