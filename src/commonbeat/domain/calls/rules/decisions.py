"""Whether a call may be texted about: asked by a rehearsal, at queueing and at sending, always alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from commonbeat.domain.calls.rules.facts import CallFacts, type_key
from commonbeat.domain.calls.rules.victim_safety import excluded


def _(words: str) -> str:
    """Mark words for the catalogues; the page that shows them translates them."""
    return words


class Outcome(StrEnum):
    """`wait`: nothing speaks against the text, and what it is for has not happened yet."""

    SEND = "send"
    WAIT = "wait"
    SUPPRESS = "suppress"


class Reason(StrEnum):
    """Why a call is not texted about, the gravest first: the first that applies is the one that is kept."""

    VICTIM_SAFETY = "victim_safety"
    PROTECTED = "protected"
    SUBJECT = "subject"
    UNKNOWN_TYPE = "unknown_type"
    NOT_ON_ALLOW_LIST = "not_on_allow_list"
    CANCELLED = "cancelled"
    ANSWERED = "answered"
    NO_NUMBER = "no_number"
    NOT_TEXTABLE = "not_textable"
    TOO_LATE = "too_late"
    BLOCKED = "blocked"
    OPTED_OUT = "opted_out"
    SURVEY_CAP = "survey_cap"
    DAILY_CAP = "daily_cap"
    NUMBER_CHANGED = "number_changed"
    RULE_OFF = "rule_off"
    NOT_QUEUED = "not_queued"


# Ordinary staff see these two as one, so that nobody learns which phone or address is protected.
BY_SAFETY = frozenset({Reason.VICTIM_SAFETY, Reason.PROTECTED})
SAFETY = "safety"

WORDS = {
    Reason.VICTIM_SAFETY: _("Calls like this are never texted, to keep victims and callers safe."),
    Reason.PROTECTED: _("This number or address is protected and gets no text."),
    Reason.SUBJECT: _("The caller was arrested or is a subject of the case."),
    Reason.UNKNOWN_TYPE: _("The call has no type that is known here, and unknown means no."),
    Reason.NOT_ON_ALLOW_LIST: _("No one has put this type of call on the list of types that are texted."),
    Reason.CANCELLED: _("The call was cancelled."),
    Reason.ANSWERED: _("Help had arrived or the call was over before the text was due."),
    Reason.NO_NUMBER: _("The call came without a number to text."),
    Reason.NOT_TEXTABLE: _("The number cannot get texts."),
    Reason.TOO_LATE: _("The right time for this text had passed."),
    Reason.BLOCKED: _("The number is on the list of numbers that are never texted."),
    Reason.OPTED_OUT: _("The person asked for no texts."),
    Reason.SURVEY_CAP: _("The person was asked in a survey a short while ago."),
    Reason.DAILY_CAP: _("The person had enough texts for one day."),
    Reason.NUMBER_CHANGED: _("The number of the call was corrected after the text was written."),
    Reason.RULE_OFF: _("The rule for this text was switched off."),
    Reason.NOT_QUEUED: _("The text could not be written: it has no approved words."),
}
SEND_WORDS = _("This call is texted about.")
WAIT_WORDS = _("Nothing has happened yet that this text is for.")


@dataclass(frozen=True, slots=True)
class Policy:
    """What the agency decided; `allowed` holds type keys (see facts.type_key)."""

    allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known beyond the facts of the call at the moment of deciding.

    `is_protected`: the number or the address carries a mark, or the records system flagged the case.
    `was_excluded`: a type or disposition that the call had once, and lost again, is never texted.
    `is_answered`: a text about waiting has lost its sense. `is_waiting`: its time has not come. `due_at` is
    when the text should go, `latest` how long after that it may still go; without them nothing is too late.
    """

    is_protected: bool = False
    was_excluded: bool = False
    is_subject: bool = False
    has_number: bool = True
    is_answered: bool = False
    is_waiting: bool = False
    due_at: datetime | None = None
    latest: timedelta | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is None unless the outcome is to suppress; `words` say it in English, to be translated."""

    outcome: Outcome
    reason: Reason | None = None

    @property
    def words(self) -> str:
        return words_for(self.outcome, self.reason or "")


def words_for(outcome: str, reason: str) -> str:
    """Return what a stored outcome and reason mean, in plain English, to be translated."""
    if outcome == Outcome.SUPPRESS:
        return WORDS[Reason(reason)]
    return SEND_WORDS if outcome == Outcome.SEND else WAIT_WORDS


def code_for_others(reason: Reason) -> str:
    """Return the reason as it leaves this app, for the book and the outbox: safety by one name."""
    return SAFETY if reason in BY_SAFETY else reason.value


NOTHING_ELSE_KNOWN = Circumstances()


def decide(facts: CallFacts, policy: Policy, around: Circumstances = NOTHING_ELSE_KNOWN) -> Verdict:
    """Return the verdict; a rehearsal leaves `around` out, as a public export knows no persons."""
    reason = _never(facts, around) or _not_allowed(facts, policy) or _not_now(facts, around)
    if reason:
        return Verdict(Outcome.SUPPRESS, reason)
    return Verdict(Outcome.WAIT if around.is_waiting else Outcome.SEND)


def _never(facts: CallFacts, around: Circumstances) -> Reason | None:
    if around.was_excluded or excluded(facts.texts()) is not None:
        return Reason.VICTIM_SAFETY
    if around.is_protected:
        return Reason.PROTECTED
    return Reason.SUBJECT if around.is_subject else None


def _not_allowed(facts: CallFacts, policy: Policy) -> Reason | None:
    key = type_key(facts.type_now)
    if not key:
        return Reason.UNKNOWN_TYPE
    return None if key in policy.allowed else Reason.NOT_ON_ALLOW_LIST


def _not_now(facts: CallFacts, around: Circumstances) -> Reason | None:
    if facts.cancelled_at is not None:
        return Reason.CANCELLED
    if around.is_answered:
        return Reason.ANSWERED
    if not around.has_number:
        return Reason.NO_NUMBER
    if not facts.textable:
        return Reason.NOT_TEXTABLE
    return Reason.TOO_LATE if _is_too_late(around) else None


def _is_too_late(around: Circumstances) -> bool:
    if around.due_at is None or around.latest is None or around.at is None:
        return False
    return around.at > around.due_at + around.latest
