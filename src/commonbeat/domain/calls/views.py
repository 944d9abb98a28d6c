"""Staff pages: what was decided about every call, and what decides about them."""

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonbeat.domain.calls import access, actions, queries
from commonbeat.domain.calls.choices import SHIPPED_RULES, MarkCause, ShippedRule
from commonbeat.domain.calls.forms.pages import AdoptTypesForm, FindDecisionsForm, ProtectForm, RuleForm
from commonbeat.domain.calls.models import TextRule
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Hidden, Invalid, Refused

PAGE = 50


@login_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Show every decision of a week, narrowed down by outcome, reason and type."""
    visible = access.decisions_visible_to(_staff(request))
    agency = _agency(request)
    sees_protected = access.can_see_protected(_staff(request))
    form = FindDecisionsForm(request.GET)
    chosen = form.chosen()
    week = queries.week_of(agency, form.cleaned_data.get("week") or _today(agency))
    found = queries.filtered(visible, week=week, sees_protected=sees_protected, **chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    days, reasons = queries.count_week(agency, week)
    return render(
        request,
        "calls/decisions.html",
        {
            "form": form,
            "week": week,
            "is_past": week.after <= _today(agency),
            "days": days,
            "reasons": reasons,
            "page": page,
            "rows": queries.shown(list(page), sees_protected=sees_protected),
            "is_narrowed": any(chosen.values()),
        },
    )


@login_required
@require_safe
def decision(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one call and what each rule decided about it, in words."""
    call = access.call_visible_to(_staff(request), public_id)
    sees_protected = access.can_see_protected(_staff(request))
    made = list(call.decisions.select_related("call", "rule").order_by("pk"))
    decided = queries.shown(made, sees_protected=sees_protected)
    # No rule need have been on for a call to be one that safety keeps.
    is_kept = call.was_excluded or call.is_protected or any(one.is_masked for one in decided)
    is_masked = is_kept and not sees_protected
    if is_masked:
        call_type = _("Not shown, to keep victims and callers safe.")
    else:
        call_type = " → ".join(filter(None, [call.type_initial, call.type_final])) or _("none given")
    context = {"call": call, "decided": decided, "is_masked": is_masked, "call_type": call_type}
    return render(request, "calls/decision.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def types(request: HttpRequest) -> HttpResponse:
    """Show the allow-list; put types on it after showing what that would have done last month."""
    staff = access.require_can_adopt_types(_staff(request))
    agency, at = staff.agency, clock.now()
    seen = queries.types_seen(agency, at)
    offered = [one.code for one in seen if not one.is_allowed and not one.is_never]
    form = AdoptTypesForm(_posted(request), seen=offered)
    if request.method == "POST" and form.is_valid():
        codes = form.all_codes()
        if "confirm" not in request.POST:
            return _types_effect(request, agency, form, codes)
        if _tried(form, lambda: actions.adopt_types(agency=agency, codes=codes, by=staff, at=at)):
            messages.success(request, _("Saved. These types of call are texted from now on."))
            return redirect("calls:types")
    return render(
        request,
        "calls/types.html",
        {"form": form, "allowed": queries.allowed_types(agency), "seen": seen},
        status=422 if form.errors else 200,
    )


def _types_effect(
    request: HttpRequest, agency: Agency, form: AdoptTypesForm, codes: list[str]
) -> HttpResponse:
    effect = queries.effect_of_types(agency, codes, clock.now())
    never = [code for code in codes if queries.is_never_texted(code)]
    return render(
        request,
        "calls/types_effect.html",
        {"form": form, "codes": codes, "never": never, "effect": effect},
        status=422 if never else 200,
    )


@login_required
@require_POST
def end_type(request: HttpRequest) -> HttpResponse:
    staff = access.require_can_adopt_types(_staff(request))
    allowed = actions.end_type(agency=staff.agency, key=request.POST.get("key", ""), by=staff, at=clock.now())
    messages.success(request, _("“%(type)s” is not texted any more.") % {"type": allowed.code})
    return redirect("calls:types")


@login_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show every rule in words: what it does to a resident, whether it is on, and who said so."""
    staff = access.require_can_change_rules(_staff(request))
    stored = {rule.key: rule for rule in TextRule.objects.filter(agency=staff.agency)}
    shown = [(shipped, stored[shipped.key]) for shipped in SHIPPED_RULES if shipped.key in stored]
    return render(request, "calls/rules.html", {"rules": shown})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """Change one rule, after showing what it would have done last month."""
    staff = access.require_can_change_rules(_staff(request))
    stored, shipped = _rule(staff.agency, key)
    at = clock.now()
    start = {"is_enabled": stored.is_enabled, "delay_minutes": stored.delay_minutes}
    form = RuleForm(_posted(request), shipped=shipped, initial=start)
    context: dict[str, Any] = {"form": form, "rule": stored, "shipped": shipped}
    if request.method == "POST" and form.is_valid():
        if "confirm" not in request.POST:
            delay = form.cleaned_data["delay_minutes"]
            context["effect"] = queries.effect_of_rule(staff.agency, stored, delay, at)
            return render(request, "calls/rule_effect.html", context)
        given = form.cleaned_data
        if _tried(form, lambda: actions.change_rule(agency=staff.agency, key=key, by=staff, at=at, **given)):
            messages.success(request, _("Saved."))
            return redirect("calls:rules")
    return render(request, "calls/rule.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def protection(request: HttpRequest) -> HttpResponse:
    """Keep a number or an address from being texted; the page shows no number and no address."""
    staff = access.require_can_protect(_staff(request))
    form = ProtectForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if _tried(
            form,
            lambda: actions.protect(agency=staff.agency, by=staff, at=clock.now(), **given),
        ):
            messages.success(request, _("Protected. What you typed was not kept, only its keyed hash."))
            return redirect("calls:protection")
    marks = staff.agency.protected_marks.filter(cause=MarkCause.STAFF, until__gt=_today(staff.agency))
    return render(
        request,
        "calls/protection.html",
        {
            "form": form,
            "page": Paginator(marks.order_by("-marked_on", "-pk"), PAGE).get_page(request.GET.get("page")),
        },
        status=422 if form.errors else 200,
    )


@login_required
@require_POST
def end_protection(request: HttpRequest, pk: int) -> HttpResponse:
    staff = access.require_can_protect(_staff(request))
    actions.end_protection(agency=staff.agency, mark_pk=pk, by=staff, at=clock.now())
    messages.success(request, _("The protection ends tonight."))
    return redirect("calls:protection")


def _rule(agency: Agency, key: str) -> tuple[TextRule, ShippedRule]:
    stored = TextRule.objects.filter(agency=agency, key=key).first()
    shipped = next((one for one in SHIPPED_RULES if one.key == key), None)
    if stored is None or shipped is None:
        raise Hidden(_("There is no such rule."), code="no_rule")
    return stored, shipped


def _tried(form: AdoptTypesForm | RuleForm | ProtectForm, act: Callable[[], object]) -> bool:
    """Do it, or show on the form why it was refused."""
    try:
        act()
    except (Invalid, Refused) as refused:
        form.add_error(refused.where if refused.where in form.fields else None, refused.message)
        return False
    return True


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _staff(request: HttpRequest) -> Staff | None:
    staff: Staff | None = getattr(request, "staff", None)
    return staff


def _agency(request: HttpRequest) -> Agency:
    agency: Agency = request.agency  # type: ignore[attr-defined]
    return agency


def _today(agency: Agency) -> date:
    return clock.now().astimezone(ZoneInfo(agency.time_zone)).date()
