"""A city with its kinds of concerns, two beats side by side, and a way to report."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from commonbeat.domain.concerns.actions import adopt_categories, report
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.core.actor import RESIDENT, SYSTEM

Report = Callable[..., Concern]
WEST = (-76.605, 39.205)


def square(west: float, east: float) -> dict[str, Any]:
    south, north = 39.2, 39.21
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def beats(larkspur: Agency) -> list[Area]:
    """Two beats that share the border at -76.600."""
    return [
        Area.objects.create(agency=larkspur, code="A", name="West", boundary=square(-76.61, -76.60)),
        Area.objects.create(agency=larkspur, code="B", name="East", boundary=square(-76.60, -76.59)),
    ]


@pytest.fixture
def kinds(larkspur: Agency, beats: list[Area], at: datetime) -> dict[str, Category]:
    adopt_categories(agency=larkspur, by=SYSTEM, at=at)
    return {category.key: category for category in Category.objects.filter(agency=larkspur)}


@pytest.fixture
def send(larkspur: Agency, kinds: dict[str, Category], at: datetime) -> Report:
    """Return a function that reports: send("graffiti", "Paint on the wall", longitude=…)."""

    def add(kind: str = "graffiti", words: str = "Paint on the wall of the park.", **changes: Any) -> Concern:
        told = {
            "longitude": WEST[0],
            "latitude": WEST[1],
            "source": Source.WEB,
            "language": "en",
            "by": RESIDENT,
            "at": at,
            **changes,
        }
        return report(agency=larkspur, category=kinds[kind], words=words, **told).concern

    return add
