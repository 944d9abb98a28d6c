"""How long a reader waits for `/trust/` on a year of a city's data, against a bare page of the server."""

import time
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from django.conf import settings
from django.test import Client

from bench._server import found_city, serving
from bench._year import ANSWERS, CALLS, live_a_year
from commonbeat.ground.agency.models import Person, Staff
from commonbeat.ground.core import clock

BARE = "/healthz"
PUBLIC = {"/trust/": "≤ 5", "/": "", "/ours/": ""}
OF_STAFF = ("/staff/", "/staff/dashboards/", "/staff/decisions/", "/staff/officers/")
WARM_UP, TIMES = 5, 200


def run() -> list[dict[str, Any]]:
    """Measure the pages in turn on one connection. Django must be set up on an empty database."""
    at = clock.now()
    agency, admin = found_city(at)
    started = time.perf_counter()
    live_a_year(agency, admin, at)
    made = time.perf_counter() - started
    cookie = _signed_in(admin)
    with serving("--without-worker") as address:
        seconds = _in_turn(address, [BARE, *PUBLIC, *OF_STAFF], cookie)
    rows = [_row(page, seconds, aim) for page, aim in PUBLIC.items()]
    rows += [_row(page, seconds, "") for page in OF_STAFF]
    return [*rows, _made(made)]


def _signed_in(staff: Staff) -> str:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Person.objects.get(posts=staff))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _in_turn(address: str, pages: list[str], cookie: str) -> dict[str, list[float]]:
    """Return the seconds of each page; taking turns, each meets the same noise of the machine."""
    line = HTTPConnection(urlsplit(address).netloc)
    seconds: dict[str, list[float]] = {page: [] for page in pages}
    for number in range(WARM_UP + TIMES):
        for page in pages:
            started = time.perf_counter()
            line.request("GET", page, headers={"Cookie": cookie} if page in OF_STAFF else {})
            answer = line.getresponse()
            answer.read()
            if number >= WARM_UP:
                seconds[page].append(time.perf_counter() - started)
            if answer.status != HTTPStatus.OK:
                raise RuntimeError(f"{page} answered {answer.status}")
    line.close()
    return seconds


def _row(page: str, seconds: dict[str, list[float]], aim: str) -> dict[str, Any]:
    value, bare = np.percentile(seconds[page], 95), np.percentile(seconds[BARE], 95)
    return {
        "name": f"page {page}, p95",
        "value": float(1000 * value),
        "unit": "ms",
        "baseline": f"{BARE}, p95 {1000 * bare:.1f} ms",
        "ratio": float(value / bare),
        "aim": aim,
    }


def _made(seconds: float) -> dict[str, Any]:
    return {
        "name": f"a year made: {CALLS:,} calls, {ANSWERS:,} answers, figures released",
        "value": seconds,
        "unit": "s",
        "baseline": "",
        "ratio": None,
        "aim": "",
    }
