"""Whether an outgoing message may go: decided when it is queued, and again when it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from commonbeat.engine.messaging.rules.quiet_hours import Window, next_opening

# An answer is part of a talk the person began; after this long, the talk is over.
TALK = timedelta(minutes=15)
# What answers STOP, HELP and danger: it goes at any hour and whatever else speaks against a text.
ALWAYS_ANSWERED = frozenset({"automatic", "emergency"})


class Answer(StrEnum):
    SEND = "send"
    WAIT = "wait"
    EXPIRE = "expire"
    SUPPRESS = "suppress"


@dataclass(frozen=True)
class Verdict:
    """What to do. `reason` is a code; `at` is the instant to wait for."""

    answer: Answer
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Limits:
    """What the agency has set."""

    window: Window = field(default_factory=Window)
    survey_days: int = 30
    daily: int = 4


@dataclass(frozen=True)
class Facts:
    """Everything the decision rests on. `surveys` and `today` count other messages of this person."""

    scope: str
    message_class: str
    queued_at: datetime
    not_before: datetime | None = None
    expires_at: datetime | None = None
    has_address: bool = True
    is_blocked: bool = False
    stopped: frozenset[str] = field(default_factory=frozenset)
    zones: Sequence[str] = ()
    surveys: int = 0
    today: int = 0
    campaigns: frozenset[str] | None = None


def decide(facts: Facts, limits: Limits, at: datetime) -> Verdict:
    """Return what to do with a message at an instant; what forbids for good comes before what delays."""
    reason = _lasting_reason(facts) or _cap_reason(facts, limits)
    if reason:
        return Verdict(Answer.SUPPRESS, reason)
    opening = _opening(facts, limits, at)
    if opening is None or (facts.expires_at is not None and opening >= facts.expires_at):
        return Verdict(Answer.EXPIRE, "expired")
    return Verdict(Answer.SEND) if opening <= at else Verdict(Answer.WAIT, at=opening)


def _lasting_reason(facts: Facts) -> str:
    if not facts.has_address:
        return "no_address"
    if facts.is_blocked:
        return "blocked"
    if is_stopped(facts.scope, facts.message_class, facts.stopped):
        return "opted_out"
    if facts.campaigns is not None and not _is_registered(facts):
        return "campaign"
    return ""


def is_stopped(scope: str, message_class: str, stopped: frozenset[str]) -> bool:
    """Return whether an opt-out stops it; the one confirmation and the word about 911 always go."""
    if message_class in ALWAYS_ANSWERED:
        return False
    return "all" in stopped or scope in stopped


def _is_registered(facts: Facts) -> bool:
    # STOP and HELP replies belong to every campaign; whatever else must be of a registered kind.
    if facts.message_class in ALWAYS_ANSWERED:
        return bool(facts.campaigns)
    return facts.campaigns is not None and facts.scope in facts.campaigns


def _cap_reason(facts: Facts, limits: Limits) -> str:
    if facts.message_class != "ordinary":
        return ""
    if facts.scope == "surveys" and facts.surveys > 0:
        return "survey_cap"
    return "daily_cap" if facts.today >= limits.daily else ""


def _opening(facts: Facts, limits: Limits, at: datetime) -> datetime | None:
    earliest = max(at, facts.not_before or at)
    if not _keeps_quiet_hours(facts, at):
        return earliest
    return next_opening(earliest, facts.zones, limits.window)


def _keeps_quiet_hours(facts: Facts, at: datetime) -> bool:
    if facts.message_class in ALWAYS_ANSWERED:
        return False
    return facts.message_class == "ordinary" or at - facts.queued_at > TALK
