"""Lets libraries that count in Django's cache do so in the database without an address in it."""

from datetime import timedelta

from commonbeat.ground.core import clock
from commonbeat.ground.throttle.actions import digest_of, open_window

SCOPE, LENGTH = "cache", timedelta(days=1)


def unreadable_key(key: str, prefix: str, version: int) -> str:
    """Return the name a cache entry is stored under: a digest that nobody can undo after this day."""
    window = open_window(SCOPE, length=LENGTH, at=clock.now())
    return digest_of(window, prefix, str(version), key)
