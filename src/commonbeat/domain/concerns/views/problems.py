"""Staff's pages of problems: the list, one folder, and each thing that is done to it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonbeat.domain.concerns.actions import problems as actions
from commonbeat.domain.concerns.choices import PROBLEM, Capability, ComparedWith
from commonbeat.domain.concerns.forms.problems import (
    STAGES,
    FinishForm,
    JoinForm,
    OpenForm,
    PeriodsForm,
    PickForm,
    PromiseForms,
    ShowForm,
    StageForm,
)
from commonbeat.domain.concerns.models import Problem
from commonbeat.domain.concerns.queries import problems as queries
from commonbeat.domain.concerns.views.drawings import drawn_account
from commonbeat.engine.casework.access import can_work_on, post_of, require_can_list, require_can_work_on
from commonbeat.engine.casework.queries import case_page
from commonbeat.ground.agency.access import can, require_can
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden, Refused

ON_A_PAGE = 50


@login_required
@require_GET
def problem_list(request: HttpRequest) -> HttpResponse:
    staff = post_of(request)
    require_can_list(staff, PROBLEM.key)
    page = Paginator(queries.problems_visible_to(staff), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "rows": [(problem, PROBLEM.state(problem.case.state).name) for problem in page],
        "can_open": can(staff, Capability.WORK_ON_PROBLEMS),
    }
    return render(request, "concerns/problem_list.html", shown)


@login_required
@require_http_methods(["GET", "POST"])
def new_problem(request: HttpRequest) -> HttpResponse:
    staff = require_can(post_of(request), Capability.WORK_ON_PROBLEMS)
    form = OpenForm(request.POST or None, agency=staff.agency)
    shown: dict[str, object] = {
        "title": _("A new problem"),
        "button": _("Open the folder"),
        "back": reverse("concerns:problem_list"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            problem = actions.open_problem(agency=staff.agency, by=staff, at=now(), **form.cleaned_data)
        except Refused as refusal:
            _blame(form, refusal)
        else:
            return _done(request, problem, _("The folder is open. Write down what you saw."))
    return _form_page(request, form, shown)


@login_required
@require_GET
def problem(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _seen(request, public_id)
    return _folder(request, staff, found)


def _folder(
    request: HttpRequest, staff: Staff, found: Problem, finish_form: FinishForm | None = None
) -> HttpResponse:
    account = queries.account_of(found, for_everyone=False)
    page = case_page(found.case, staff, now())
    can_finish = any(move.key == "finish" for move in page.moves)
    shown = {
        # The folder's own form stands in its last part, for it writes down more than the step.
        "page": replace(page, moves=[move for move in page.moves if move.key != "finish"]),
        "problem": found,
        "stages": [(key, *STAGES[key], getattr(found, key)) for key in STAGES],
        "partners": found.partners.filter(ended_at=None).order_by("promised_on", "pk"),
        "joined": queries.joined_concerns(found, staff)[: queries.MOST_TO_JOIN],
        "account": account,
        "drawing": drawn_account(account, found) if account else None,
        "finish_form": finish_form or (FinishForm() if can_finish else None),
        "can_write": found.case.is_open and can_work_on(staff, found.case),
        "can_show": can_work_on(staff, found.case),
        "today": queries.today_of(found.agency, now()),
    }
    return render(request, "concerns/problem.html", shown, status=422 if finish_form else 200)


@login_required
@require_POST
def finish(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    form = FinishForm(request.POST)
    if form.is_valid():
        try:
            actions.finish(problem=found, by=staff, at=now(), **form.cleaned_data)
        except Refused as refusal:
            _blame(form, refusal)
        else:
            return _done(request, found, _("The problem is done. Its folder stays as it is."))
    return _folder(request, staff, found, form)


@login_required
@require_http_methods(["GET", "POST"])
def write_stage(request: HttpRequest, public_id: str, stage: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    if stage not in STAGES:
        raise Hidden(_("There is no such page."), code="not_found")
    form = StageForm(request.POST if request.method == "POST" else None, problem=found, stage=stage)

    def write(given: dict[str, Any]) -> object:
        return actions.write_stage(problem=found, stage=stage, words=given["words"], by=staff, at=now())

    return _act(request, found, form, write, {"title": STAGES[stage][0], "button": _("Save")})


@login_required
@require_http_methods(["GET", "POST"])
def partners(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    known = found.partners.filter(ended_at=None).order_by("promised_on", "pk")
    initial = [{name: getattr(row, name) for name in PromiseForms.form.base_fields} for row in known]
    lines = PromiseForms(request.POST if request.method == "POST" else None, initial=initial)
    shown = {"lines": lines, "problem": found, "back": _address(found)}
    if request.method == "POST" and lines.is_valid():
        kept = [line for line in lines if line.cleaned_data.get("name") and line not in lines.deleted_forms]
        try:
            actions.set_partners(
                problem=found, promises=[line.promised() for line in kept], by=staff, at=now()
            )
        except Refused as refusal:
            return render(request, "concerns/problem_partners.html", shown | {"refusal": refusal}, status=422)
        return _done(request, found, _("Saved."))
    status = 422 if lines.is_bound else 200
    return render(request, "concerns/problem_partners.html", shown, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def periods(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    form = PeriodsForm(request.POST if request.method == "POST" else None, problem=found)

    def choose(given: dict[str, Any]) -> object:
        before, after = form.spans()
        return actions.set_periods(
            problem=found,
            before=before,
            after=after,
            comparison=ComparedWith(given["comparison"]),
            comparison_area=given["comparison_area"],
            by=staff,
            at=now(),
        )

    title = _("Which days are compared?")
    return _act(request, found, form, choose, {"title": title, "button": _("Save")})


@login_required
@require_POST
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    actions.compare(problem=found, by=staff, at=now())
    return _done(request, found, _("Compared. The counts stay as they were found today."))


@login_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, public_id: str) -> HttpResponse:
    """Offer concerns by category, area and period, and put the ticked ones into the folder."""
    staff, found = _worked_on(request, public_id)
    start = {"category": found.category_id, "area": found.area_id}
    pick = PickForm(request.GET or start, agency=found.agency)
    given = pick.cleaned_data if pick.is_valid() else {}
    offered = queries.concerns_to_join(
        found,
        staff,
        category=given.get("category"),
        area=given.get("area"),
        span=pick.span() if given else None,
    )
    form = JoinForm(request.POST if request.method == "POST" else None, offered=offered)
    if request.method == "POST" and form.is_valid():
        count = actions.join_concerns(
            problem=found, concerns=form.cleaned_data["concerns"], by=staff, at=now()
        )
        return _done(request, found, _("%(count)d concerns are in the folder now.") % {"count": count})
    shown = {
        "problem": found,
        "pick": pick,
        "form": form,
        "offered": offered[: queries.MOST_TO_JOIN],
        "most": queries.MOST_TO_JOIN,
        "back": _address(found),
    }
    return render(request, "concerns/problem_join.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def leave(request: HttpRequest, public_id: str, concern_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    concern = queries.joined_concerns(found, staff).filter(case__public_id=concern_id).first()
    if concern is None:
        raise Hidden(_("There is no such concern here."), code="not_found")
    reason = request.POST.get("reason", "")
    actions.leave_concern(problem=found, concern=concern, by=staff, at=now(), reason=reason)
    return _done(request, found, _("Taken out of the folder."))


@login_required
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    data = request.POST if request.method == "POST" else None
    form = ShowForm(data, initial={"is_public": found.is_public})

    def change(given: dict[str, Any]) -> object:
        return actions.show_problem(problem=found, by=staff, at=now(), **given)

    return _act(request, found, form, change, {"title": _("Who may read it?"), "button": _("Save")})


def _act(
    request: HttpRequest,
    found: Problem,
    form: forms.Form,
    do: Callable[[dict[str, Any]], object],
    words: dict[str, object],
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refusal:
            _blame(form, refusal)
        else:
            return _done(request, found, _("Saved."))
    return _form_page(request, form, {**words, "problem": found, "back": _address(found)})


def _blame(form: forms.Form, refusal: Refused) -> None:
    form.add_error(refusal.where if refusal.where in form.fields else None, refusal.message)


def _form_page(request: HttpRequest, form: forms.Form, shown: dict[str, object]) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "concerns/problem_form.html", {"form": form, **shown}, status=status)


def _done(request: HttpRequest, found: Problem, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(_address(found))


def _address(found: Problem) -> str:
    return reverse("concerns:problem", args=[found.case.public_id])


def _seen(request: HttpRequest, public_id: str) -> tuple[Staff, Problem]:
    staff = post_of(request)
    return staff, queries.problem_visible_to(staff, public_id)


def _worked_on(request: HttpRequest, public_id: str) -> tuple[Staff, Problem]:
    staff, found = _seen(request, public_id)
    require_can_work_on(staff, found.case)
    return staff, found
