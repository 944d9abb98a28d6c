"""Times as the protocol writes them: a day and an hour with their distance from UTC, always."""

import re
from datetime import datetime, tzinfo

WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")
# A plus sign that nobody escaped arrives as a space.
LOST_PLUS = re.compile(r" (?=\d\d:\d\d$)")
FIRST_YEAR, LAST_YEAR = 1900, 2200


def read_time(text: str) -> datetime | None:
    """Return the instant, or None for what is no time, has no offset, or lies outside 1900 to 2200."""
    text = LOST_PLUS.sub("+", text.strip())
    if not WRITTEN.fullmatch(text):
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if FIRST_YEAR <= read.year <= LAST_YEAR else None


def written_time(moment: datetime | None, zone: tzinfo) -> str | None:
    """Return the local time with its offset, to the second."""
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None
