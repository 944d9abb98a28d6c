"""Reads about agencies, their areas, calendars and settings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import shapely
from django.db.models import Case, QuerySet, Value, When
from shapely.geometry import shape

from commonbeat.ground.agency.choices import Setting
from commonbeat.ground.agency.models import Agency, Area, Grant, Holiday, Revision, SettingValue
from commonbeat.ground.agency.rules import add_business_days, end_of_day

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class _Shelf:
    """What this process has read of one agency while one revision held."""

    mark: str
    found: dict[Callable[[Agency], Any], Any] = field(default_factory=dict)


_shelves: dict[int, _Shelf] = {}


def kept(read: Callable[[Agency], Kept]) -> Callable[[Agency], Kept]:
    """Let what an agency has set be read once, and again only after `actions.raise_revision`.

    Each call asks the database which revision holds, so a change is seen by the next call in every process
    once it is committed. What `read` returns is shared: nobody may change it, and it may rest only on rows
    whose every write raises the revision. Whom to leave in peace (marks, blocks, opt-outs) is never kept.
    """

    @wraps(read)
    def in_force(agency: Agency) -> Kept:
        mark = next(iter(Revision.objects.filter(agency=agency).values_list("mark", flat=True)), "")
        if not mark:
            return read(agency)
        shelf = _shelves.get(agency.pk)
        if shelf is None or shelf.mark != mark:
            shelf = _shelves[agency.pk] = _Shelf(mark)
        if read not in shelf.found:
            shelf.found[read] = read(agency)
        value: Kept = shelf.found[read]
        return value

    return in_force


def agency_for_host(host: str) -> Agency | None:
    """Return the agency of this host name, else the installation's first, else None."""
    is_named = Case(When(hostname=host, then=0), default=1) if host else Value(1)
    return Agency.objects.order_by(is_named, "pk").first()


def setting(agency: Agency, definition: Setting) -> Any:
    """Return the newest value given to a setting, else its default."""
    newest = history_of(agency, definition).first()
    return definition.default if newest is None else newest.value


def settings_of(agency: Agency, definitions: Sequence[Setting]) -> dict[str, Any]:
    """Return key → value in force for many settings with one read."""
    values = {definition.key: definition.default for definition in definitions}
    given = SettingValue.objects.filter(agency=agency, key__in=values).order_by("pk")
    return values | {value.key: value.value for value in given}


def history_of(agency: Agency, definition: Setting) -> QuerySet[SettingValue]:
    """Return who gave the setting which value, the newest first."""
    return SettingValue.objects.filter(agency=agency, key=definition.key).order_by("-pk")


class AreaIndex:
    """Answers which of an agency's areas a point lies in.

    A point on a shared border belongs to the area whose code sorts first, so the answer never depends on
    the order in which the boundaries were loaded.
    """

    def __init__(self, areas: Sequence[Area]) -> None:
        self.areas = sorted(areas, key=lambda area: area.code)
        self._tree = shapely.STRtree([shape(area.boundary) for area in self.areas])

    def at_many(self, longitudes: Sequence[float], latitudes: Sequence[float]) -> list[Area | None]:
        """Return the area of each point (degrees, WGS 84), or None outside them all."""
        found: list[Area | None] = [None] * len(longitudes)
        points = shapely.points(longitudes, latitudes)
        pairs = self._tree.query(points, predicate="intersects")
        best: dict[int, int] = {}
        for point, area in zip(*pairs, strict=True):
            best[int(point)] = min(int(area), best.get(int(point), int(area)))
        for point, area in best.items():
            found[point] = self.areas[area]
        return found


def areas_index(agency: Agency, kind: str = "beat") -> AreaIndex:
    """Return the point look-up over the agency's areas of a kind."""
    return AreaIndex(list(Area.objects.filter(agency=agency, kind=kind)))


def area_at(agency: Agency, longitude: float, latitude: float, kind: str = "beat") -> Area | None:
    return areas_index(agency, kind).at_many([longitude], [latitude])[0]


def business_days_due(agency: Agency, at: datetime, days: int) -> datetime:
    """Return the end of the local day that is `days` business days after `at`."""
    zone = ZoneInfo(agency.time_zone)
    start = at.astimezone(zone).date()
    # Twice the days and two weeks more always reach past the answer, whatever the holidays.
    horizon = start + timedelta(days=2 * days + 14)
    holidays = set(
        Holiday.objects.filter(agency=agency, day__range=(start, horizon)).values_list("day", flat=True)
    )
    return end_of_day(add_business_days(start, days, holidays), zone)


def demo_accounts(agency: Agency) -> list[tuple[str, str, str]]:
    """Return (role name, person's name, e-mail) of one person for each role."""
    grants = (
        Grant.objects.filter(role__agency=agency, ended_at=None, staff__person__isnull=False)
        .select_related("role", "staff__person")
        .order_by("role__pk", "pk")
    )
    first: dict[int, tuple[str, str, str]] = {}
    for grant in grants:
        person = grant.staff.person
        if person is not None:
            first.setdefault(grant.role_id, (grant.role.name, grant.staff.name, person.email))
    return list(first.values())
