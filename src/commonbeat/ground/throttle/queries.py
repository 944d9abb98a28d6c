"""How much of a limit is spent."""

from collections.abc import Mapping

from commonbeat.ground.throttle.models import Counter, Window


def is_spent(window: Window, most: Mapping[str, int]) -> bool:
    """Return whether any digest has been let through as often as it may (`most`: digest to hits)."""
    held = Counter.objects.filter(window=window, digest__in=most).values_list("digest", "hits")
    return any(hits >= most[digest] for digest, hits in held)
