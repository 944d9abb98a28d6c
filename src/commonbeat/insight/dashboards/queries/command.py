"""The command's figures: four sentences, breakdowns one at a time, channels side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from commonbeat.domain.calls.choices import Shift
from commonbeat.domain.conduct.queries import call_backs_in_time, thanks_in_time
from commonbeat.engine.measures.choices import Figure, Period
from commonbeat.engine.measures.queries import change_in, csv_rows
from commonbeat.engine.surveys.choices import Grouping, Stratum
from commonbeat.engine.surveys.measures import CPSS, RESPONSE_RATE
from commonbeat.engine.surveys.queries import figures, side_by_side, tables, totals
from commonbeat.ground.agency.models import Agency
from commonbeat.insight.dashboards.rules import Comparison, Counts, compare

BREAKDOWNS = (Grouping.AREA, Grouping.SHIFT, Grouping.CATEGORY)
MONTHS_SHOWN = timedelta(days=365)


@dataclass(frozen=True)
class Sentence:
    """One figure now, the same figure just before, and whether the difference is more than chance."""

    now: Figure
    before: Figure
    comparison: Comparison


@dataclass(frozen=True)
class Breakdown:
    by: str
    rows: list[Figure]


def four_sentences(agency: Agency, period: Period) -> list[Sentence]:
    """Return satisfaction, response, thanks and call-backs in time, each held against the days before."""
    length = period.until - period.since
    earlier = Period(period.since - length - timedelta(days=1), period.since - timedelta(days=1))
    of_texts = [totals(agency, (CPSS, RESPONSE_RATE), Stratum.TEXT, days) for days in (period, earlier)]
    return [
        *(_sentence(*both) for both in zip(*of_texts, strict=True)),
        _sentence(*(thanks_in_time(agency, days) for days in (period, earlier))),
        _sentence(*(call_backs_in_time(agency, days) for days in (period, earlier))),
    ]


def breakdowns(agency: Agency, stratum: str, period: Period) -> list[Breakdown]:
    """Return satisfaction by beat, shift and kind of call, in one way of asking."""
    found = tables(agency, CPSS, stratum, period, BREAKDOWNS)
    found[Grouping.SHIFT] = [_named_shift(row) for row in found[Grouping.SHIFT]]
    return [Breakdown(by, rows) for by, rows in found.items()]


def _named_shift(row: Figure) -> Figure:
    """Return the row under the shift's name in the reader's language."""
    return replace(row, label=str(Shift(row.key).label)) if row.key in Shift.values else row


@dataclass(frozen=True)
class Months:
    rows: list[Figure]
    change: str


def by_month(agency: Agency, stratum: str, until: date) -> Months:
    """Return satisfaction by month for a year, and what the series says about change."""
    first = (until - MONTHS_SHOWN).replace(day=1)
    rows = figures(agency, CPSS, stratum, first, until, Grouping.MONTH)
    return Months(rows, str(change_in(rows).label))


def channels(agency: Agency, period: Period) -> list[Figure]:
    """Return one figure for each way of asking, side by side; there is no total of them."""
    return side_by_side(agency, CPSS, period.since, period.until)


def figures_file(agency: Agency, stratum: str, period: Period, by: str) -> Sequence[Sequence[object]]:
    """Return the same figures as the page shows, as rows of a file."""
    if by == "channel":
        return csv_rows(channels(agency, period))
    return csv_rows(figures(agency, CPSS, stratum, period.since, period.until, by or None))


def _sentence(now: Figure, before: Figure) -> Sentence:
    return Sentence(now, before, compare(Counts(now.x, now.n), Counts(before.x, before.n)))
