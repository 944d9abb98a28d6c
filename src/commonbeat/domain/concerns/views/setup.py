"""Settings pages of concerns: kinds, routing with a trial, partners, places."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonbeat.domain.concerns import access, actions
from commonbeat.domain.concerns.forms.setup import CategoryForm, PartnerForm, PlacesForm, RuleForm, TryForm
from commonbeat.domain.concerns.models import Category, Partner, Place, RoutingRule
from commonbeat.domain.concerns.queries import category_name, fitting_rule, queue_for, routing_rules
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Refused

LARGEST_FILE = 20_000_000
MOST_FAULTS = 100


@login_required
@require_GET
def kinds(request: HttpRequest) -> HttpResponse:
    staff = _manager(request)
    listed = Category.objects.filter(agency=staff.agency).select_related("queue").order_by("position", "pk")
    rows = [(category, category_name(category)) for category in listed]
    return render(request, "concerns/kinds.html", {"rows": rows})


@login_required
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    staff = _manager(request)
    new = actions.adopt_categories(agency=staff.agency, by=staff, at=now())
    messages.success(request, _("Kinds added: %(count)d") % {"count": new})
    return HttpResponseRedirect(reverse("concerns:kinds"))


@login_required
@require_http_methods(["GET", "POST"])
def kind(request: HttpRequest, key: str) -> HttpResponse:
    staff = _manager(request)
    category = _category(staff, key)
    form = CategoryForm(request.POST or None, category=category)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_kind(category=category, **form.changes(), by=staff, at=now())
        except Refused as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("concerns:kinds"))
    shown = {"form": form, "category": category, "name": category_name(category)}
    return render(request, "concerns/kind.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def end_kind(request: HttpRequest, key: str) -> HttpResponse:
    staff = _manager(request)
    category = _category(staff, key)
    actions.end_kind(category=category, is_ended=category.ended_at is None, by=staff, at=now())
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("concerns:kinds"))


@login_required
@require_http_methods(["GET", "POST"])
def routing(request: HttpRequest) -> HttpResponse:
    staff = _manager(request)
    form = RuleForm(request.POST or None, agency=staff.agency)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_rule(**form.cleaned_data, by=staff, at=now())
        except Refused as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("concerns:routing"))
    shown = {"form": form, "rules": _rules(staff), **_trial(request, staff)}
    return render(request, "concerns/routing.html", shown, status=422 if form.errors else 200)


def _rules(staff: Staff) -> list[tuple[RoutingRule, str, list[str]]]:
    """Return each rule with the name of its kind and of its days."""
    days = dict(RuleForm.base_fields["weekdays"].choices)  # type: ignore[attr-defined]
    return [
        (rule, category_name(rule.category) if rule.category else "", [days[day] for day in rule.weekdays])
        for rule in routing_rules(staff.agency)
    ]


def _trial(request: HttpRequest, staff: Staff) -> dict[str, Any]:
    """Return the form of the trial and, once it was sent, where a report would go and by which rule."""
    zone = ZoneInfo(staff.agency.time_zone)
    with timezone.override(zone):
        form = TryForm(
            request.GET if "category" in request.GET else None, agency=staff.agency, auto_id="try_%s"
        )
        if not form.is_valid():
            return {"trial": form}
    given = form.cleaned_data
    at: datetime = given["when"] or now()
    queue = queue_for(given["category"], given["area"], at)
    rule = fitting_rule(given["category"], given["area"], at)
    places = [known.pk for known, *_rest in _rules(staff)]
    number = places.index(rule.pk) + 1 if rule else 0
    return {"trial": form, "goes_to": queue, "by_rule": number}


@login_required
@require_POST
def move_up(request: HttpRequest, pk: int) -> HttpResponse:
    staff = _manager(request)
    rule = get_object_or_404(RoutingRule, pk=pk, agency=staff.agency, ended_at=None)
    actions.move_rule_up(rule=rule, by=staff, at=now())
    return HttpResponseRedirect(reverse("concerns:routing"))


@login_required
@require_POST
def end_rule(request: HttpRequest, pk: int) -> HttpResponse:
    staff = _manager(request)
    rule = get_object_or_404(RoutingRule, pk=pk, agency=staff.agency, ended_at=None)
    actions.end_rule(rule=rule, by=staff, at=now())
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("concerns:routing"))


@login_required
@require_http_methods(["GET", "POST"])
def partners(request: HttpRequest) -> HttpResponse:
    staff = _manager(request)
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_partner(agency=staff.agency, **form.cleaned_data, by=staff, at=now())
        except Refused as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("concerns:agencies"))
    listed = Partner.objects.filter(agency=staff.agency, ended_at=None).order_by("name")
    shown = {"form": form, "partners": listed}
    return render(request, "concerns/agencies.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def end_partner(request: HttpRequest, pk: int) -> HttpResponse:
    staff = _manager(request)
    partner = get_object_or_404(Partner, pk=pk, agency=staff.agency, ended_at=None)
    actions.end_partner(partner=partner, by=staff, at=now())
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("concerns:agencies"))


@login_required
@require_http_methods(["GET", "POST"])
def known_places(request: HttpRequest) -> HttpResponse:
    staff = _manager(request)
    form = PlacesForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        text = _text(form)
        if text is not None:
            try:
                done = actions.import_places(agency=staff.agency, text=text, by=staff, at=now())
            except Refused as refusal:
                _blame(form, refusal)
            else:
                shown |= {"done": done, "faults": done.faults[:MOST_FAULTS]}
    shown["count"] = Place.objects.filter(agency=staff.agency).count()
    return render(request, "concerns/known_places.html", shown, status=422 if form.errors else 200)


def _text(form: PlacesForm) -> str | None:
    """Return the text of the file, or say at the field why it cannot be read."""
    upload = form.cleaned_data["file"]
    if upload.size > LARGEST_FILE:
        form.add_error("file", _("The file is too large. Cut it in parts."))
        return None
    try:
        text: str = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        form.add_error("file", _("This is not a text file in UTF-8."))
        return None
    return text


def _manager(request: HttpRequest) -> Staff:
    staff = access.post_of(request)
    access.require_can_manage(staff)
    return staff


def _category(staff: Staff, key: str) -> Category:
    return get_object_or_404(Category.objects.select_related("agency", "queue"), agency=staff.agency, key=key)


def _blame(form: forms.Form, refusal: Refused) -> None:
    if refusal.status in (403, 404):
        raise refusal
    form.add_error(refusal.where if refusal.where in form.fields else None, refusal.message)
