"""Whether an answer has the shape that its question asks for, and what a span of time comes to."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from commonbeat.domain.permits.rules.kinds import Field, Kind

LONGEST = 200
LARGEST = 1_000_000
# Nobody asks for a day further ahead, or for an event that lasts longer.
DAYS_AHEAD = 3 * 366
EVENT_DAYS = 31
SECONDS_OF_HOUR = 3600


def span_of(starts: datetime, ends: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """Return a span from two local times. Hours are hours of real time, begun ones counted whole."""
    begin, end = (each.replace(tzinfo=zone) if each.tzinfo is None else each for each in (starts, ends))
    hours = math.ceil((end.timestamp() - begin.timestamp()) / SECONDS_OF_HOUR)
    return {"starts": begin.isoformat(), "ends": end.isoformat(), "hours": hours}


def answers_faults(kind: Kind, answers: Mapping[str, Any]) -> list[str]:
    """Return the keys of what is missing or of the wrong shape, and of answers that nobody asked for."""
    faults = [f.key for f in kind.fields if f.type != "file" and not _fits(f, answers.get(f.key))]
    return faults + sorted(set(answers) - {f.key for f in kind.fields if f.type != "file"})


def _fits(asked: Field, value: Any) -> bool:
    if value is None or value == "":
        return not asked.required
    if asked.type == "yesno":
        return isinstance(value, bool)
    if asked.type == "number":
        return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST
    if asked.type == "span":
        return isinstance(value, dict) and _is_span(value)
    if asked.type == "date":
        return isinstance(value, str) and _is_date(value)
    return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST


def _is_span(value: Mapping[str, Any]) -> bool:
    try:
        starts, ends = (datetime.fromisoformat(str(value[key])) for key in ("starts", "ends"))
    except (KeyError, ValueError):
        return False
    return (
        starts.tzinfo is not None and ends.tzinfo is not None and starts < ends and value.get("hours", 0) > 0
    )


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
