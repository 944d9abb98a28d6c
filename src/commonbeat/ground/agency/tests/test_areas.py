"""Areas: point look-up, borders, and boundaries that are refused with a reason."""

from datetime import datetime

import pytest

from commonbeat.ground.agency.actions import load_areas
from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.agency.queries import area_at, areas_index
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid


def square(code: str, west: float) -> dict[str, object]:
    ring = [[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code, "name": code}, "geometry": geometry}


def load(agency: Agency, at: datetime, *features: dict[str, object]) -> list[Area]:
    return load_areas(agency=agency, collection={"features": features}, kind="beat", by=SYSTEM, at=at)


def test_point_on_a_border_belongs_to_the_first_code(larkspur: Agency, at: datetime) -> None:
    load(larkspur, at, square("B", 1), square("A", 0))
    found = areas_index(larkspur).at_many([0.5, 1.0, 1.5, 9.0], [0.5, 0.5, 0.5, 9.0])
    assert [area and area.code for area in found] == ["A", "A", "B", None]


def test_agency_without_areas_finds_none(larkspur: Agency) -> None:
    assert area_at(larkspur, 0, 0) is None


def test_loading_again_replaces_and_never_doubles(larkspur: Agency, at: datetime) -> None:
    load(larkspur, at, square("A", 0))
    load(larkspur, at, square("A", 5))
    assert Area.objects.count() == 1
    assert area_at(larkspur, 5.5, 0.5) is not None


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (None, "area_not_polygon"),
        ({"type": "Point", "coordinates": [0, 0]}, "area_not_polygon"),
        ({"type": "Polygon", "coordinates": [[[0, 0]]]}, "area_unreadable"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]}, "area_invalid"),
    ],
)
def test_bad_boundary_is_refused_naming_the_feature(
    larkspur: Agency, at: datetime, geometry: object, code: str
) -> None:
    bad = {"properties": {"code": "X"}, "geometry": geometry}
    with pytest.raises(Invalid) as refused:
        load(larkspur, at, square("A", 0), bad)
    assert (refused.value.code, refused.value.where) == (code, "feature 2")
    assert Area.objects.count() == 0
