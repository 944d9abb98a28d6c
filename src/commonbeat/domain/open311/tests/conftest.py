"""A city with concerns of every standing, programs with keys, and the protocol as a program asks it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from commonbeat.domain.concerns.actions import adopt_categories, report
from commonbeat.domain.concerns.actions.handing_off import hand_off
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.models import Category, Concern, HandOff, Partner
from commonbeat.domain.open311 import actions
from commonbeat.domain.open311.actions import issue_key
from commonbeat.domain.open311.tests.servers import Other, Works, listening
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.models import Case
from commonbeat.ground.agency.models import Agency, ApiKey, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT, SYSTEM

STANDARDS = Path(__file__).parents[6] / "shared" / "standards" / "open311-schema"
RIGHTS = ("concerns.see", "concerns.see_private", "concerns.work", "concerns.hand_off", "open311.manage")
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


@pytest.fixture
def loopback_is_inside(settings: Any) -> None:
    settings.OPEN311_INSIDE = settings.OPEN311_MEDIA_INSIDE = [ip_network("127.0.0.0/8")]


@pytest.fixture(scope="session")
def standards() -> Path:
    """Return the folder of the protocol's schemas beside the checkout; without it the test is left out."""
    if not STANDARDS.is_dir():
        pytest.skip("the protocol's schemas are not beside the checkout")
    return STANDARDS


@pytest.fixture
def chief(hire: Callable[..., Staff]) -> Staff:
    return hire("Ana Ortiz", *RIGHTS)


@pytest.fixture
def hand_over(
    tell: Callable[..., Concern], larkspur: Agency, chief: Staff, at: datetime
) -> Callable[..., HandOff]:
    """Return a function that hands a new concern to the partner at an address."""

    def add(address: str, **told: Any) -> HandOff:
        partner, _is_new = Partner.objects.get_or_create(
            agency=larkspur,
            name="Public Works",
            defaults={"endpoint": f"{address}/v2", "jurisdiction": "city.example"},
        )
        services = {"graffiti": "G1", "speeding": "S1"}
        actions.describe_partner(partner=partner, key="their-key", services=services, by=chief, at=at)
        concern = tell(**{"words": "Paint on the bridge", **told})
        move(case=concern.case, key="acknowledge", by=chief, at=at)
        return hand_off(concern=concern, partner=partner, reason="It is theirs.", by=chief, at=at)

    return add


@pytest.fixture
def works() -> Works:
    return Works()


@pytest.fixture
def other(works: Works) -> Iterator[Other]:
    with listening(works) as server:
        yield server
