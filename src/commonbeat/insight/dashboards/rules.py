"""Pure decisions: what comes first, what changed beyond chance, what a few answers are worth."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from commonbeat.stats.proportions import Interval, empirical_bayes_shrink, newcombe_difference, wilson

# An officer's own answers are drawn towards the department's figure as if this many more had come in at it.
PRIOR_ANSWERS = 20


@dataclass(frozen=True)
class Work:
    """One thing that waits: what it is, when it was promised, where it is done and with which verb.

    `is_act` says that going there does something already: it is pressed, not followed as a link.
    """

    about: str
    due_at: datetime
    address: str
    verb: str
    is_promise: bool = True
    is_urgent: bool = False
    is_act: bool = False

    def is_late(self, at: datetime) -> bool:
        return self.is_promise and self.due_at < at


def in_order(works: Iterable[Work], at: datetime) -> list[Work]:
    """Return what cannot wait, then late promises, then the rest: each oldest first, then by name."""

    def place(work: Work) -> tuple[bool, bool, datetime, str]:
        return not work.is_urgent, not work.is_late(at), work.due_at, work.about

    return sorted(works, key=place)


class Verdict(StrEnum):
    ROSE = "rose"
    FELL = "fell"
    CANNOT_TELL = "cannot_tell"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Comparison:
    """A change between two periods, with the range of the difference in shares; None if too few."""

    verdict: Verdict
    difference: Interval | None = None


@dataclass(frozen=True)
class Counts:
    """`x` of `n`; None where the figure is not shown."""

    x: int | None
    n: int | None


def compare(now: Counts, before: Counts) -> Comparison:
    """Return whether a share changed beyond chance: whether Newcombe's 95 % interval leaves out nought."""
    if now.x is None or not now.n or before.x is None or not before.n:
        return Comparison(Verdict.TOO_FEW)
    difference = newcombe_difference(now.x, now.n, before.x, before.n)
    if difference.low > 0:
        return Comparison(Verdict.ROSE, difference)
    return Comparison(Verdict.FELL if difference.high < 0 else Verdict.CANNOT_TELL, difference)


def shrunk(x: int, n: int, everyone: float) -> Interval:
    """Return an officer's share drawn towards everyone's (0 to 1), with its range.

    (x + a) / (n + a + b) with a + b = PRIOR_ANSWERS and a / (a + b) the share of everyone; the range is
    Wilson's at the same counts.
    """
    share = min(max(everyone, 0.01), 0.99)
    a, b = PRIOR_ANSWERS * share, PRIOR_ANSWERS * (1 - share)
    value = float(empirical_bayes_shrink([x], [n], a, b)[0])
    return wilson(value * (n + PRIOR_ANSWERS), n + PRIOR_ANSWERS)
