"""The command's page: four sentences, then figures by beat, shift, kind of call and way of asking."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commonbeat.engine.measures.choices import Figure
from commonbeat.engine.surveys.choices import Grouping, Stratum
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.clock import now
from commonbeat.ground.ui.charts import Point, Words, bars_with_range, line_with_band
from commonbeat.ground.ui.rules import sentence_case
from commonbeat.ground.ui.tables import Table
from commonbeat.insight.dashboards import queries
from commonbeat.insight.dashboards.access import post_of, require_can_see_dashboards
from commonbeat.insight.dashboards.forms import FilterForm
from commonbeat.insight.dashboards.rules import Comparison, Verdict


@login_required
@require_GET
def command(request: HttpRequest) -> HttpResponse:
    agency = require_can_see_dashboards(post_of(request)).agency
    form = FilterForm(request.GET or None)
    period, stratum = form.period(_today(agency)), form.way()
    months = queries.by_month(agency, stratum, period.until)
    shown = {
        "form": form,
        "period": period,
        "stratum": stratum,
        "way": Stratum(stratum).label,
        "sentences": [(one, _change(one.comparison)) for one in queries.four_sentences(agency, period)],
        "month_change": months.change,
        "by_month": _drawn(agency, _("Month by month"), _("Month"), months.rows, is_line=True),
        "breakdowns": [
            (broken.by, *_drawn(agency, *_caption(broken.by), _read(broken)))
            for broken in queries.breakdowns(agency, stratum, period)
        ],
        "channels": _table(
            _("By way of asking, never added up"), _("Way of asking"), queries.channels(agency, period)
        ),
    }
    return render(request, "dashboards/command.html", shown)


@login_required
@require_GET
def figures_file(request: HttpRequest, by: str) -> HttpResponse:
    """Send the figures of the page as a CSV file: the same rows, the same gaps."""
    agency = require_can_see_dashboards(post_of(request)).agency
    form = FilterForm(request.GET or None)
    period, stratum = form.period(_today(agency)), form.way()
    name = f"{agency.slug}-{by}-{period.since}-{period.until}.csv"
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(response).writerows(queries.figures_file(agency, stratum, period, by))
    return response


def _today(agency: Agency) -> date:
    return now().astimezone(ZoneInfo(agency.time_zone)).date()


def _change(comparison: Comparison) -> str:
    """Say what changed since the days before. That nobody can tell is a finding."""
    difference = comparison.difference
    if difference is None:
        return _("Too few to hold against the days before.")
    if comparison.verdict == Verdict.CANNOT_TELL:
        return _("We cannot tell whether that differs from the days before: chance can do as much.")
    least, most = sorted(round(100 * abs(end)) for end in (difference.low, difference.high))
    if comparison.verdict == Verdict.ROSE:
        words = _("That is %(least)s to %(most)s points more than before, beyond what chance does.")
    else:
        words = _("That is %(least)s to %(most)s points less than before, beyond what chance does.")
    return words % {"least": least, "most": most}


def _read(broken: queries.Breakdown) -> list[Figure]:
    """Return the rows with kinds of call as people read them, not as dispatch codes them."""
    if broken.by != Grouping.CATEGORY:
        return list(broken.rows)
    return [replace(row, label=sentence_case(row.label)) for row in broken.rows]


def _caption(by: str) -> tuple[str, str]:
    """Return what a table of this cut is called, and its first column."""
    return {
        Grouping.AREA.value: (_("By beat"), _("Beat")),
        Grouping.SHIFT.value: (_("By shift"), _("Shift")),
        Grouping.CATEGORY.value: (_("By kind of call"), _("Kind of call")),
    }[by]


def _drawn(
    agency: Agency, caption: str, first: str, rows: Sequence[Figure], *, is_line: bool = False
) -> tuple[SafeString | None, Table]:
    """Return the drawing, None where no row can be shown, and the table beside it."""
    table = _table(caption, first, rows)
    if not any(row.shown for row in rows):
        return None, table
    words = Words(caption, _("Share satisfied, with its range. The table says the same."), agency.accent)
    points = [Point(row.label, row.value, row.low, row.high) for row in rows]
    return (line_with_band if is_line else bars_with_range)(points, words), table


def _table(caption: str, first: str, rows: Sequence[Figure]) -> Table:
    head = (first, _("Satisfied"), _("Range"), _("Answers"), _("Of those asked"))
    return Table(caption, head, [_cells(row) for row in rows])


def _range(row: Figure) -> str:
    """Say the range in words that stay on one line."""
    words = _("%(low).0f to %(high).0f %%") % {"low": row.low_percent, "high": row.high_percent}
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _cells(row: Figure) -> Sequence[str]:
    if row.percent is None:
        return (row.label, str(row.why_hidden.label))
    rate = row.response_percent
    return (
        row.label,
        f"{row.percent:.0f} %",
        _range(row),
        f"{row.n}",
        "" if rate is None else f"{rate:.0f} %",
    )
