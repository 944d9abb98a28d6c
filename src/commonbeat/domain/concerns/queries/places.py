"""Where something is: the area of a point, and the places that people may type."""

import shapely
from shapely.geometry import shape

from commonbeat.domain.concerns.models import Place
from commonbeat.domain.concerns.rules import searchable
from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.agency.queries import AreaIndex, areas_index, kept


@kept
def beats(agency: Agency) -> AreaIndex:
    """Return the look-up over the agency's beats, read once while nothing of the agency changes."""
    return areas_index(agency)


def area_of_point(agency: Agency, longitude: float, latitude: float) -> Area | None:
    """Return the beat a point lies in; on a shared border the one whose code sorts first."""
    return beats(agency).at_many([longitude], [latitude])[0]


def is_outside(agency: Agency, longitude: float, latitude: float) -> bool:
    """Tell whether a point lies outside all beats of an agency that has drawn its beats."""
    index = beats(agency)
    return bool(index.areas) and index.at_many([longitude], [latitude])[0] is None


def place_named(agency: Agency, name: str) -> Place | None:
    """Return the place that is called so, however it is spelled; None where nothing is or it is not clear."""
    sought = searchable(name)
    found = list(Place.objects.filter(agency=agency, search=sought)[:2]) if sought else []
    return found[0] if len(found) == 1 else None


def places_like(agency: Agency, name: str, most: int = 10) -> list[Place]:
    """Return places whose names begin with, then contain, what was typed."""
    sought = searchable(name)
    if len(sought) < 2:
        return []
    known = Place.objects.filter(agency=agency)
    first = list(known.filter(search__startswith=sought).order_by("search")[:most])
    rest = known.filter(search__contains=sought).exclude(pk__in=[place.pk for place in first])
    return first + list(rest.order_by("search")[: most - len(first)])


def middle_of(area: Area) -> tuple[float, float]:
    """Return a point (longitude, latitude) inside an area."""
    point = shapely.point_on_surface(shape(area.boundary))
    return point.x, point.y
