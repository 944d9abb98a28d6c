"""From the cells of one column to values: times, positions, codes. A whole column at a time, for speed."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from functools import lru_cache, partial
from math import isnan
from operator import attrgetter
from typing import Any, NamedTuple

from commonbeat.domain.calls.rules.exports.lines import Fault

BLANKS = frozenset(
    {"", "null", "none", "n/a", "na", "nan", "-", "--", "redacted", "unknown", "0000-00-00 00:00:00"}
)
FIRST_YEAR, LAST_YEAR = 1990, 2100

_ZONE_OF = attrgetter("tzinfo")
_POSITION = re.compile(r"(-?\d{1,3}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)")
_DIRECTIVES = {
    "%Y": r"(?P<Y>\d{4})",
    "%y": r"(?P<y>\d{2})",
    "%m": r"(?P<m>\d{1,2})",
    "%d": r"(?P<d>\d{1,2})",
    "%H": r"(?P<H>\d{1,2})",
    "%I": r"(?P<I>\d{1,2})",
    "%M": r"(?P<M>\d{2})",
    "%S": r"(?P<S>\d{2})(?:\.\d+)?",
    "%p": r"(?P<p>[AaPp])\.?[Mm]\.?",
}


class Wrong(NamedTuple):
    """A cell that cannot be read: in which row of the column, and why."""

    row: int
    fault: Fault


class Values(NamedTuple):
    values: Sequence[Any]
    wrong: list[Wrong]


def is_blank(cell: str) -> bool:
    return cell.strip().lower() in BLANKS


def codes(cells: Sequence[str], width: int) -> Values:
    """Return the cells as they are; one longer than `width` is no code but a story."""
    if max(map(len, cells), default=0) <= width:
        return Values(cells, [])
    return Values(cells, [Wrong(n, Fault.CELL_TOO_LONG) for n, cell in enumerate(cells) if len(cell) > width])


def times(cells: Sequence[str], formats: tuple[str, ...], zone: tzinfo, *, required: bool) -> Values:
    """Return aware times, read by the first format that fits. Blank is None, and wrong where required."""
    if "iso" in formats:
        try:
            naive = list(map(datetime.fromisoformat, cells))
            is_plausible = min(naive).year >= FIRST_YEAR and max(naive).year <= LAST_YEAR
        except (ValueError, TypeError):
            # Blank, no time, or some times with a zone and some without, which cannot be compared.
            is_plausible = False
        if is_plausible and not any(map(_ZONE_OF, naive)):
            return Values([value.replace(tzinfo=zone) for value in naive], [])
    return _times_one_by_one(cells, formats, zone, required)


def before(found: Values, until: datetime) -> Values:
    """Return the times with those after `until` among the wrong ones."""
    if max(filter(None, found.values), default=until) <= until:
        return found
    late = [Wrong(n, Fault.IN_THE_FUTURE) for n, value in enumerate(found.values) if value and value > until]
    return Values(found.values, found.wrong + late)


def _times_one_by_one(cells: Sequence[str], formats: tuple[str, ...], zone: tzinfo, required: bool) -> Values:
    readers = [_reader(text) for text in formats]
    found: list[datetime | None] = []
    wrong = []
    for index, cell in enumerate(cells):
        value = _first(readers, cell, zone)
        found.append(value)
        if value is None and (required or not is_blank(cell)):
            wrong.append(Wrong(index, Fault.NO_TIME if is_blank(cell) else Fault.BAD_TIME))
    return Values(found, wrong)


def _first(readers: Sequence[Callable[[str], datetime]], cell: str, zone: tzinfo) -> datetime | None:
    text = cell.strip()
    for read in readers:
        try:
            value = read(text)
        except (ValueError, OverflowError):
            continue
        if FIRST_YEAR <= value.year <= LAST_YEAR:
            return value if value.tzinfo else value.replace(tzinfo=zone)
    return None


@lru_cache(maxsize=100)
def _reader(text: str) -> Callable[[str], datetime]:
    if text == "iso":
        return datetime.fromisoformat
    if text == "epoch_ms":
        return lambda cell: datetime.fromtimestamp(int(cell) / 1000, UTC)
    pattern = re.escape(text)
    for directive, regex in _DIRECTIVES.items():
        pattern = pattern.replace(re.escape(directive), regex)
    if "%" in pattern:
        # A directive this reader has no fast form of.
        return partial(_strptime, text=text)
    return partial(_built, re.compile(pattern + r"\Z"))


def _strptime(cell: str, *, text: str) -> datetime:
    return datetime.strptime(cell, text)  # noqa: DTZ007 (the caller gives the zone)


def _built(pattern: re.Pattern[str], cell: str) -> datetime:
    match = pattern.match(cell)
    if not match:
        raise ValueError(cell)
    part = match.groupdict()
    hour = int(part.get("H") or part.get("I") or 0)
    if part.get("p"):
        if not 1 <= hour <= 12:
            raise ValueError(cell)
        hour = hour % 12 + (12 if part["p"] in "pP" else 0)
    year = int(part["Y"]) if "Y" in part else 2000 + int(part.get("y") or 0)
    return datetime(  # noqa: DTZ001 (the caller gives the zone)
        year, int(part["m"]), int(part["d"]), hour, int(part.get("M") or 0), int(part.get("S") or 0)
    )


def day_and_clock(days: Sequence[str], clocks: Sequence[str]) -> list[str]:
    """Return one text of a column of days, whose own time is always midnight, and a column of clock times."""
    return [
        f"{day.split(maxsplit=1)[0] if day.strip() else ''} {clock.strip()}".strip()
        for day, clock in zip(days, clocks, strict=True)
    ]


def degrees(cells: Sequence[str], limit: float) -> Values:
    """Return degrees within ±limit; blank is None."""
    try:
        read = list(map(float, cells))
    except ValueError:
        read = []
    if read and -limit <= min(read) and max(read) <= limit and not any(map(isnan, read)):
        return Values(read, [])
    found: list[float | None] = []
    wrong = []
    for index, cell in enumerate(cells):
        try:
            value = None if is_blank(cell) else float(cell)
        except ValueError:
            value = limit + 1
        if value is not None and not _is_within(limit, value):
            wrong.append(Wrong(index, Fault.BAD_POSITION))
            value = None
        found.append(value)
    return Values(found, wrong)


def _is_within(limit: float, value: float | None) -> bool:
    # Not-a-number is within nothing.
    return value is not None and -limit <= value <= limit


def positions(cells: Sequence[str], pattern: str) -> tuple[list[float | None], list[float | None]]:
    """Return latitudes and longitudes that stand inside texts; none where there is none."""
    search = (re.compile(pattern) if pattern else _POSITION).search
    found = [search(cell) for cell in cells]
    pairs = [(float(match[1]), float(match[2])) if match else (None, None) for match in found]
    inside = [
        (latitude, longitude) if _is_within(90, latitude) and _is_within(180, longitude) else (None, None)
        for latitude, longitude in pairs
    ]
    return [latitude for latitude, _ in inside], [longitude for _, longitude in inside]


def listed(cell: str) -> list[str]:
    """Return the ids in a cell: "12A;14B", "12A 14B" and "12A, 14B" are two."""
    return [word for word in re.split(r"[\s,;|/]+", cell) if word]
