"""Until when a permit is good."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from commonbeat.ground.agency.rules import end_of_day


def good_until(begins: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the end of the local day that is `days` calendar days after the day of `begins`."""
    return end_of_day(begins.astimezone(zone).date() + timedelta(days=days), zone)
