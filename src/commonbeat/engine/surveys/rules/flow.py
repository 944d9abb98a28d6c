"""Whether a reply answers the question that stands open, or mends the answer before it."""

from datetime import datetime, timedelta

CORRECTION_HOURS = 24


def may_correct(answered_at: datetime, at: datetime) -> bool:
    """Return whether an answer may still be replaced by its giver."""
    return at - answered_at <= timedelta(hours=CORRECTION_HOURS)


def corrects(*, says_so: bool, heard_at: datetime, next_asked_at: datetime | None) -> bool:
    """Return whether a rating is about the question before the open one.

    It is when its giver says so ("sorry, I meant 4"), or when they wrote it before the open question had
    gone out (`next_asked_at`, None when it still waits): nobody answers what they have not been asked.
    """
    return says_so or next_asked_at is None or heard_at < next_asked_at
