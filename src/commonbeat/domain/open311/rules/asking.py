"""What a request for requests asks for: its window of time, its page, its part of the map."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from commonbeat.domain.open311.rules.times import read_time

METRES_PER_DEGREE = 111_195.0
# Of a rounded position, in cells to the degree: what is asked is snapped to whole cells, so that no
# sequence of questions finds the exact place.
CELLS = 1000


class Unreadable(Exception):
    """A parameter says something that cannot be; `where` names it, `why` says what it must be."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where} {why}")
        self.where, self.why = where, why


@dataclass(frozen=True)
class Window:
    """From `since` to `until`, both included."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Area:
    """A box of exact degrees that holds whole cells; with `radius` (metres) also a circle around a point."""

    west: float
    south: float
    east: float
    north: float
    longitude: float = 0.0
    latitude: float = 0.0
    radius: float = 0.0


def window_of(start: str, end: str, at: datetime, longest: timedelta, slack: timedelta) -> Window:
    """Return the window asked for: with one end open, as long as is allowed; with none, up to now."""
    since, until = _instant("start_date", start), _instant("end_date", end)
    if since is None and until is None:
        return Window(at - longest, at)
    since = since or (until - longest if until else at)
    until = until or since + longest
    if until < since:
        raise Unreadable("end_date", "must not be before start_date")
    if until - since > longest + slack:
        raise Unreadable("end_date", f"must be at most {longest.days} days after start_date")
    return Window(since, until)


def _instant(name: str, text: str) -> datetime | None:
    if not text:
        return None
    read = read_time(text)
    if read is None:
        raise Unreadable(name, "must be a time with its offset, like 2026-06-10T14:00:00Z")
    return read


def page_of(page: str, size: str, *, most: int, last: int) -> tuple[int, int]:
    """Return (rows to leave out, rows to give)."""
    number = _whole("page", page, 1, last)
    rows = _whole("page_size", size, most, most)
    return (number - 1) * rows, rows


def _whole(name: str, text: str, default: int, most: int) -> int:
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= most):
        raise Unreadable(name, f"must be a whole number from 1 to {most}")
    return int(text)


def choices_of(name: str, text: str, allowed: Sequence[str] = (), *, most: int) -> list[str]:
    """Return the parts of a comma list; those that are no choice are refused when the choices are given."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > most:
        raise Unreadable(name, f"may list at most {most}")
    if allowed and not set(parts) <= set(allowed):
        raise Unreadable(name, f"must be among {', '.join(allowed)}")
    return list(dict.fromkeys(parts))


def number_of(name: str, text: str, least: float, most: float) -> float:
    try:
        number = float(text) if len(text) <= 40 and "_" not in text else math.nan
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise Unreadable(name, f"must be a number from {least:g} to {most:g}")
    return number


def area_of(bbox: str, lat: str, long: str, radius: str, *, usual: float, largest: float) -> Area | None:
    """Return the part of the map asked for: `bbox` (west,south,east,north), or a point and a radius."""
    if bbox:
        return _box(bbox)
    if not lat and not long and not radius:
        return None
    latitude, longitude = number_of("lat", lat, -90, 90), number_of("long", long, -180, 180)
    metres = number_of("radius", radius, 0, largest) if radius else usual
    up = metres / METRES_PER_DEGREE
    across = up / max(math.cos(math.radians(min(89.0, abs(latitude) + up))), 0.01)
    edges = (longitude - across, latitude - up, longitude + across, latitude + up)
    return Area(*_whole_cells(*edges), longitude, latitude, metres)


def _box(text: str) -> Area:
    parts = text.split(",")
    if len(parts) != 4:
        raise Unreadable("bbox", "must be west,south,east,north in degrees")
    limits = (180, 90, 180, 90)
    west, south, east, north = (
        number_of("bbox", part.strip(), -limit, limit) for part, limit in zip(parts, limits, strict=True)
    )
    if south > north or west > east:
        raise Unreadable("bbox", "must be west,south,east,north in degrees")
    return Area(*_whole_cells(west, south, east, north))


def _whole_cells(west: float, south: float, east: float, north: float) -> tuple[float, float, float, float]:
    """Return the edges between which exact positions lie whose rounded ones are within the given edges."""
    half = 0.5 / CELLS
    return (
        math.ceil(west * CELLS) / CELLS - half,
        math.ceil(south * CELLS) / CELLS - half,
        math.floor(east * CELLS) / CELLS + half,
        math.floor(north * CELLS) / CELLS + half,
    )
