"""The public page of figures about concerns, and the file they can all be worked out from."""

import csv
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonbeat.domain.concerns.measures import (
    ANSWERED,
    CLOSED_IN_TIME,
    CLOSING,
    CONFIRMED_FIXED,
    FIRST_STEP,
    MEASURES,
    REOPENED,
)
from commonbeat.domain.concerns.queries import figures as queries
from commonbeat.domain.concerns.rules.figures import COLUMNS
from commonbeat.domain.concerns.views.drawings import (
    Drawing,
    duration,
    middles_side_by_side,
    shares_over_time,
    shares_side_by_side,
    side_by_side,
)
from commonbeat.domain.concerns.views.public.asking import agency_of
from commonbeat.engine.measures.choices import Measure
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.clock import now

# Figures move with every concern; a page that many open at once is worked out once in this time.
KEPT_SECONDS = 60


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    agency, at = agency_of(request), now()
    key = (
        f"concern-figures:{agency.pk}:{agency.accent}:{get_language()}:{queries.last_year(agency, at).until}"
    )
    content = caches["drawn"].get_or_set(key, lambda: _content(agency, at), KEPT_SECONDS)
    return render(request, "concerns/public/figures.html", {"content": content})


def _content(agency: Agency, at: datetime) -> SafeString:
    period = queries.last_year(agency, at)
    rows = queries.rows_of(agency, period, at)
    areas = queries.by_area(agency, rows, period)
    categories = queries.by_category(agency, rows, period)
    whole = queries.whole(rows, period)
    context = {
        "agency": agency,
        "period": period,
        "whole": whole,
        "headline": whole.shares[CONFIRMED_FIXED.key],
        "asked": whole.shares[ANSWERED.key],
        "over_time": shares_over_time(agency, CONFIRMED_FIXED, queries.by_month(rows, period)),
        "confirmed": [
            shares_side_by_side(agency, CONFIRMED_FIXED, areas, _("by area"), _("Area")),
            shares_side_by_side(agency, CONFIRMED_FIXED, categories, _("by category"), _("Category")),
        ],
        "times": [_Timed(agency, measure, whole, areas, categories) for measure in (FIRST_STEP, CLOSING)],
        "in_time": whole.shares[CLOSED_IN_TIME.key],
        "reopened": whole.shares[REOPENED.key],
        "all_areas": side_by_side(areas, _("Every figure by area"), _("Area")),
        "all_categories": side_by_side(categories, _("Every figure by category"), _("Category")),
        "private": queries.private_total(agency),
        "measures": MEASURES.values(),
        "columns": COLUMNS,
    }
    return render_to_string("concerns/public/_figures.html", context)


@dataclass
class _Timed:
    """One median: its sentence, and where it was quicker or slower."""

    agency: Agency
    measure: Measure
    whole: queries.Group
    areas: list[queries.Group]
    categories: list[queries.Group]

    @property
    def sentence(self) -> str:
        middle = self.whole.middles[self.measure.key]
        if middle.value is None or middle.low is None or middle.high is None:
            return str(middle.why_hidden.label)
        words = _(
            "Half of %(n)d concerns waited %(median)s or less; the median may lie from %(low)s to %(high)s."
        )
        ends = (middle.value, middle.low, middle.high)
        median, low, high = (duration(self.measure, end) for end in ends)
        return words % {"n": middle.n, "median": median, "low": low, "high": high}

    @property
    def by_area(self) -> Drawing:
        return middles_side_by_side(self.agency, self.measure, self.areas, _("by area"), _("Area"))


@require_safe
def figures_file(request: HttpRequest) -> HttpResponse:
    """Send one row for each public concern of the year (RFC 4180): days, areas and no words."""
    agency, at = agency_of(request), now()
    rows = queries.rows_of(agency, queries.last_year(agency, at), at)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{agency.slug}-concerns.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    csv.writer(response).writerows(queries.export_rows(rows))
    return response
