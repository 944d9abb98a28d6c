"""What the adapter refuses leaves no trace: not in a table, not in a log, not in the answer."""

import json
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from commonbeat.domain.calls.models import Call
from commonbeat.engine.messaging.models import Consent, Contact
from commonbeat.ground.agency.actions import issue_api_key
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM

MARKER = "MARKERQUARRELINTHEKITCHEN"
GOOD = {
    "incident_no": "26-1",
    "kind": "cleared",
    "occurred_at": "2026-06-10T13:00:00-04:00",
    "type_code": "VANDALISM",
    "callback_no": "+15555550101",
}
Post = Callable[[object], Any]


@pytest.fixture
def post(ready: Agency, at: datetime, client: Client) -> Post:
    _key, secret = issue_api_key(
        agency=ready, name="CAD", capabilities=["calls.send_events"], by=SYSTEM, at=at
    )

    def send(body: object) -> Any:
        with clock.standing_at(at):
            return client.post(
                "/api/v1/calls",
                json.dumps(body),
                content_type="application/json",
                headers={"Authorization": f"Bearer {secret}"},
            )

    return send


@pytest.mark.req("L5")
@pytest.mark.parametrize("name", ["narrative", "caller_name", "dob", "criminal_history", "ncic_hit", "chri"])
def test_refused_fields_are_found_nowhere(post: Post, caplog: pytest.LogCaptureFixture, name: str) -> None:
    caplog.set_level(logging.DEBUG)
    answer = post([GOOD, GOOD | {"incident_no": "26-2", name: MARKER}])
    assert answer.status_code == 422
    assert answer.json()["where"] == f"events[1].{name}"
    assert MARKER not in answer.content.decode()
    assert MARKER not in caplog.text
    assert not Call.objects.exists()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (its own tables)
            assert MARKER not in "\n".join(str(line) for line in cursor.fetchall()), table


@pytest.mark.req("L1")
def test_every_number_that_calls_bring_has_a_consent_record_with_its_source(post: Post) -> None:
    events = [GOOD | {"incident_no": f"26-{n}", "callback_no": f"+1555555{n:04d}"} for n in range(20)]
    assert post(events).status_code == 200
    assert Contact.objects.count() == 20
    with_source = Consent.objects.filter(source="called", ended_at=None).values("contact").distinct()
    assert with_source.count() == 20
