"""How long a program waits for the usual window of requests, and a page for its map, of 200,000 concerns.

Each against the same rows by one bare statement and their JSON encoding, in this process, taking turns.
"""

import json
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from django.db import connection
from django.urls import NoReverseMatch, reverse

from bench._server import found_city, serving
from commonbeat.domain.concerns.actions import adopt_categories
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.engine.casework.models import Case, ClockRun
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM

CONCERNS, BATCH = 200_000, 5_000
DAYS = 730
WARM_UP, TIMES = 5, 60
MOST = 1000
REQUESTS = "/open311/v2/requests.json"
BARE_REQUESTS = """
    SELECT k.public_id, k.state, k.is_open, k.outcome, g.key, c.public_words, c.place, c.longitude,
           c.latitude, c.received_at, k.state_since, k.closed_at, r.due_at
    FROM concerns_concern c
    JOIN casework_case k ON k.id = c.case_id
    JOIN concerns_category g ON g.id = c.category_id
    LEFT JOIN casework_clockrun r ON r.case_id = k.id AND r.key = 'finish' AND r.met_at IS NULL
    WHERE c.agency_id = %s AND c.received_at BETWEEN %s AND %s AND NOT k.is_private
      AND k.merged_into_id IS NULL AND g.is_listed AND NOT g.is_private
    ORDER BY c.received_at DESC, c.id DESC LIMIT 1000
"""
BARE_MAP = """
    SELECT k.public_id, k.state, g.key, c.longitude, c.latitude
    FROM concerns_concern c
    JOIN casework_case k ON k.id = c.case_id
    JOIN concerns_category g ON g.id = c.category_id
    WHERE c.agency_id = %s AND c.received_at BETWEEN %s AND %s AND NOT k.is_private
      AND k.merged_into_id IS NULL
    ORDER BY c.received_at DESC LIMIT %s
"""


def run() -> list[dict[str, Any]]:
    """Measure on the empty database that Django is set up on."""
    at = clock.now()
    agency, _admin = found_city(at)
    adopt_categories(agency=agency, by=SYSTEM, at=at)
    _fill(agency, at)
    window = [agency.pk, at - timedelta(days=90), at]
    with serving("--without-worker") as address:
        rows = [_measured(address, REQUESTS, lambda: _bare(BARE_REQUESTS, window))]
        try:
            page = reverse("concerns:map")
        except NoReverseMatch:
            return rows
        shown = _rows_on(address, page)
        return [*rows, _measured(address, page, lambda: _bare(BARE_MAP, [*window, shown]))]


def _fill(agency: Agency, at: datetime) -> None:
    dice = random.Random(311)  # noqa: S311 - a repeatable city
    categories = list(Category.objects.filter(agency=agency))
    for _batch in range(CONCERNS // BATCH):
        days = [dice.random() * DAYS for _one in range(BATCH)]
        cases = Case.objects.bulk_create(_case(agency, dice, at - timedelta(days=day)) for day in days)
        Concern.objects.bulk_create(
            Concern(
                case=case,
                agency=agency,
                category=dice.choice(categories),
                words="Paint on the wall of the park, near the second gate. " * 3,
                public_words="Paint on the wall of the park, near the second gate. " * 3,
                looked_at=case.opened_at,
                place=f"{dice.randrange(1, 4000)} Elm St",
                longitude=-76.6 + dice.random() / 20,
                latitude=39.2 + dice.random() / 20,
                source="web",
                received_at=case.opened_at,
            )
            for case in cases
        )
        ClockRun.objects.bulk_create(
            ClockRun(
                case=case,
                key="finish",
                length=10,
                unit="business_days",
                started_at=case.opened_at,
                due_at=case.opened_at + timedelta(days=14),
            )
            for case in cases
            if case.is_open
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _case(agency: Agency, dice: random.Random, opened_at: datetime) -> Case:
    is_open = dice.random() < 0.3
    return Case(
        agency=agency,
        kind="concern",
        state="assigned" if is_open else "closed",
        state_since=opened_at,
        is_open=is_open,
        is_private=dice.random() < 0.1,
        outcome="" if is_open else "fixed",
        opened_at=opened_at,
        updated_at=opened_at,
        closed_at=None if is_open else opened_at,
    )


def _bare(statement: str, values: list[Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return json.dumps(rows, default=str)


def _rows_on(address: str, page: str) -> int:
    """Return how many places a page of the map gives."""
    line = HTTPConnection(urlsplit(address).netloc)
    line.request("GET", page)
    content = json.loads(line.getresponse().read())
    line.close()
    return len(content.get("features", content)) or MOST


def _measured(address: str, page: str, bare: Callable[[], str]) -> dict[str, Any]:
    line = HTTPConnection(urlsplit(address).netloc)
    served, plain = [], []
    for number in range(WARM_UP + TIMES):
        began = time.perf_counter()
        line.request("GET", page)
        answer = line.getresponse()
        answer.read()
        between = time.perf_counter()
        bare()
        if number >= WARM_UP:
            served.append(between - began)
            plain.append(time.perf_counter() - between)
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{page} answered {answer.status}")
    line.close()
    value, basis = np.percentile(served, 95), np.percentile(plain, 95)
    return {
        "name": f"{page} of {CONCERNS:,} concerns, p95",
        "value": float(1000 * value),
        "unit": "ms",
        "baseline": f"the same rows by SQL and JSON, p95 {1000 * basis:.1f} ms",
        "ratio": float(value / basis),
        "aim": "≤ 3",
    }
