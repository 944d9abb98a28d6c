"""The staff's pages: keys of programs and how partners answer; hand-offs that need a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonbeat.domain.concerns.models import HandOff, Partner
from commonbeat.domain.open311 import actions, queries
from commonbeat.domain.open311.access import require_manage, require_settle
from commonbeat.domain.open311.forms.staff import KeyForm, PartnerForm, SettleForm
from commonbeat.ground.agency.models import ApiKey
from commonbeat.ground.core import clock


@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """Show keys and partners, and give a program a key; its secret is shown on this answer only."""
    staff = require_manage(request.staff)  # type: ignore[attr-defined]
    form = KeyForm(request.POST or None, agency=staff.agency)
    secret = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        _terms, secret = actions.issue_key(
            name=given["name"],
            reports_a_day=given["reports_a_day"],
            partner=given["partner"],
            by=staff,
            at=clock.now(),
        )
        form = KeyForm(agency=staff.agency)
    context = {
        "form": form,
        "secret": secret,
        "keys": queries.keys_of(staff.agency),
        "health": queries.health_of(staff.agency, clock.now()),
    }
    answer = render(request, "open311/keys.html", context)
    if secret:
        answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def end_key(request: HttpRequest, pk: int) -> HttpResponse:
    staff = require_manage(request.staff)  # type: ignore[attr-defined]
    key = get_object_or_404(ApiKey, agency=staff.agency, pk=pk)
    actions.end_key(key=key, by=staff, at=clock.now())
    messages.success(request, _("The key is ended."))
    return redirect("open311:keys")


@require_http_methods(["GET", "HEAD", "POST"])
def partner(request: HttpRequest, pk: int) -> HttpResponse:
    staff = require_manage(request.staff)  # type: ignore[attr-defined]
    found = get_object_or_404(Partner, agency=staff.agency, pk=pk, ended_at=None)
    form = PartnerForm(request.POST or None, partner=found)
    if request.method == "POST" and form.is_valid():
        actions.describe_partner(
            partner=found,
            key=form.cleaned_data["key"],
            services=form.services(),
            by=staff,
            at=clock.now(),
        )
        messages.success(request, _("Saved."))
        return redirect("open311:keys")
    return render(request, "open311/partner.html", {"partner": found, "form": form})


@require_safe
def hand_offs(request: HttpRequest) -> HttpResponse:
    staff = require_settle(request.staff)  # type: ignore[attr-defined]
    return render(request, "open311/hand_offs.html", {"rows": queries.unsettled_for(staff)})


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    staff = require_settle(request.staff)  # type: ignore[attr-defined]
    row = get_object_or_404(HandOff, pk__in=queries.unsettled_for(staff).values("pk"), pk=pk)
    form = SettleForm(request.POST)
    number = form.cleaned_data["number"].strip() if form.is_valid() else ""
    if "again" not in request.POST and not number:
        messages.error(request, _("Write the number the partner has for it, or choose to send it again."))
        return redirect("open311:hand_offs")
    actions.settle(hand_off=row, number="" if "again" in request.POST else number, by=staff, at=clock.now())
    messages.success(request, _("Saved. News come by themselves from now on."))
    return redirect("open311:hand_offs")
