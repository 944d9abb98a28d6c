"""A city with 200,000 concerns, and a page of it against the same rows by one bare statement and JSON."""

import json
import random
import time
from datetime import datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from django.db import connection

from bench._server import found_city
from commonbeat.demo.rules import city
from commonbeat.domain.concerns.actions import adopt_categories
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.engine.casework.models import Case, ClockRun
from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.agency.queries import areas_index
from commonbeat.ground.core.actor import SYSTEM

CONCERNS, BATCH = 200_000, 5_000
# West, south, east and north of all beats.
AROUND = (city.WEST, city.SOUTH, city.WEST + 0.074, city.SOUTH + 0.041)
DAYS = 730
WARM_UP, TIMES = 5, 60


def found_with_concerns(at: datetime) -> Agency:
    """Set up an agency with its beats and two years of concerns, spread over all of them."""
    agency, _admin = found_city(at)
    adopt_categories(agency=agency, by=SYSTEM, at=at)
    dice = random.Random(311)  # noqa: S311 - a repeatable city
    categories = list(Category.objects.filter(agency=agency))
    for _batch in range(CONCERNS // BATCH):
        _store(agency, categories, dice, at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return agency


def _store(agency: Agency, categories: list[Category], dice: random.Random, at: datetime) -> None:
    west, south, east, north = AROUND
    places = [(dice.uniform(west, east), dice.uniform(south, north)) for _one in range(BATCH)]
    areas = areas_index(agency).at_many([lon for lon, _lat in places], [lat for _lon, lat in places])
    days = [dice.random() * DAYS for _one in range(BATCH)]
    cases = Case.objects.bulk_create(
        _case(agency, area, dice, at - timedelta(days=day)) for area, day in zip(areas, days, strict=True)
    )
    Concern.objects.bulk_create(
        Concern(
            case=case,
            agency=agency,
            category=dice.choice(categories),
            words="Paint on the wall of the park, near the second gate. " * 3,
            public_words="Paint on the wall of the park, near the second gate. " * 3,
            looked_at=case.opened_at,
            place=f"{dice.randrange(1, 4000)} Elm St",
            longitude=longitude,
            latitude=latitude,
            source="web",
            received_at=case.opened_at,
        )
        for case, (longitude, latitude) in zip(cases, places, strict=True)
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


def _case(agency: Agency, area: Area | None, dice: random.Random, opened_at: datetime) -> Case:
    is_open = dice.random() < 0.3
    return Case(
        agency=agency,
        kind="concern",
        area=area,
        state="assigned" if is_open else "closed",
        state_since=opened_at,
        is_open=is_open,
        is_private=dice.random() < 0.1,
        outcome="" if is_open else "fixed",
        opened_at=opened_at,
        updated_at=opened_at,
        closed_at=None if is_open else opened_at,
    )


def rows_as_json(statement: str, values: list[Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return json.dumps(rows, default=str)


def page_against_rows(
    address: str, page: str, statement: str, values: list[Any], aim: str = "≤ 3"
) -> dict[str, Any]:
    """Ask for the page and for the bare rows in turns, so that both meet the same noise."""
    line = HTTPConnection(urlsplit(address).netloc)
    served, plain = [], []
    for number in range(WARM_UP + TIMES):
        began = time.perf_counter()
        line.request("GET", page)
        answer = line.getresponse()
        answer.read()
        between = time.perf_counter()
        rows_as_json(statement, values)
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
        "aim": aim,
    }
