"""Staff pages about call-backs. What is about oneself does not exist here: it answers 404."""

from datetime import date
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from commonbeat.domain.conduct import access, actions, queries
from commonbeat.domain.conduct.access import post_of
from commonbeat.domain.conduct.forms import AssignForm, CloseForm, HandOverForm
from commonbeat.domain.conduct.models import CallBack
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.clock import now


@login_required
@require_GET
def call_backs(request: HttpRequest) -> HttpResponse:
    staff = post_of(request)
    access.require_can_list_call_backs(staff)
    is_closed = request.GET.get("state") == "closed"
    listed = queries.closed_call_backs(staff) if is_closed else queries.open_call_backs(staff)
    shown = {"call_backs": listed[:200], "is_closed": is_closed, "at": now()}
    return render(request, "conduct/call_backs.html", shown)


@login_required
@never_cache
@require_GET
def one_call_back(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = post_of(request)
    return _page(request, staff, access.call_back_visible_to(staff, public_id))


@login_required
@never_cache
@require_POST
def show_number(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the number to call; that it was looked up stands in the book."""
    staff = post_of(request)
    call_back = access.call_back_visible_to(staff, public_id)
    actions.note_number_shown(call_back=call_back, by=staff, at=now())
    contact = call_back.contact
    return _page(request, staff, call_back, number=contact.phone if contact else "")


@login_required
@require_POST
def assign(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = post_of(request)
    call_back = access.call_back_visible_to(staff, public_id)
    form = AssignForm(request.POST, call_back=call_back, at=now())
    if not form.is_valid():
        return _page(request, staff, call_back, assign_form=form)
    actions.assign(call_back=call_back, to=form.cleaned_data["to"], by=staff, at=now())
    return _back(request, public_id, _("Saved."))


@login_required
@require_POST
def reached(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = post_of(request)
    actions.mark_reached(call_back=access.call_back_visible_to(staff, public_id), by=staff, at=now())
    return _back(request, public_id, _("Marked as reached. Say what came of it when you are done."))


@login_required
@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = post_of(request)
    call_back = access.call_back_visible_to(staff, public_id)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, staff, call_back, close_form=form)
    actions.close(call_back=call_back, outcome=form.cleaned_data["outcome"], by=staff, at=now())
    return _back(request, public_id, _("Closed. Thank you for calling."))


@login_required
@require_POST
def hand_over(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = post_of(request)
    call_back = access.call_back_visible_to(staff, public_id)
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return _page(request, staff, call_back, hand_over_form=form)
    actions.hand_over(call_back=call_back, on=form.cleaned_data["on"], by=staff, at=now())
    return _back(request, public_id, _("Written down as handed over."))


def _page(
    request: HttpRequest,
    staff: Staff,
    call_back: CallBack,
    *,
    number: str = "",
    assign_form: AssignForm | None = None,
    close_form: CloseForm | None = None,
    hand_over_form: HandOverForm | None = None,
) -> HttpResponse:
    today: date = now().astimezone(ZoneInfo(staff.agency.time_zone)).date()
    has_fault = bool(assign_form or close_form or hand_over_form)
    shown = {
        "call_back": call_back,
        "at": now(),
        "number": number,
        "answers": queries.answers_of(call_back, get_language() or "en"),
        "history": queries.history_of(call_back),
        "can_work": access.can_work_on(staff, call_back),
        "can_hand_over": access.can_hand_over(staff, call_back),
        "assign_form": assign_form or AssignForm(call_back=call_back, at=now()),
        "close_form": close_form or CloseForm(),
        "hand_over_form": hand_over_form or HandOverForm(initial={"on": today}),
    }
    return render(request, "conduct/one_call_back.html", shown, status=422 if has_fault else 200)


def _back(request: HttpRequest, public_id: str, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("conduct:one_call_back", args=[public_id]))
