"""The one place that asks what time it is; everything below an entry point is handed the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """Return the current instant, aware, in UTC."""
    return _standing.get() or datetime.now(UTC)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at a moment, so that a rehearsal can live through days that are past."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)
