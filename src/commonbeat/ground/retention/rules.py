"""Pure decisions about when words are old enough."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def due_on(kept_since: date, days: int) -> date:
    """Return the first day on which words of this day have been kept for all of their days."""
    return kept_since + timedelta(days=days + 1)


def kept_before(at: datetime, zone: ZoneInfo, days: int) -> datetime:
    """Return the instant before which words are due at `at`: the start of a day in the agency's zone."""
    day = at.astimezone(zone).date() - timedelta(days=days)
    return datetime.combine(day, time.min, tzinfo=zone)
