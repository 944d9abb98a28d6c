"""How long residents' own words are kept, what was destroyed, and the holds that stop it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.clock import now
from commonbeat.ground.retention import access, actions, queries
from commonbeat.ground.retention.forms import HoldForm, LiftForm

ON_A_PAGE = 50


@login_required
@require_GET
def schedule(request: HttpRequest) -> HttpResponse:
    staff = _allowed(request)
    return render(request, "retention/schedule.html", _shown(request, staff, HoldForm()))


@login_required
@require_POST
def place(request: HttpRequest) -> HttpResponse:
    staff = _allowed(request)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return render(request, "retention/schedule.html", _shown(request, staff, form), status=422)
    actions.place_hold(**form.cleaned_data, by=staff, at=now())
    messages.success(request, _("The hold stands. Nothing it covers is destroyed from now on."))
    return redirect("retention:schedule")


@login_required
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one hold; a POST lifts it."""
    staff = _allowed(request)
    found = access.hold_visible_to(staff, public_id)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.lift_hold(hold=found, reason=form.cleaned_data["reason"], by=staff, at=now())
        messages.success(request, _("Lifted. The schedule goes on."))
        return redirect("retention:schedule")
    shown = {"hold": found, "name": queries.name_of(found.words), "form": form}
    return render(request, "retention/hold.html", shown, status=422 if form.errors else 200)


def _allowed(request: HttpRequest) -> Staff:
    return access.require_can_manage(getattr(request, "staff", None))


def _shown(request: HttpRequest, staff: Staff, form: HoldForm) -> dict[str, Any]:
    page = Paginator(queries.certificates(staff.agency), ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "lines": queries.schedule(staff.agency, now()),
        "holds": [(one, queries.name_of(one.words)) for one in queries.standing_holds(staff.agency)],
        "page": page,
        "certificates": [(one, queries.name_of(one.words)) for one in page],
        "form": form,
    }
