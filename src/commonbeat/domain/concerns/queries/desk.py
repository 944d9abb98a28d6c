"""Reads for the staff's page of one concern: where it lies, what was changed, who took it over."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from commonbeat.domain.concerns.models import Concern, HandOff, Revision
from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.models import Attachment
from commonbeat.engine.files.choices import Form
from commonbeat.ground.agency.models import Area

WIDTH, HEIGHT, MARGIN = 360, 240, 12
Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Sketch:
    """A picture of an area with a point in it, in the units of an SVG of 360 by 240."""

    outlines: tuple[str, ...]
    x: float
    y: float
    area: str


def sketch_of(concern: Concern) -> Sketch | None:
    """Return where a concern lies within its area; None without a point or an area."""
    area = concern.case.area
    if area is None or concern.longitude is None or concern.latitude is None:
        return None
    rings = list(_rings(area))
    easts = [x for ring in rings for x, _y in ring]
    norths = [y for ring in rings for _x, y in ring]
    west, north = min(easts), max(norths)
    scale = min(
        (WIDTH - 2 * MARGIN) / max(max(easts) - west, 1e-9),
        (HEIGHT - 2 * MARGIN) / max(north - min(norths), 1e-9),
    )

    def placed(x: float, y: float) -> tuple[float, float]:
        return round(MARGIN + (x - west) * scale, 1), round(MARGIN + (north - y) * scale, 1)

    outlines = tuple(" ".join(f"{x},{y}" for x, y in (placed(*point) for point in ring)) for ring in rings)
    x, y = placed(concern.longitude, concern.latitude)
    return Sketch(outlines, x, y, area.name)


def _rings(area: Area) -> Iterator[Ring]:
    boundary: dict[str, Any] = area.boundary
    shapes = [boundary["coordinates"]] if boundary["type"] == "Polygon" else boundary["coordinates"]
    for shape in shapes:
        yield [(float(point[0]), float(point[1])) for point in shape[0]]


def photos_to_look_at(concern: Concern) -> list[Attachment]:
    """Return the photos of the sender that stand on a concern now, the older first."""
    sent = Attachment.objects.filter(
        case=concern.case_id,
        replaced_by=None,
        is_evidence=False,
        file__destroyed_at=None,
        file__form=Form.PHOTO,
    )
    return list(sent.exclude(shown=Shown.STAFF).select_related("file", "case").order_by("pk"))


def revisions_of(concern: Concern) -> list[Revision]:
    return list(Revision.objects.filter(concern=concern).select_related("by").order_by("-pk"))


def hand_offs_of(concern: Concern) -> list[HandOff]:
    return list(HandOff.objects.filter(concern=concern).select_related("partner").order_by("-pk"))
