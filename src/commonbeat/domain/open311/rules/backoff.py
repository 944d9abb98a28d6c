"""How long to wait before a partner's server is asked again."""

from datetime import timedelta


def wait_before(attempt: int, jitter: float, *, first: timedelta, longest: timedelta) -> timedelta:
    """Return the wait after failed attempt number `attempt` (1 is the first): doubled each time.

    `jitter` (0 to 1) spreads it between three quarters and five quarters, so that not all come back at once.
    """
    doubled: timedelta = first * 2.0 ** min(attempt - 1, 20)
    return min(doubled, longest) * (0.75 + 0.5 * jitter)
