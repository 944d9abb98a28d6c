"""Decisions about a problem's folder: what each step needs, which periods may be compared, what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commonbeat.stats.proportions import Interval
from commonbeat.stats.rates import RateRatio, poisson_rate, rate_ratio, relative_rate_ratio

STAGES = ("scan", "analysis", "response", "assessment")
# What must be written before a step is taken.
WRITTEN_BEFORE = {"analyse": "scan", "respond": "analysis", "assess": "response", "finish": "assessment"}
SHORTEST_DAYS = 28
FEWEST_TO_SAY = 10
WEEK = 7


@dataclass(frozen=True)
class Span:
    """Whole days, both included."""

    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


@dataclass(frozen=True)
class Compared:
    """How many concerns came in before and after, here and, where one was chosen, in the other place."""

    before: int
    after: int
    before_days: int
    after_days: int
    other_before: int | None = None
    other_after: int | None = None

    @property
    def weekly(self) -> tuple[Interval, Interval]:
        """Return concerns per week before and after, with their ranges."""
        return _weekly(self.before, self.before_days), _weekly(self.after, self.after_days)

    @property
    def other_weekly(self) -> tuple[Interval, Interval] | None:
        if self.other_before is None or self.other_after is None:
            return None
        return _weekly(self.other_before, self.before_days), _weekly(self.other_after, self.after_days)


class Verdict(StrEnum):
    """What the counts say. They never say why."""

    FEWER = "fewer"
    MORE = "more"
    CANNOT_TELL = "cannot_tell"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Finding:
    """`ratio` is the rate after over the rate before; `against` the same held against the other place.

    `against` is None where no other place was chosen, or a count of 0 leaves nothing to divide by.
    """

    ratio: RateRatio
    against: RateRatio | None
    verdict: Verdict


def _weekly(count: int, days: int) -> Interval:
    return poisson_rate(count, days / WEEK)


def step_fault(step: str, written: Mapping[str, str], is_compared: bool) -> str:
    """Return which stage is still to be written, "comparison" when none was worked out, or ""."""
    stage = WRITTEN_BEFORE.get(step, "")
    if stage and not written[stage].strip():
        return stage
    return "comparison" if step == "finish" and not is_compared else ""


def periods_fault(before: Span, after: Span) -> str:
    """Return the code of why two periods cannot be held against each other, or ""."""
    if min(before.days, after.days) < SHORTEST_DAYS:
        return "too_short"
    return "out_of_order" if after.since <= before.until else ""


def finding_of(compared: Compared) -> Finding:
    """Return what the counts say; with another place chosen, only what changed beyond that place counts."""
    ratio = rate_ratio(compared.after, compared.after_days, compared.before, compared.before_days)
    if compared.other_before is None or compared.other_after is None:
        return Finding(ratio, None, _verdict(compared, ratio))
    against = relative_rate_ratio(
        compared.after, compared.before, compared.other_after, compared.other_before
    )
    return Finding(ratio, against, _verdict(compared, against))


def _verdict(compared: Compared, ratio: RateRatio | None) -> Verdict:
    if compared.before + compared.after < FEWEST_TO_SAY:
        return Verdict.TOO_FEW
    if ratio is None or ratio.low <= 1 <= ratio.high:
        return Verdict.CANNOT_TELL
    return Verdict.FEWER if ratio.high < 1 else Verdict.MORE


def were_chosen_early(chosen_on: date, after: Span) -> bool:
    """Tell whether the days were chosen before any count of the second period could be known."""
    return chosen_on <= after.since
