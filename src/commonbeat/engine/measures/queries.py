"""Turning counts into figures that may be shown, and reading back what was released."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from commonbeat.engine.measures.choices import Change, Figure, Measure, Period, Tally, WhyHidden
from commonbeat.engine.measures.models import Release, ReleasedCell
from commonbeat.engine.measures.rules import Counted, hidden, safe_cell
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.errors import Invalid
from commonbeat.stats.proportions import wilson
from commonbeat.stats.trends import mann_kendall, p_chart

FEWEST_TO_COMPARE, FEWEST_FOR_A_TREND = 3, 6
TREND_LEVEL = 0.05
CSV_HEADER = (
    *("measure", "stratum", "series", "since", "until", "group", "satisfied", "answered", "asked"),
    *("percent", "low", "high", "response_percent", "not_shown_because"),
)


def one_stratum(measure: Measure, stratum: object) -> str:
    """Return the stratum, or raise Invalid: strata are asked for one at a time and never added up."""
    if not isinstance(stratum, str) or stratum not in measure.strata:
        raise Invalid(
            _("Ask for one group of people at a time. Groups asked in different ways are not added up."),
            code="one-stratum",
            where="stratum",
        )
    return str(stratum)


def figure(
    measure: Measure, *, stratum: str, period: Period, tally: Tally, series: str = "", why_hidden: str = ""
) -> Figure:
    """Return one figure with its interval, or hidden when too few answered or for the reason given."""
    one_stratum(measure, stratum)
    if not why_hidden and tally.n < measure.smallest_n:
        why_hidden = WhyHidden.TOO_FEW if tally.n else WhyHidden.NO_ANSWERS
    if why_hidden:
        return _hidden(measure, stratum, period, tally, series, WhyHidden(why_hidden))
    interval = wilson(tally.x, tally.n)
    return Figure(
        measure=measure,
        stratum=stratum,
        period=period,
        label=tally.label,
        x=tally.x,
        n=tally.n,
        of=tally.of,
        value=interval.value,
        low=interval.low,
        high=interval.high,
        key=tally.key,
        series=series,
    )


def figures(
    measure: Measure, *, stratum: str, period: Period, tallies: Sequence[Tally], series: str = ""
) -> list[Figure]:
    """Return one figure for each row of a table; small rows and enough of their neighbours are hidden."""
    cells = {_key(tally): Counted(tally.x, tally.n) for tally in tallies}
    why = hidden(cells, measure.smallest_n)
    return [
        figure(
            measure,
            stratum=stratum,
            period=period,
            tally=tally,
            series=series,
            why_hidden=why.get(_key(tally), ""),
        )
        for tally in tallies
    ]


def change_in(series: Sequence[Figure]) -> Change:
    """Return what figures in order of time say about change; those not shown are left out.

    The latest is held against the limits of a p-chart over all of them (3 standard errors); from six
    figures on, a steady trend against Mann and Kendall's test (5 %).
    """
    shown = [
        (one.x, one.n, one.value) for one in series if one.x is not None and one.n and one.value is not None
    ]
    if len(shown) < FEWEST_TO_COMPARE:
        return Change.TOO_SHORT
    latest = p_chart([x for x, _n, _value in shown], [n for _x, n, _value in shown]).periods[-1]
    if latest.is_signal:
        return Change.ROSE if latest.value > latest.high else Change.FELL
    if len(shown) >= FEWEST_FOR_A_TREND:
        trend = mann_kendall([value for _x, _n, value in shown])
        if trend.p < TREND_LEVEL:
            return Change.RISING if trend.s > 0 else Change.FALLING
    return Change.CANNOT_TELL


def newest_release(
    agency: Agency, measure: Measure, stratum: str, *, grouping: str = "", series: str = ""
) -> Release | None:
    """Return the release that stands: of the latest period, and of that the one published last."""
    standing = standing_releases(agency, measure, stratum, grouping=grouping, series=series)
    return standing[-1] if standing else None


def standing_releases(
    agency: Agency, measure: Measure, stratum: str, *, grouping: str = "", series: str = ""
) -> list[Release]:
    """Return the releases that stand, one for each first day, in order of time."""
    one_stratum(measure, stratum)
    found = Release.objects.filter(agency=agency, measure=measure.key, stratum=stratum, grouping=grouping)
    if series:
        found = found.filter(series=series)
    newest = {release.since: release for release in found.order_by("until", "published_at", "pk")}
    return sorted(newest.values(), key=lambda release: release.until)


def released_months(agency: Agency, measure: Measure, stratum: str) -> list[Figure]:
    """Return one figure for each month, as the releases of the total grew from month to month.

    They are differences of numbers that are public already, each at least the smallest n: what was too
    little to release by the end of a month counts in the next. A month of another wording is its own row.
    """
    one_stratum(measure, stratum)
    totals = Release.objects.filter(agency=agency, measure=measure.key, stratum=stratum, grouping="")
    last: dict[tuple[str, date, str], Release] = {}
    for release in totals.order_by("since", "series", "until", "published_at", "pk"):
        last[release.series, release.since, f"{release.until:%Y-%m}"] = release
    rows: list[Figure] = []
    before: Release | None = None
    for (series, since, month), release in last.items():
        earlier = before if before and (before.series, before.since) == (series, since) else None
        row = _grown(release, earlier, month, measure)
        if row is not None:
            rows.append(row)
            before = release
    return sorted(rows, key=lambda one: (one.key, one.series))


def _grown(release: Release, before: Release | None, month: str, measure: Measure) -> Figure | None:
    """Return what a release added to the one before; None where corrections leave no true share."""
    x, n, of = release.x, release.n, release.of
    starts = release.since
    if before is not None:
        x, n = x - before.x, n - before.n
        of = of - before.of if of is not None and before.of is not None else None
        starts = before.until + timedelta(days=1)
    if not 0 <= x <= n or n < measure.smallest_n:
        return None
    return figure(
        measure,
        stratum=release.stratum,
        period=Period(min(starts, release.until), release.until),
        tally=Tally("", x, n, of if of is not None and of >= n else None, month),
        series=release.series,
    )


def released_total(release: Release, measure: Measure) -> Figure:
    """Return the total of a release as a figure."""
    tally = Tally("", release.x, release.n, release.of)
    return figure(
        measure, stratum=release.stratum, period=_period(release), tally=tally, series=release.series
    )


def released_figures(release: Release, measure: Measure) -> list[Figure]:
    """Return the rows of a release as figures, exactly as they were shown."""
    return [_as_shown(release, cell, measure) for cell in release.cells.all()]


def csv_rows(figures: Sequence[Figure]) -> list[list[object]]:
    """Return a header and one row for each figure, safe to open in a spreadsheet."""
    rows: list[list[object]] = [list(CSV_HEADER)]
    for one in figures:
        numbers = [one.x, one.n, one.of if one.shown else None]
        shares = [one.percent, one.low_percent, one.high_percent, one.response_percent]
        rows.append(
            [
                *(safe_cell(text) for text in (one.measure.key, one.stratum, one.series)),
                *(one.period.since.isoformat(), one.period.until.isoformat(), safe_cell(one.label)),
                *("" if number is None else number for number in numbers),
                *("" if share is None else round(share, 3) for share in shares),
                safe_cell(str(one.why_hidden.label)),
            ]
        )
    return rows


def _hidden(
    measure: Measure, stratum: str, period: Period, tally: Tally, series: str, why: WhyHidden
) -> Figure:
    empty = Figure(measure, stratum, period, tally.label, None, None, None, None, None, None)
    return replace(empty, why_hidden=why, key=tally.key, series=series)


def _as_shown(release: Release, cell: ReleasedCell, measure: Measure) -> Figure:
    tally = Tally(cell.label, cell.x or 0, cell.n or 0, cell.of, cell.key)
    return figure(
        measure,
        stratum=release.stratum,
        period=_period(release),
        tally=tally,
        series=release.series,
        why_hidden=cell.why_hidden,
    )


def _period(release: Release) -> Period:
    return Period(release.since, release.until)


def _key(tally: Tally) -> str:
    return tally.key or tally.label
