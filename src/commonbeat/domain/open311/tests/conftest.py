"""A city with concerns of every standing, programs with keys, and the protocol as a program asks it."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from commonbeat.domain.concerns.actions import adopt_categories, report
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.open311.actions import issue_key
from commonbeat.engine.casework.models import Case
from commonbeat.ground.agency.models import Agency, ApiKey, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT, SYSTEM

STANDARDS = Path(__file__).parents[6] / "shared" / "standards" / "open311-schema"
HERE = {"latitude": 39.20549, "longitude": -76.60451}


@pytest.fixture(autouse=True)
def _standing(request: pytest.FixtureRequest, at: datetime) -> Iterator[None]:
    with clock.standing_at(at):
        yield


@pytest.fixture
def kinds(larkspur: Agency, at: datetime) -> dict[str, Category]:
    adopt_categories(agency=larkspur, by=SYSTEM, at=at)
    return {category.key: category for category in Category.objects.filter(agency=larkspur)}


@pytest.fixture
def tell(larkspur: Agency, kinds: dict[str, Category], at: datetime) -> Callable[..., Concern]:
    """Return a function that reports: tell("graffiti", "Paint", is_looked_at=True)."""

    def add(kind: str = "graffiti", words: str = "Paint on the wall.", **changes: Any) -> Concern:
        is_public = changes.pop("is_looked_at", True)
        told = {**HERE, "source": Source.WEB, "language": "en", "by": RESIDENT, "at": at, **changes}
        concern = report(agency=larkspur, category=kinds[kind], words=words, **told).concern
        if is_public:
            Concern.objects.filter(pk=concern.pk).update(public_words=words, looked_at=told["at"])
        concern.refresh_from_db()
        return concern

    return add


@pytest.fixture
def administrator(hire: Callable[..., Staff]) -> Staff:
    return hire("Jo Park", "open311.manage", "agency.manage_keys")


@pytest.fixture
def secret(administrator: Staff, at: datetime) -> str:
    _terms, secret = issue_key(name="Town app", reports_a_day=20, partner=None, by=administrator, at=at)
    return secret


@pytest.fixture
def key(secret: str) -> ApiKey:
    return ApiKey.objects.get(prefix=secret[:12])


@dataclass
class Program:
    """A program that speaks the protocol; `get` and `post` return (status, what was said as JSON)."""

    client: Client
    secret: str
    form: str = "json"

    def get(self, what: str, **parameters: Any) -> tuple[int, Any]:
        answer = self.client.get(f"/open311/v2/{what}.{self.form}", parameters)
        return answer.status_code, json.loads(answer.content)

    def xml(self, what: str, **parameters: Any) -> tuple[int, bytes]:
        answer = self.client.get(f"/open311/v2/{what}.xml", parameters)
        return answer.status_code, answer.content

    def post(self, what: str = "requests", **parameters: Any) -> tuple[int, Any]:
        given = {"api_key": self.secret, **parameters}
        answer = self.client.post(f"/open311/v2/{what}.{self.form}", given)
        return answer.status_code, json.loads(answer.content)

    def report(self, **changes: Any) -> tuple[int, Any]:
        told = {"service_code": "graffiti", "lat": "39.20549", "long": "-76.60451", "description": "Paint"}
        return self.post(**{**told, **changes})


@pytest.fixture
def program(client: Client, secret: str, kinds: dict[str, Category]) -> Program:
    return Program(client, secret)


def case_of(said: Any) -> Case:
    return Case.objects.get(public_id=said[0]["service_request_id"])


def photo(kind: str = "PNG") -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (64, 48), (90, 120, 200)).save(drawn, kind)
    return drawn.getvalue()


@dataclass
class Heard:
    method: str
    path: str
    body: str


@dataclass
class Other:
    """A server of somebody else on this machine; `answers` are asked in turn, the last stays."""

    address: str
    heard: list[Heard] = field(default_factory=list)


Answering = Callable[[BaseHTTPRequestHandler, Heard], None]


def said(
    handler: BaseHTTPRequestHandler, status: int, body: bytes | str, kind: str = "application/json"
) -> None:
    sent = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(sent)))
    handler.end_headers()
    handler.wfile.write(sent)


@contextmanager
def listening(answer: Answering) -> Iterator[Other]:
    other = Other("")

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode("utf-8", "replace")
            heard = Heard(self.command, self.path, body)
            other.heard.append(heard)
            try:
                answer(self, heard)
            except OSError:
                self.close_connection = True

        do_GET = do_POST = _any

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    other.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield other
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def loopback_is_inside(settings: Any) -> None:
    settings.OPEN311_INSIDE = settings.OPEN311_MEDIA_INSIDE = [ip_network("127.0.0.0/8")]


@pytest.fixture(scope="session")
def standards() -> Path:
    """Return the folder of the protocol's schemas beside the checkout; without it the test is left out."""
    if not STANDARDS.is_dir():
        pytest.skip("the protocol's schemas are not beside the checkout")
    return STANDARDS
