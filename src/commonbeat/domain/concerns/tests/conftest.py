"""A city with its kinds of concerns, two beats side by side, and a way to report."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django.fixtures import Settings

from commonbeat.domain.concerns.actions import adopt_categories, report
from commonbeat.domain.concerns.actions.problems import open_problem
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.models import Category, Concern, Problem
from commonbeat.domain.concerns.tests.folder import MIDDLES
from commonbeat.engine.casework.actions import move
from commonbeat.engine.files.actions import keep
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core import clock
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


WORKS = (
    "concerns.see",
    "concerns.see_private",
    "concerns.work",
    "concerns.close",
    "concerns.hand_off",
    "concerns.moderate",
)


@pytest.fixture
def worker(hire: Callable[..., Staff]) -> Staff:
    return hire("Sam Reed", *WORKS)


@pytest.fixture
def walk(worker: Staff, at: datetime) -> Callable[..., Concern]:
    """Return a function that makes moves, one after the other: walk(concern, "acknowledge", "give")."""

    def on(concern: Concern, *moves: str, when: datetime | None = None) -> Concern:
        for key in moves:
            concern.case = move(case=concern.case, key=key, by=worker, at=when or at)
        return concern

    return on


@pytest.fixture
def photo(larkspur: Agency, at: datetime) -> Callable[..., StoredFile]:
    """Return a function that keeps a photo, red unless another colour is asked for."""

    def take(colour: str = "red", name: str = "photo.jpg") -> StoredFile:
        made = io.BytesIO()
        picture = Image.new("RGB", (400, 300), colour)
        place = Image.Exif()
        place.get_ifd(0x8825)[1] = "N"
        picture.save(made, "JPEG", exif=place)
        return keep(agency=larkspur, upload=SimpleUploadedFile(name, made.getvalue(), "image/jpeg"), at=at)

    return take


@pytest.fixture(autouse=True)
def shelf_of_the_test(settings: Settings, tmp_path: Path) -> None:
    """Keep files of a test in its own folder."""
    files = {**settings.STORAGES["files"], "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "files": files}


@pytest.fixture
def solver(hire: Callable[..., Staff]) -> Staff:
    return hire(
        "Ana Ortiz",
        *("concerns.see", "concerns.see_private", "concerns.work"),
        *("concerns.see_problems", "concerns.work_on_problems", "concerns.see_figures"),
    )


@pytest.fixture
def problem(
    larkspur: Agency, kinds: dict[str, Category], beats: list[Area], solver: Staff, at: datetime
) -> Problem:
    return open_problem(
        agency=larkspur,
        title="Paint at the park",
        category=kinds["graffiti"],
        area=beats[0],
        by=solver,
        at=at,
    )


@pytest.fixture
def came_in(send: Report) -> Callable[[str, int, dict[str, float]], None]:
    """Return a function that lets concerns come in: came_in("before", 12, EAST)."""

    def add(when: str, count: int, where: dict[str, float]) -> None:
        for number in range(count):
            moment = MIDDLES[when] + timedelta(hours=number)
            send("graffiti", "Paint on the wall of the park.", at=moment, gives_receipt=False, **where)

    return add


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    with clock.standing_at(at):
        yield at
