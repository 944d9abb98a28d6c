"""What a measure and a figure are, and the words for a figure that is not shown."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class WhyHidden(models.TextChoices):
    """Why a figure is not shown, in words for its place."""

    NONE = "", ""
    NO_ANSWERS = "no_answers", _("No answers yet")
    TOO_FEW = "too_few", _("Too few answers to show")
    PROTECTS_OTHER = "protects_other", _("Not shown, so that a small group beside it cannot be worked out")
    TOO_SOON = "too_soon", _("Not shown yet: too few new answers since the last release")


class Change(models.TextChoices):
    """What a series of figures says about change. That nobody can tell is a finding, too."""

    ROSE = "rose", _("The latest figure is higher than chance alone would make it.")
    FELL = "fell", _("The latest figure is lower than chance alone would make it.")
    RISING = "rising", _("Over this time the figure has risen more steadily than by chance.")
    FALLING = "falling", _("Over this time the figure has fallen more steadily than by chance.")
    CANNOT_TELL = "cannot_tell", _("We cannot tell whether anything changed: chance alone can do as much.")
    TOO_SHORT = "too_short", _("There are too few figures to say whether anything changed.")


@dataclass(frozen=True)
class Measure:
    """A figure this house can give: what it means in plain words, how it is worked out, and its limits.

    `strata` are those it may be asked for, one at a time; below `smallest_n` it is not shown.
    """

    key: str
    name: str | Promise
    definition: str | Promise
    formula: str | Promise
    strata: tuple[str, ...]
    smallest_n: int = 10
    interval: str = "Wilson 95 %"


@dataclass(frozen=True)
class Period:
    """Whole days in the agency's own time zone, both included."""

    since: date
    until: date

    def holds(self, other: "Period") -> bool:
        return self.since <= other.since and other.until <= self.until

    def is_apart_from(self, other: "Period") -> bool:
        return self.until < other.since or other.until < self.since


@dataclass(frozen=True)
class Tally:
    """Counts of one group as the database gives them: `x` of `n`, and `of` asked. Not yet fit to be shown."""

    label: str
    x: int
    n: int
    of: int | None = None
    key: str = ""


@dataclass(frozen=True)
class Figure:
    """One value of a measure. When it is not shown it holds no number, so no page or file can leak one.

    `x` of `n` who answered; `of` were asked (None where nobody was asked, as on a kiosk). `value`, `low`
    and `high` are proportions from 0 to 1. `key` names the row for programs (the code of an area, "2026-05").
    `series` names the wording that was asked; figures of two series are not compared.
    """

    measure: Measure
    stratum: str
    period: Period
    label: str
    x: int | None
    n: int | None
    of: int | None
    value: float | None
    low: float | None
    high: float | None
    why_hidden: WhyHidden = WhyHidden.NONE
    key: str = ""
    series: str = ""

    @property
    def shown(self) -> bool:
        return self.value is not None

    @property
    def response_rate(self) -> float | None:
        """Return answers per person asked, 0 to 1; None where nobody was asked."""
        if self.n is None or not self.of:
            return None
        return self.n / self.of

    @property
    def percent(self) -> float | None:
        return None if self.value is None else 100 * self.value

    @property
    def low_percent(self) -> float | None:
        return None if self.low is None else 100 * self.low

    @property
    def high_percent(self) -> float | None:
        return None if self.high is None else 100 * self.high

    @property
    def response_percent(self) -> float | None:
        return None if self.response_rate is None else 100 * self.response_rate
