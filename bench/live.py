"""Call events by the second, from the dispatch system's request to the carrier's desk, over real sockets."""

import json
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection, connections
from django.db.models import Max
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from bench._load import Answered, Request, send
from bench._server import found_city, free_port, running, serving
from commonbeat.demo.rules import city
from commonbeat.domain.calls.actions import adopt_types, change_rule
from commonbeat.domain.calls.choices import Capability
from commonbeat.domain.calls.models import Call
from commonbeat.engine.messaging.actions import approve_template, register_campaign, save_draft
from commonbeat.engine.messaging.choices import QUIET_FROM, QUIET_UNTIL, MessageState, Scope
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.actions import change_setting, issue_api_key
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.models import Entry

EVENTS_A_SECOND, SECONDS = 76, 60
ALONE = 600
WORKERS = 2
CONNECTIONS = 16
# An event of a call follows the one before it after so many other calls, about ten seconds.
BETWEEN = 250
KINDS = ("received", "dispatched", "cleared")
WORDS = {
    "call_received": "{agency}: We text you about your call. We have it and will come as soon as we can. "
    "Text HELP for help, STOP to end.",
    "call_on_the_way": "{agency}: We text you about your call. An officer is on the way to you. "
    "Text HELP for help, STOP to end.",
}
EVENT_OF_TEXT = {"call_received": "received", "call_on_the_way": "dispatched"}
# Of ten calls eight are of a kind that is texted, one is of an unknown kind and one is never texted.
TYPES = (*city.ALLOWED[:8], "TYPE 99", "DOMESTIC VIOLENCE")
# What is still waiting this long after it was due is a backlog, not work in hand.
IN_HAND = timedelta(seconds=2)
PATIENCE = 120
SID, AUTH = "AC" + "0" * 32, "bench"


@dataclass(frozen=True)
class Backlog:
    """What waits after its time: texts that are due, listeners, lines of the book without a place."""

    texts: int
    listeners: int
    lines: int

    @property
    def all(self) -> int:
        return self.texts + self.listeners + self.lines


def run(seconds: int = SECONDS) -> list[dict[str, Any]]:
    """Measure what one event costs, single events by the second, then one list a second.

    Django must be set up on an empty database.
    """
    token = _open_city(clock.now())
    rows = _alone(token)
    carrier = free_port()
    twilio = {
        "COMMONBEAT_SMS_PROVIDER": "twilio",
        "TWILIO_ACCOUNT_SID": SID,
        "TWILIO_AUTH_TOKEN": AUTH,
        "TWILIO_FROM": "+15555550199",
        "TWILIO_BASE_URL": f"http://127.0.0.1:{carrier}",
    }
    with (
        running([sys.executable, "-m", "bench._carrier", str(carrier)]),
        serving("--workers", str(WORKERS), **twilio) as address,
    ):
        _warm_up(address, token)
        for name, size in (("single events", 1), ("one list a second", EVENTS_A_SECOND)):
            rows += _measured(name, size, seconds, address, token, f"http://127.0.0.1:{carrier}/taken")
        return rows


def _open_city(at: datetime) -> str:
    """Set up a city whose texts go out at once, at any hour; return the key of its dispatch system."""
    agency, admin = found_city(at)
    adopt_types(agency=agency, codes=city.ALLOWED, by=admin, at=at)
    for key, body in WORDS.items():
        draft = save_draft(
            agency=agency,
            key=key,
            scope=Scope.UPDATES,
            language="en",
            body=body,
            written_by=admin.name,
            by=SYSTEM,
            at=at,
        )
        approve_template(version=draft, approved_by=admin.name, by=SYSTEM, at=at)
    for key, minutes in (("received", 0), ("on_the_way", 0), ("survey", 30)):
        change_rule(agency=agency, key=key, is_enabled=True, delay_minutes=minutes, by=admin, at=at)
    change_setting(agency=agency, definition=QUIET_UNTIL, value="00:00", by=admin, at=at)
    change_setting(agency=agency, definition=QUIET_FROM, value="23:59", by=admin, at=at)
    for scope in Scope.values:
        register_campaign(
            agency=agency,
            scope=scope,
            brand_ref="B1",
            campaign_ref=f"C-{scope}",
            use_case="PUBLIC_SERVICE_ANNOUNCEMENT",
            opt_in_story="They called us.",
            privacy_url="http://127.0.0.1/privacy",
            by=SYSTEM,
            at=at,
        )
    return issue_api_key(agency=agency, name="CAD", capabilities=[Capability.SEND_EVENTS], by=SYSTEM, at=at)[
        1
    ]


def _alone(token: str) -> list[dict[str, Any]]:
    """Tell of events one after another in this process: what one costs, without a server or a carrier."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"authorization": f"Bearer {token}"})
    events = _events("alone", 3)
    counts: dict[str, int] = defaultdict(int)
    # Only after so many events do those of one call follow each other.
    for event in islice(events, 2 * len(KINDS) * BETWEEN):
        _told(client, event)
    for event in islice(events, len(KINDS) * len(TYPES)):
        with CaptureQueriesContext(connection) as seen:
            _told(client, event)
        counts[event["kind"]] = max(counts[event["kind"]], len(seen))
    started = time.process_time()
    for event in islice(events, ALONE):
        _told(client, event)
    cost = 1000 * (time.process_time() - started) / ALONE
    reads = ", ".join(f"{count} when {kind}" for kind, count in counts.items())
    return [
        {
            "name": "live, one event alone: processor time in Python",
            "value": cost,
            "unit": "ms",
            "baseline": f"statements at most: {reads}",
            "ratio": None,
            "aim": "",
        }
    ]


def _told(client: Client, event: dict[str, Any]) -> None:
    answer = client.post("/api/v1/calls", _at(event, time.time()), content_type="application/json")
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"an event was answered {answer.status_code}")


def _warm_up(address: str, token: str) -> None:
    """Let every process have read what it reads once: time zones, number plans, templates."""
    events = islice(_events("warm", 0), 200)
    start = time.time()
    requests = [
        Request(due, "POST", "/api/v1/calls", json.dumps(_at(event, due)).encode())
        for due, event in ((start + number / 20, event) for number, event in enumerate(events))
    ]
    send(address, requests, token=token, connections=CONNECTIONS)
    _wait_until_idle()


def _measured(
    name: str, size: int, seconds: int, address: str, token: str, taken_at: str
) -> list[dict[str, Any]]:
    after = Message.objects.aggregate(newest=Max("pk"))["newest"] or 0
    start = time.time() + 1
    sent = _plan(name, size, seconds, start)
    answers = send(address, [request for request, _events_of in sent], token=token, connections=CONNECTIONS)
    time.sleep(max(0.0, start + seconds - time.time()))
    backlog = _backlog(clock.now())
    _wait_until_idle()
    due = {(e["incident_no"], e["kind"]): request.due for request, events in sent for e in events}
    delays, wrong = _delays(after, due, taken_at)
    return _rows(name, seconds, answers, backlog, delays, wrong)


def _plan(name: str, size: int, seconds: int, start: float) -> list[tuple[Request, list[dict[str, Any]]]]:
    """Return the requests with their events: EVENTS_A_SECOND of them in each second, `size` in a request."""
    events = _events(name.partition(" ")[0], 1 + (size > 1))
    requests = []
    for number in range(EVENTS_A_SECOND * seconds // size):
        some = list(islice(events, size))
        due = start + number * size / EVENTS_A_SECOND
        body = json.dumps([_at(event, due) for event in some] if size > 1 else _at(some[0], due))
        requests.append((Request(due, "POST", "/api/v1/calls", body.encode()), some))
    return requests


def _events(series: str, batch: int) -> Iterator[dict[str, Any]]:
    """Yield events of calls without end: one is received, one dispatched, one cleared, and over again."""
    number = 0
    while True:
        for step, kind in enumerate(KINDS):
            yield _event(series, batch, number - step * BETWEEN, kind)
        number += 1


def _event(series: str, batch: int, call: int, kind: str) -> dict[str, Any]:
    number = batch * 3_000 + call % 3_000
    return {
        "incident_no": f"{series}-{call}",
        "kind": kind,
        "type_code": TYPES[call % len(TYPES)],
        # Numbers that belong to nobody, one for each call.
        "callback_no": f"+1{201 + number // 100}55501{number % 100:02d}",
        "address": f"{number} Mill Street",
        "beat": str(1 + call % len(city.BEATS)),
        "unit_ids": [f"U{call % 9}"],
        "employee_ids": ["0"],
    }


def _at(event: dict[str, Any], due: float) -> dict[str, Any]:
    return {**event, "occurred_at": datetime.fromtimestamp(due, UTC).isoformat()}


def _backlog(at: datetime) -> Backlog:
    before = at - IN_HAND
    waiting = Message.objects.filter(state=MessageState.QUEUED, next_attempt_at__lte=before)
    sending = Message.objects.filter(state=MessageState.SENDING, tried_at__lte=before)
    return Backlog(
        waiting.count() + sending.count(),
        DBTaskResult.objects.filter(status__in=["READY", "RUNNING"], enqueued_at__lte=before).count(),
        Entry.objects.filter(index=None, at__lte=before).count(),
    )


def _wait_until_idle() -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and _backlog(clock.now() + IN_HAND).all:
        time.sleep(0.5)
    connections.close_all()


def _delays(after: int, due: dict[tuple[str, str], float], taken_at: str) -> tuple[list[float], int]:
    """Return the seconds from each event to the carrier, and how many texts came twice or never."""
    with urllib.request.urlopen(taken_at) as answer:  # noqa: S310 - our own address
        arrivals = defaultdict(list)
        for reference, moment in json.load(answer):
            arrivals[reference].append(moment)
    numbers = dict(Call.objects.values_list("public_id", "incident_no"))
    texts = Message.objects.filter(pk__gt=after, template_version__template__key__in=EVENT_OF_TEXT)
    delays, wrong = [], 0
    for reference, subject, key in texts.exclude(state=MessageState.SUPPRESSED).values_list(
        "public_id", "subject", "template_version__template__key"
    ):
        moments = arrivals[reference]
        wrong += len(moments) != 1
        event = (numbers[subject.partition(":")[2]], EVENT_OF_TEXT[key])
        delays += [moment - due[event] for moment in moments[:1]]
    return delays, wrong


def _rows(
    name: str,
    seconds: int,
    answers: Sequence[Answered],
    backlog: Backlog,
    delays: Sequence[float],
    wrong: int,
) -> list[dict[str, Any]]:
    """Return the rows of one series; `answers` are of requests, `delays` of texts."""
    refused = sum(answer.status != HTTPStatus.OK for answer in answers)
    last = max(answer.at for answer in answers) - min(answer.due for answer in answers)
    answering = np.percentile([answer.seconds for answer in answers], [50, 95])
    arriving = np.percentile(delays, [50, 95, 100]) if delays else np.full(3, np.inf)
    waiting = f"{backlog.texts} texts, {backlog.listeners} listeners, {backlog.lines} lines of the book"

    def row(what: str, value: float, unit: str, baseline: str = "", aim: str = "") -> dict[str, Any]:
        return {
            "name": f"live, {name}: {what}",
            "value": float(value),
            "unit": unit,
            "baseline": baseline,
            "ratio": None,
            "aim": aim,
        }

    return [
        row(
            "events taken in",
            EVENTS_A_SECOND * seconds * (1 - refused / len(answers)) / max(last, seconds),
            "events/s",
            f"{len(answers):,} requests, {refused} not answered 200",
            f"≥ {EVENTS_A_SECOND * 0.99:.0f}, none refused",
        ),
        row("request to answer, p95", answering[1], "s", f"p50 {answering[0]:.3f} s"),
        row(
            "event to carrier, p95",
            arriving[1],
            "s",
            f"{len(delays):,} texts, p50 {arriving[0]:.2f} s, longest {arriving[2]:.2f} s",
            "≤ 2",
        ),
        row("waiting at the end for more than 2 s", backlog.all, "things", waiting, "0"),
        row("texts that came twice or never", wrong, "texts", f"{len(delays):,} texts", "0"),
    ]
