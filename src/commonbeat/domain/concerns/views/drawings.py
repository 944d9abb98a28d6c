"""Charts of concerns beside the tables that say the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.template.defaultfilters import floatformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonbeat.domain.concerns.measures import CLOSING, FIRST_STEP, MEDIANS, SHARES
from commonbeat.domain.concerns.models import Problem
from commonbeat.domain.concerns.queries.figures import Group, Middle
from commonbeat.domain.concerns.queries.problems import Account
from commonbeat.engine.measures.choices import Figure, Measure
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.ui.charts import Point, Words, bars_with_range, line_with_band
from commonbeat.ground.ui.tables import Table
from commonbeat.stats.proportions import Interval

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Drawing:
    """A chart and its table; no chart where no row has a figure."""

    svg: SafeString | None
    table: Table


def drawn_account(account: Account, problem: Problem) -> Drawing:
    """Draw concerns per week before and after, here and in the other place."""
    compared = account.compared
    here = _("here") if account.other else ""
    rows = [
        (_row_name(_("Before"), here), compared.before, compared.before_days, compared.weekly[0]),
        (_row_name(_("After"), here), compared.after, compared.after_days, compared.weekly[1]),
    ]
    if compared.other_weekly is not None:
        before, after = compared.other_weekly
        counts = (compared.other_before, compared.other_after)
        there = problem.comparison_area.name if problem.comparison_area else _("elsewhere")
        rows += [
            (_row_name(_("Before"), there), counts[0] or 0, compared.before_days, before),
            (_row_name(_("After"), there), counts[1] or 0, compared.after_days, after),
        ]
    caption = _("Concerns per week, before and after")
    words = Words(
        caption, _("A bar for each period, with a line for its likely range."), problem.agency.accent, ",.1f"
    )
    svg = bars_with_range(
        [Point(name, rate.value, rate.low, rate.high) for name, _n, _d, rate in rows], words
    )
    head = (_("Period"), _("Concerns"), _("Days"), _("Per week"), _("Likely range"))
    cells = [
        (name, count, days, floatformat(rate.value, 1), _one_decimal(rate))
        for name, count, days, rate in rows
    ]
    return Drawing(svg, Table(caption, head, cells))


def _row_name(when: str, where: str) -> str:
    return f"{when}, {where}" if where else when


def _one_decimal(rate: Interval) -> str:
    return _range(floatformat(rate.low, 1), floatformat(rate.high, 1))


def _range(low: object, high: object) -> str:
    words = _("%(low)s to %(high)s") % {"low": low, "high": high}
    return words.replace(" ", NO_BREAK)


def shares_over_time(agency: Agency, measure: Measure, groups: Sequence[Group]) -> Drawing:
    return _shares(agency, measure, groups, _("by month of coming in"), _("Month"), line_with_band)


def shares_side_by_side(
    agency: Agency, measure: Measure, groups: Sequence[Group], by: str, first: str
) -> Drawing:
    return _shares(agency, measure, groups, by, first, bars_with_range)


def _shares(
    agency: Agency,
    measure: Measure,
    groups: Sequence[Group],
    by: str,
    first: str,
    draw: Callable[[Sequence[Point], Words], SafeString],
) -> Drawing:
    rows = [(group.label, group.shares[measure.key]) for group in groups]
    caption = f"{measure.name}, {by}"
    words = Words(caption, _("The share with its likely range; the table says the same."), agency.accent)
    points = [Point(label, row.value, row.low, row.high) for label, row in rows]
    svg = draw(points, words) if any(row.shown for _label, row in rows) else None
    head = (first, _("Yes"), _("Of"), _("Share"), _("Likely range"))
    return Drawing(svg, Table(caption, head, [(label, *share_cells(row)) for label, row in rows]))


def share_cells(row: Figure) -> Sequence[object]:
    if row.percent is None or row.low_percent is None or row.high_percent is None:
        return (str(row.why_hidden.label),)
    span = _range(f"{row.low_percent:.0f}", f"{row.high_percent:.0f}{NO_BREAK}%")
    return (row.x, row.n, f"{floatformat(row.percent, 1)}{NO_BREAK}%", span)


def middles_side_by_side(
    agency: Agency, measure: Measure, groups: Sequence[Group], by: str, first: str
) -> Drawing:
    rows = [(group.label, group.middles[measure.key]) for group in groups]
    caption = f"{measure.name}, {by}"
    words = Words(
        caption, _("The median with its likely range; the table says the same."), agency.accent, ",.0f"
    )
    points = [Point(label, row.value, row.low, row.high) for label, row in rows]
    svg = bars_with_range(points, words) if any(row.shown for _label, row in rows) else None
    head = (first, _("Concerns"), _("Median"), _("Likely range"))
    return Drawing(svg, Table(caption, head, [(label, *middle_cells(row)) for label, row in rows]))


def middle_cells(row: Middle) -> Sequence[object]:
    if row.value is None or row.low is None or row.high is None:
        return (str(row.why_hidden.label),)
    return (
        row.n,
        duration(row.measure, row.value),
        _range(_number(row.low), duration(row.measure, row.high)),
    )


def duration(measure: Measure, value: float) -> str:
    """Return a median in its unit, in words."""
    number, count = _number(value), 1 if value == 1 else 2
    words = {
        FIRST_STEP.key: ngettext("%(number)s hour", "%(number)s hours", count),
        CLOSING.key: ngettext("%(number)s day", "%(number)s days", count),
    }[measure.key]
    return (words % {"number": number}).replace(" ", NO_BREAK)


def _number(value: float) -> str:
    return str(floatformat(value, -1))


def side_by_side(groups: Sequence[Group], caption: str, first: str) -> Table:
    """Return one table of every figure: a row for each group, its range in the same cell."""
    measures = (*SHARES, *MEDIANS)
    head = (first, _("Came in"), *(str(measure.name) for measure in measures))
    rows = [
        (
            group.label,
            group.received,
            *(_short_share(group.shares[measure.key]) for measure in SHARES),
            *(_short_middle(group.middles[measure.key]) for measure in MEDIANS),
        )
        for group in groups
    ]
    return Table(caption, head, rows)


def _short_share(row: Figure) -> str:
    if row.percent is None or row.low_percent is None or row.high_percent is None:
        return _("too few")
    words = _("%(share).0f %% of %(n)d (%(low).0f to %(high).0f %%)")
    return words % {"share": row.percent, "n": row.n, "low": row.low_percent, "high": row.high_percent}


def _short_middle(row: Middle) -> str:
    if row.value is None or row.low is None or row.high is None:
        return _("too few")
    given = {"median": duration(row.measure, row.value), "low": _number(row.low), "high": _number(row.high)}
    return _("%(median)s (%(low)s to %(high)s), %(n)d") % {**given, "n": row.n}
