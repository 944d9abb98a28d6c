"""Where calls of a whole file lie: read once, asked thousands of times."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from shapely.geometry import shape

from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.agency.queries import AreaIndex

# How far outside its beats an agency's calls may lie, in degrees: about 20 miles.
MARGIN = 0.3


@dataclass(frozen=True)
class Ground:
    """The beats of an agency; their boundaries are only read where a point needs them."""

    areas: Sequence[Area]

    @cached_property
    def index(self) -> AreaIndex:
        return AreaIndex(self.areas)

    @cached_property
    def _by_code(self) -> dict[str, int]:
        return {area.code.upper(): area.pk for area in self.areas}

    @cached_property
    def _by_key(self) -> dict[int, Area]:
        return {area.pk: area for area in self.areas}

    @cached_property
    def _bounds(self) -> tuple[float, float, float, float] | None:
        boxes = [shape(area.boundary).bounds for area in self.areas]
        if not boxes:
            return None
        west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
        east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
        return west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN

    def drop_far_points(self, longitudes: list[float | None], latitudes: list[float | None]) -> int:
        """Blank, in place, the points far outside all beats; return how many. Without beats, none are."""
        if self._bounds is None:
            return 0
        west, south, east, north = self._bounds
        far = [
            place
            for place, (x, y) in enumerate(zip(longitudes, latitudes, strict=True))
            if x is not None and y is not None and not (west <= x <= east and south <= y <= north)
        ]
        for place in far:
            longitudes[place] = latitudes[place] = None
        return len(far)

    def area_ids(
        self, beats: Sequence[str], longitudes: Sequence[float | None], latitudes: Sequence[float | None]
    ) -> list[int | None]:
        """Return the beat of each call: by its code, else by its point, else None."""
        found = [self._by_code.get(beat.strip().upper()) for beat in beats]
        points = {
            (x, y)
            for area, x, y in zip(found, longitudes, latitudes, strict=True)
            if area is None and x is not None and y is not None
        }
        if not points or not self.areas:
            return found
        ordered = sorted(points)
        areas = self.index.at_many([x for x, _ in ordered], [y for _, y in ordered])
        at = {point: area.pk for point, area in zip(ordered, areas, strict=True) if area}
        return [
            at.get((x, y)) if area is None and x is not None and y is not None else area
            for area, x, y in zip(found, longitudes, latitudes, strict=True)
        ]

    def area(self, key: int | None) -> Area | None:
        return self._by_key.get(key) if key is not None else None


def ground_of(agency: Agency) -> Ground:
    return Ground(list(Area.objects.filter(agency=agency, kind="beat").order_by("code")))
