"""The one place that asks what time it is; everything below an entry point is handed the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current instant, aware, in UTC."""
    return datetime.now(UTC)
