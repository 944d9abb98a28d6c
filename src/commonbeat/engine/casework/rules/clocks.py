"""When a clock is due: business days, days or hours, and the time it stood still."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from commonbeat.ground.agency.rules import end_of_day, is_business_day

Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Calendar:
    """Where days begin and which of them are no working days."""

    zone: ZoneInfo
    holidays: frozenset[date] = frozenset()


def united(intervals: Iterable[Interval]) -> list[Interval]:
    """Return half-open intervals as their union, in order: time that was tolled twice counts once."""
    union: list[Interval] = []
    for since, until in sorted(intervals):
        if union and since <= union[-1][1]:
            union[-1] = (union[-1][0], max(union[-1][1], until))
        elif since < until:
            union.append((since, until))
    return union


def tolled_days(intervals: Iterable[Interval], zone: ZoneInfo) -> int:
    """Return by how many local days a clock counted in days is moved."""
    return sum(
        (until.astimezone(zone).date() - since.astimezone(zone).date()).days
        for since, until in united(intervals)
    )


def due_at(
    start: datetime, length: int, unit: str, calendar: Calendar, tolled: Sequence[Interval] = ()
) -> datetime:
    """Return when `length` units after `start` are over, not counting tolled time.

    Days and business days end with the local day, and the day of the start is not counted; a step from one
    day to the next that falls into a tolled interval is not counted either. Hours are hours of real time,
    so that a night in which clocks change has 23 or 25 of them.
    """
    if unit == "hours":
        return _after(start, timedelta(hours=length), united(tolled))
    stops = [
        (a.astimezone(calendar.zone).date(), b.astimezone(calendar.zone).date()) for a, b in united(tolled)
    ]
    day = start.astimezone(calendar.zone).date()
    left = length
    while left > 0:
        day += timedelta(days=1)
        counts = unit == "days" or is_business_day(day, calendar.holidays)
        if counts and not any(since < day <= until for since, until in stops):
            left -= 1
    return end_of_day(day, calendar.zone)


def _after(start: datetime, running: timedelta, tolled: Sequence[Interval]) -> datetime:
    due = start + running
    for since, until in tolled:
        if since < due:
            due += max(until - max(since, start), timedelta(0))
    return due
