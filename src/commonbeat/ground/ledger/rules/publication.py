"""When the public may see how far the book has grown."""

from datetime import datetime


def shown_up_to(at: datetime, *, at_once: bool) -> datetime:
    """Return the instant before which a checkpoint must have been signed to be public at `at`.

    The book grows in public once an hour. Somebody who asked for the checkpoint every second could
    otherwise give each line its second, and the rounding of times in the leaves would protect nobody.
    """
    return at if at_once else at.replace(minute=0, second=0, microsecond=0)
