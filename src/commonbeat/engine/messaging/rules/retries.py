"""How often, and how far apart, a provider is tried or asked again."""

from datetime import timedelta

# A provider's call ends or is given up after this long.
CALL_SECONDS = 10
# A worker that has a message for longer than this is taken for dead.
LEASE = timedelta(minutes=2)
# After a dead or unsure send, the provider's books may lag by this much before "not there" is the truth.
GRACE = timedelta(minutes=2)
# A text without any report after this long is asked about.
CONFIRM_AFTER = timedelta(minutes=15)
MOST_ATTEMPTS = 6
MOST_QUESTIONS_HOURS = 24


def wait_before(attempt: int, spread: int = 0) -> timedelta:
    """Return the pause before attempt number `attempt` + 1: 5 s doubling up to 15 min.

    `spread` is any number of the message's; it moves the pause by up to a fifth, so that a thousand
    messages refused together do not come back together.
    """
    seconds = min(5 * 2 ** max(attempt - 1, 0), 900)
    return timedelta(seconds=seconds * (1 + (spread % 21) / 100))


def next_question(asked_for: timedelta) -> timedelta | None:
    """Return the pause before a sent message without report is asked about again; None after a day."""
    if asked_for >= timedelta(hours=MOST_QUESTIONS_HOURS):
        return None
    return max(CONFIRM_AFTER, asked_for)
