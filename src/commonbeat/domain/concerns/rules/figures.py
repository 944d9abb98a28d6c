"""What each figure counts, from rows that everyone can download and do the same sums with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from commonbeat.engine.measures.rules import safe_cell

HOUR = 3600
COLUMNS = (
    *("concern", "received_on", "category", "area", "hours_to_first_step", "closed_on", "days_to_close"),
    *("closed_in_time", "asked_on", "answered_on", "confirmed_fixed", "reopened"),
)


@dataclass(frozen=True)
class Row:
    """One concern as figures count it: days, never hours of the day; an area, never a place; no words.

    `hours_to_first_step` are hours begun. `closed_in_time` is None while the promised day is still to come.
    """

    concern: str
    received_on: date
    category: str
    area: str
    hours_to_first_step: int | None = None
    closed_on: date | None = None
    closed_in_time: bool | None = None
    asked_on: date | None = None
    answered_on: date | None = None
    confirmed_fixed: bool | None = None
    reopened: bool = False

    @property
    def days_to_close(self) -> int | None:
        return None if self.closed_on is None else (self.closed_on - self.received_on).days

    @property
    def month(self) -> str:
        return f"{self.received_on:%Y-%m}"


def hours_begun(since: datetime, until: datetime) -> int:
    """Return how many hours had begun between two instants: one second is 1, none is 0."""
    return -int((since - until).total_seconds() // HOUR)


# Measure key -> whether a concern counts at all, and whether it counts as a hit.
SHARES: dict[str, tuple[Callable[[Row], bool], Callable[[Row], bool]]] = {
    "confirmed_fixed": (lambda row: row.confirmed_fixed is not None, lambda row: row.confirmed_fixed is True),
    "fixed_answered": (lambda row: row.asked_on is not None, lambda row: row.answered_on is not None),
    "closed_in_time": (lambda row: row.closed_in_time is not None, lambda row: row.closed_in_time is True),
    "reopened": (lambda row: row.closed_on is not None, lambda row: row.reopened),
}
# Measure key -> the number whose median is the figure.
MEDIANS: dict[str, Callable[[Row], int | None]] = {
    "first_step": lambda row: row.hours_to_first_step,
    "closing": lambda row: row.days_to_close,
}


def share_of(key: str, rows: Iterable[Row]) -> tuple[int, int]:
    """Return the hits and the concerns that count, for one of the SHARES."""
    counts, hits = SHARES[key]
    counted = [row for row in rows if counts(row)]
    return sum(hits(row) for row in counted), len(counted)


def values_of(key: str, rows: Iterable[Row]) -> list[int]:
    """Return the numbers whose median is the figure, for one of the MEDIANS."""
    return [value for value in map(MEDIANS[key], rows) if value is not None]


def cells_of(row: Row) -> list[object]:
    """Return a row of the file; what is not there, or not known yet, is empty."""
    return [safe_cell(_cell(getattr(row, column))) for column in COLUMNS]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value.isoformat() if isinstance(value, date) else value
