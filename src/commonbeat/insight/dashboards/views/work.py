"""My work, and an officer's page."""

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from commonbeat.domain.conduct.queries import commendations_of, thanks_of
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.clock import now
from commonbeat.insight.dashboards import queries
from commonbeat.insight.dashboards.access import officer_visible_to, post_of


@login_required
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    staff, at = post_of(request), now()
    shown = {
        "works": [(one, one.is_late(at)) for one in queries.waiting_for(staff, at)],
        "leads_people": bool(queries.people_led_by(staff)),
    }
    return render(request, "dashboards/work.html", shown)


@login_required
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    return _officers_page(request, post_of(request))


@login_required
@require_GET
def officer(request: HttpRequest, pk: int) -> HttpResponse:
    return _officers_page(request, officer_visible_to(post_of(request), pk))


@login_required
@require_GET
def officers(request: HttpRequest) -> HttpResponse:
    """List the people one leads, by name and nothing else."""
    return render(request, "dashboards/officers.html", {"people": queries.people_led_by(post_of(request))})


def _officers_page(request: HttpRequest, officer: Staff) -> HttpResponse:
    today = now().astimezone(ZoneInfo(officer.agency.time_zone)).date()
    shown = {
        "officer": officer,
        "is_me": officer == post_of(request),
        "thanks": thanks_of(officer)[:20],
        "commendations": commendations_of(officer)[:20],
        "figures": queries.figures_about(officer, today),
    }
    return render(request, "dashboards/officer.html", shown)
