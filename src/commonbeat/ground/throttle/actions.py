"""Counts what visitors do and forgets it. No act here is a line in the book: it is about no one."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from commonbeat.ground.core.errors import TooMany
from commonbeat.ground.throttle.choices import Limit
from commonbeat.ground.throttle.models import Counter, Shared, Window
from commonbeat.ground.throttle.queries import is_spent
from commonbeat.ground.throttle.rules import minutes_to_wait, seconds_to_wait, window_at

KEY_BYTES = 32
# Another machine's clock may be behind, and a request may still be counting when its window ends.
GRACE = timedelta(minutes=1)


def spend(limit: Limit, *, who: str, at: datetime) -> None:
    """Count one hit of `who` (any string; only a digest is kept), or raise `TooMany` and count nothing."""
    window = open_window(limit.key, length=limit.window, at=at)
    most = {digest_of(window, who): limit.hits}
    if limit.ceiling:
        most[digest_of(window)] = limit.ceiling
    # Whoever has spent it all is sent away by reading alone: SQLite has only one place to write at.
    if is_spent(window, most):
        raise _too_many(window, at)
    with transaction.atomic():
        for digest, hits in most.items():
            if not _count(window, digest, hits):
                raise _too_many(window, at)


def open_window(scope: str, *, length: timedelta, at: datetime) -> Window:
    """Return the window of now with its key, made at the first use."""
    begins_at, ends_at = window_at(at, length)
    window, _is_new = Window.objects.get_or_create(
        scope=scope,
        begins_at=begins_at,
        ends_at=ends_at,
        defaults={"key": secrets.token_bytes(KEY_BYTES)},
    )
    return window


def digest_of(window: Window, *who: str) -> str:
    """Return what stands for `who` in this window only; for nobody named, what stands for everyone.

    Needs the window's key and the installation's own, so that a copy of the database alone tells nothing.
    """
    value = "\n".join(("who", *who)) if who else "everyone"
    return salted_hmac(bytes(window.key), value, algorithm="sha256").hexdigest()


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Destroy the keys of past windows with all that was counted, and what else is out of date."""
    gone, _by_model = Window.objects.filter(ends_at__lte=at - GRACE).delete()
    more, _by_model = Shared.objects.filter(expires__lte=at - GRACE).delete()
    return gone + more


def _count(window: Window, digest: str, most: int) -> bool:
    """Add a hit unless that would be one too many. The condition is tried under the row's own lock."""
    Counter.objects.bulk_create([Counter(window=window, digest=digest)], ignore_conflicts=True)
    counters = Counter.objects.filter(window=window, digest=digest, hits__lt=most)
    return counters.update(hits=F("hits") + 1) == 1


def _too_many(window: Window, at: datetime) -> TooMany:
    wait = seconds_to_wait(window.ends_at, at)
    minutes = minutes_to_wait(wait)
    words = ngettext(
        "This came very often in a short while, perhaps from many people at once. "
        "Please try again in %(minutes)s minute.",
        "This came very often in a short while, perhaps from many people at once. "
        "Please try again in %(minutes)s minutes.",
        minutes,
    )
    return TooMany(words % {"minutes": minutes}, wait=wait)
