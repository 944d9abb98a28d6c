"""The figures of concerns for those who lead: by area, by category, and what is late. Never by person."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commonbeat.domain.concerns.choices import Capability
from commonbeat.domain.concerns.forms.figures import DaysForm
from commonbeat.domain.concerns.measures import CLOSED_IN_TIME, CONFIRMED_FIXED, FIRST_STEP
from commonbeat.domain.concerns.queries import figures as queries
from commonbeat.domain.concerns.views.drawings import (
    middles_side_by_side,
    shares_side_by_side,
    side_by_side,
)
from commonbeat.engine.casework.access import post_of
from commonbeat.ground.agency.access import require_can
from commonbeat.ground.core.clock import now


@login_required
@require_GET
def command(request: HttpRequest) -> HttpResponse:
    staff, at = require_can(post_of(request), Capability.SEE_FIGURES), now()
    agency = staff.agency
    form = DaysForm(request.GET or None)
    period = form.period(queries.last_year(agency, at).until)
    rows = queries.rows_of(agency, period, at)
    areas, categories = queries.by_area(agency, rows, period), queries.by_category(agency, rows, period)
    shown = {
        "form": form,
        "period": period,
        "whole": queries.whole(rows, period),
        "drawings": [
            shares_side_by_side(agency, CONFIRMED_FIXED, areas, _("by area"), _("Area")),
            shares_side_by_side(agency, CLOSED_IN_TIME, areas, _("by area"), _("Area")),
            middles_side_by_side(agency, FIRST_STEP, areas, _("by area"), _("Area")),
        ],
        "all": [
            side_by_side(areas, _("Every figure by area"), _("Area")),
            side_by_side(categories, _("Every figure by category"), _("Category")),
        ],
        "late": queries.late_concerns(staff, at),
        "private": queries.private_total(agency),
        "at": at,
    }
    return render(request, "concerns/figures.html", shown)
