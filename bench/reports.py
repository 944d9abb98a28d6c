"""Reports with a photo each, by the second, from a program's request until they are stored."""

import random
import time
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.db import connections

from bench._load import Request, send
from bench._server import found_city, serving
from bench.files import photo
from commonbeat.demo.rules import city
from commonbeat.domain.concerns.actions import adopt_categories
from commonbeat.domain.concerns.models import Concern
from commonbeat.domain.open311.actions import issue_key
from commonbeat.engine.casework.models import Attachment
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM

REPORTS_A_SECOND, SECONDS = 50, 30
WORKERS, CONNECTIONS = 2, 16
WIDE, HIGH = 1280, 960
BORDER = "a-photo-in-a-form"
PAGE = "/open311/v2/requests.json"
WARM_UP = 40


def run(seconds: int = SECONDS) -> list[dict[str, Any]]:
    """Measure on the empty database that Django is set up on."""
    at = clock.now()
    agency, admin = found_city(at)
    adopt_categories(agency=agency, by=SYSTEM, at=at)
    _key, token = issue_key(name="App", reports_a_day=1_000_000, partner=None, by=admin, at=at)
    taken = photo(WIDE, HIGH)
    with serving("--workers", str(WORKERS), "--without-worker") as address:
        send(address, _reports(WARM_UP, WARM_UP, token, taken), connections=CONNECTIONS)
        before = Concern.objects.count()
        began = time.time()
        answers = send(
            address,
            _reports(REPORTS_A_SECOND * seconds, REPORTS_A_SECOND, token, taken),
            connections=CONNECTIONS,
        )
    ended = max(answer.at for answer in answers)
    waited = np.array([answer.seconds for answer in answers])
    errors = sum(answer.status not in (HTTPStatus.OK, HTTPStatus.CREATED) for answer in answers)
    kept, with_photo = Concern.objects.count() - before, Attachment.objects.count() - before
    connections.close_all()
    return [
        {
            "name": f"{REPORTS_A_SECOND} reports a second for {seconds} s, each with a photo: taken in",
            "value": kept / (ended - began),
            "unit": "reports/s",
            "baseline": f"{len(answers):,} sent, {errors} refused or broken, {with_photo:,} photos kept",
            "aim": "≥ 50, none refused",
        },
        {
            "name": "reports with a photo: request to answer, p95",
            "value": float(np.percentile(waited, 95)),
            "unit": "s",
            "baseline": f"p50 {np.percentile(waited, 50):.2f} s",
        },
    ]


def _reports(count: int, a_second: float, token: str, taken: bytes) -> list[Request]:
    dice = random.Random(50)  # noqa: S311 - a repeatable city
    starts = time.time() + 0.5
    return [
        Request(
            due=starts + number / a_second,
            method="POST",
            path=f"{PAGE}?{urlencode({'api_key': token})}",
            body=_form(
                service_code="graffiti",
                description=f"Paint on the wall near gate {number}.",
                lat=f"{city.SOUTH + 0.005 + dice.random() / 40:.6f}",
                long=f"{city.WEST + 0.005 + dice.random() / 20:.6f}",
                photo=taken,
            ),
            content_type=f"multipart/form-data; boundary={BORDER}",
        )
        for number in range(count)
    ]


def _form(*, photo: bytes, **fields: str) -> bytes:
    parts = [
        f'--{BORDER}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{BORDER}\r\nContent-Disposition: form-data; name="media"; filename="photo.jpg"\r\n'
    parts.append(f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + photo + b"\r\n")
    return b"".join(parts) + f"--{BORDER}--\r\n".encode()
