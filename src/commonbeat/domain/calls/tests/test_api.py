"""`POST /api/v1/calls`: who may, what is answered, what is refused, and that nothing is kept half."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from commonbeat.domain.calls.models import Call, CallEvent, Decision, ProtectedMark, RequestReceipt
from commonbeat.domain.calls.tasks import forget
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.ground.agency.actions import issue_api_key
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM

Post = Callable[..., Any]


@pytest.fixture
def post(ready: Agency, at: datetime, client: Client) -> Post:
    _key, secret = issue_api_key(
        agency=ready, name="CAD", capabilities=["calls.send_events"], by=SYSTEM, at=at
    )

    def send(body: Any, *, key: str = "", token: str = secret, now: datetime = at) -> Any:
        headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        with clock.standing_at(now):
            return client.post("/api/v1/calls", sent, content_type="application/json", headers=headers)

    return send


def _event(incident_no: str = "26-1", minute: int = 0, **changes: Any) -> dict[str, Any]:
    occurred = datetime.fromisoformat("2026-06-10T13:00:00-04:00") + timedelta(minutes=minute)
    return {
        "incident_no": incident_no,
        "kind": "cleared",
        "occurred_at": occurred.isoformat(),
        "type_code": "VANDALISM",
        "callback_no": "+15555550101",
    } | changes


def _kept() -> tuple[int, ...]:
    tables = (Call, CallEvent, Decision, Contact, Message, ProtectedMark, RequestReceipt)
    return tuple(table.objects.count() for table in tables)


def test_one_decision_for_each_rule_and_call(post: Post) -> None:
    answer = post([_event("26-1"), _event("26-2", type_code="CHEST PAIN", callback_no="+15555550102")])
    assert answer.status_code == 200
    assert answer.json() == {
        "calls": [
            {
                "incident_no": "26-1",
                "decisions": [
                    {
                        "rule": "survey",
                        "outcome": "send",
                        "reason": "",
                        "words": "This call is texted about.",
                    }
                ],
            },
            {
                "incident_no": "26-2",
                "decisions": [
                    {
                        "rule": "survey",
                        "outcome": "suppress",
                        "reason": "victim_safety",
                        "words": "Calls like this are never texted, to keep victims and callers safe.",
                    }
                ],
            },
        ]
    }


@pytest.mark.req("A3")
def test_answer_does_not_say_why_a_number_is_protected(post: Post) -> None:
    post(_event("26-1", type_code="DOMESTIC VIOLENCE"))
    [call] = post(_event("26-2", minute=9)).json()["calls"]
    assert call["decisions"] == [
        {
            "rule": "survey",
            "outcome": "suppress",
            "reason": "protected",
            "words": "This number or address is protected and gets no text.",
        }
    ]


def test_record_without_a_kind_is_read_by_its_times(post: Post) -> None:
    record = {
        "agency": "larkspur",
        "incident_no": "26-1",
        "type_code": "VANDALISM",
        "priority": "3",
        "disposition": "REPORT TAKEN",
        "t_received": "2026-06-10T12:00:00-04:00",
        "t_dispatched": "2026-06-10T12:05:00-04:00",
        "t_onscene": "2026-06-10T12:15:00-04:00",
        "t_cleared": "2026-06-10T12:45:00-04:00",
        "beat": "B1",
        "lat": 40.0512,
        "lon": -74.9488,
        "unit_ids": ["2A12"],
        "employee_ids": ["100"],
        "call_taker_id": "101",
        "callback_no": "(555) 555-0101",
        "language": "es",
        "source_version": "1",
    }
    assert post(record).json()["calls"][0]["decisions"][0]["outcome"] == "send"
    call = Call.objects.get()
    assert (call.latitude, call.longitude, call.shift) == (40.051, -74.949, "day")


def test_same_key_and_body_is_answered_as_before(post: Post) -> None:
    first = post(_event(), key="k1")
    kept = _kept()
    Decision.objects.update(outcome="suppress", reason="rule_off")
    again = post(_event(), key="k1")
    assert (again.status_code, again.json()) == (200, first.json())
    assert _kept() == kept


def test_same_key_with_another_body_is_refused(post: Post) -> None:
    post(_event(), key="k1")
    kept = _kept()
    answer = post(_event("26-2"), key="k1")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["type"] == "urn:commonbeat:problem:key_reused"
    assert _kept() == kept


def test_key_of_another_agency_is_another_key(post: Post, ready: Agency, at: datetime) -> None:
    other = Agency.objects.create(
        slug="other", name="Other", short_name="Other", place="O", time_zone="UTC", created_at=at
    )
    _key, secret = issue_api_key(
        agency=other, name="CAD", capabilities=["calls.send_events"], by=SYSTEM, at=at
    )
    post(_event(), key="k1")
    assert post(_event("26-9"), key="k1", token=secret).json() == {
        "calls": [{"incident_no": "26-9", "decisions": []}]
    }


def test_answers_for_keys_are_forgotten_after_a_week(post: Post, at: datetime) -> None:
    post(_event(), key="k1")
    forget(at + timedelta(days=6))
    assert RequestReceipt.objects.count() == 1
    forget(at + timedelta(days=8))
    assert RequestReceipt.objects.count() == 0


def test_every_wrong_place_is_named_and_nothing_is_kept(post: Post) -> None:
    kept = _kept()
    answer = post(
        [_event(), _event(t_received="2026-06-10T12:00:00"), _event(narrative="he said"), {}], key="k1"
    )
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json() == {
        "type": "urn:commonbeat:problem:wrong_events",
        "title": "Nothing was kept: 3 places are wrong, the first is events[1].t_received.",
        "status": 422,
        "where": "events[1].t_received",
        "instance": "/api/v1/calls",
        "errors": [
            {
                "where": "events[1].t_received",
                "why": "has no time zone; write the offset, like 2026-06-10T14:00:00-04:00",
            },
            {
                "where": "events[2].narrative",
                "why": "is never accepted, as it can hold a person's story or data; stop sending it",
            },
            {"where": "events[3].incident_no", "why": "is missing"},
        ],
    }
    assert _kept() == kept


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"not json", 400),
        (b"\x00", 400),
        (b"[" * 50_000, 400),
        ([], 422),
        ("text", 422),
        ([_event()] * 501, 422),
        ([_event(type_code="A\x00B")], 422),
        ([_event(type_code="x" * 10_000)], 422),
        ([_event(occurred_at="9999-12-31T23:59:59+00:00")], 422),
        ([_event(agency="elsewhere")], 422),
        (b" " * 2_600_000, 413),
    ],
)
def test_bad_request_is_a_problem_and_keeps_nothing(post: Post, body: Any, status: int) -> None:
    kept = _kept()
    answer = post(body)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert _kept() == kept


@pytest.mark.parametrize("key", ["x" * 201, "a\tb"])
def test_idempotency_key_that_cannot_be_kept(post: Post, key: str) -> None:
    assert post(_event(), key=key).status_code == 422


@pytest.mark.parametrize(("capabilities", "status"), [(["calls.see_decisions"], 403), ([], 403)])
def test_key_without_the_capability(
    post: Post, ready: Agency, at: datetime, capabilities: list[str], status: int
) -> None:
    _key, secret = issue_api_key(agency=ready, name="x", capabilities=capabilities, by=SYSTEM, at=at)
    assert post(_event(), token=secret).status_code == status


@pytest.mark.parametrize("token", ["", "cb_wrong"])
def test_unknown_key(post: Post, token: str) -> None:
    answer = post(_event(), token=token)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


@pytest.mark.parametrize(
    "table",
    [
        *("calls_call", "calls_callevent", "calls_protectedmark", "calls_decision", "calls_requestreceipt"),
        *("messaging_contact", "messaging_message", "surveys_invitation", "ledger_entry"),
    ],
)
def test_full_disk_at_any_step_keeps_nothing(post: Post, table: str) -> None:
    def full(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT") and f'INTO "{table}"' in sql:
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

    two = [_event(), _event("26-2", type_code="CHEST PAIN", callback_no="+15555550102")]
    kept = _kept()
    with connection.execute_wrapper(full):
        answer = post(two, key="k1")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert _kept() == kept
    assert post(two, key="k1").status_code == 200


def test_calls_are_cut_loose_from_persons_after_thirty_days(post: Post, at: datetime) -> None:
    post(_event(address="1 Elm St"))
    forget(at + timedelta(days=29))
    assert Call.objects.get().contact is not None
    forget(at + timedelta(days=31))
    call = Call.objects.get()
    assert (call.contact, call.place_lookup) == (None, "")
    assert not {"phone", "place"} & set(CallEvent.objects.get().fields)


def test_number_and_address_stand_nowhere_in_the_clear(post: Post) -> None:
    post(_event(address="123 Elm Street"))
    rows = [*Call.objects.values(), *CallEvent.objects.values(), *RequestReceipt.objects.values()]
    written = json.dumps(rows, default=str)
    assert "5550101" not in written
    assert "Elm" not in written.replace("ELM", "Elm")


def test_many_events_cost_few_queries(post: Post, django_assert_max_num_queries: Callable[..., Any]) -> None:
    quiet = [_event(f"26-{n}", minute=n % 50, type_code="PARKING") for n in range(300)]
    # SQLite takes 999 values in one statement, so its inserts come in batches.
    with django_assert_max_num_queries(60):
        assert post(quiet).status_code == 200


def test_description_of_the_api_names_the_fields(client: Client, ready: Agency) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/calls"]["post"]
    one, many = described["requestBody"]["content"]["application/json"]["schema"]["oneOf"]
    assert {"incident_no", "type_code", "t_received", "callback_no", "employee_ids"} <= set(one["properties"])
    assert one["additionalProperties"] is False
    assert many["maxItems"] == 500
    assert {"200", "401", "403", "422", "503"} <= set(described["responses"])
