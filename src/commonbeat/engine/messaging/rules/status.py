"""How far a message has come, by what providers report; later news of less is ignored."""

# What a provider calls it -> what we call it. "sending" at a carrier is past our own "sent" to the provider.
STATES = {
    "accepted": "sent",
    "scheduled": "sent",
    "queued": "sent",
    "sending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "partially_delivered": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "canceled": "failed",
}

RANKS = {
    "queued": 0,
    "sending": 1,
    "uncertain": 1,
    "sent": 2,
    "failed": 3,
    "undelivered": 3,
    "delivered": 4,
}


def state_for(status: str) -> str | None:
    """Return our state for a provider's status, or None when it says nothing we know."""
    return STATES.get(status.strip().lower())


def is_news(state: str, reported: str) -> bool:
    """Return whether the report moves the message forward. Reports come late, twice and out of order."""
    return state in RANKS and RANKS[reported] > RANKS[state]
