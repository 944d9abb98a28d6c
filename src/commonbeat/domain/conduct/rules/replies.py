"""What an officer's short reply to a resident must not hold."""

from commonbeat.domain.conduct.rules.scrubbing import scrub

LONGEST_REPLY = 160


def reply_faults(body: str, language: str) -> tuple[str, ...]:
    """Return the faults of a reply: "empty", "too_long", or the kind of personal detail it holds."""
    words = body.strip()
    if not words:
        return ("empty",)
    too_long = ("too_long",) if len(words) > LONGEST_REPLY else ()
    # An officer may sign with a name; numbers, links and places to meet are not for a thank-you.
    return too_long + tuple(kind for kind in scrub(words, language=language).removed if kind != "name")
