"""Staff pages: one permit with what is to be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from commonbeat.domain.permits import actions, queries
from commonbeat.domain.permits.access import permit_visible_to, post_of
from commonbeat.domain.permits.choices import UNDECIDED
from commonbeat.domain.permits.forms import (
    AskForm,
    DecideForm,
    FeeForm,
    HearForm,
    PlanForm,
    RecordForm,
    ReviewForm,
    RevokeForm,
)
from commonbeat.domain.permits.models import Application
from commonbeat.engine.casework.queries import case_page
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden, Invalid


@dataclass(frozen=True)
class Given:
    """What an act is done with: the permit, who does it, what was typed, and which part of it is meant."""

    application: Application
    staff: Staff
    data: dict[str, Any]
    part: str

    def do(self, action: Callable[..., object], **more: Any) -> None:
        action(application=self.application, by=self.staff, at=now(), **more)

    def row(self, rows: Any) -> Any:
        """Return the checklist item, review or inspection that is meant, or raise Hidden."""
        found = rows.filter(pk=self.part).first() if self.part.isdecimal() else None
        if found is None:
            raise Hidden(_("This is not part of the permit."), code="not_found")
        return found


@login_required
@never_cache
@require_GET
def permit(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = post_of(request)
    return _page(request, staff, permit_visible_to(staff, public_id))


@login_required
@require_POST
def act(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Do one thing to a permit: `key` names it, `part` in the form the row that is meant."""
    staff = post_of(request)
    application = permit_visible_to(staff, public_id)
    if key not in ACTS:
        raise Hidden(_("There is no such step."), code="not_found")
    make, do = ACTS[key]
    form = make(request.POST, application) if make else None
    if form is not None and not form.is_valid():
        return _page(request, staff, application, {key: form}, request.POST.get("part", ""))
    data = form.cleaned_data if form else request.POST.dict()
    try:
        do(Given(application, staff, data, request.POST.get("part", "")))
    except Invalid as refusal:
        if form is None:
            raise
        form.add_error(refusal.where if refusal.where in form.fields else None, refusal.message)
        return _page(request, staff, application, {key: form}, request.POST.get("part", ""))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("permits:permit", args=[public_id]))


def _tick(given: Given) -> None:
    item = given.row(given.application.checklist)
    actions.set_item(item=item, is_done=item.done_at is None, by=given.staff, at=now())


def _review(given: Given) -> None:
    review, data = given.row(given.application.reviews), given.data
    if data["standing"] == "agreed":
        actions.agree(review=review, facts=data["facts"], by=given.staff, at=now())
        return
    told = {part: data[part] for part in ("grounds", "facts", "mend")}
    actions.object_to(review=review, by=given.staff, at=now(), **told)


def _fee(given: Given) -> None:
    data = given.data
    reference, reason = data["cashier_reference"], data["reason"]
    if data["kind"] == "paid":
        given.do(actions.take_payment, cashier_reference=reference)
    elif data["kind"] == "waived":
        given.do(actions.waive_fee, rule=data["rule"], reason=reason)
    else:
        given.do(actions.note_refund, cashier_reference=reference, reason=reason)


def _record(given: Given) -> None:
    inspection, data = given.row(given.application.inspections), given.data
    actions.record_inspection(
        inspection=inspection,
        is_passed=data["is_passed"] == "yes",
        on=data["on"],
        found=data["found"],
        by=given.staff,
        at=now(),
    )


Make = Callable[[QueryDict, Application], Form]
ACTS: dict[str, tuple[Make | None, Callable[[Given], None]]] = {
    "tick": (None, _tick),
    "complete": (None, lambda given: given.do(actions.find_complete)),
    "start": (None, lambda given: given.do(actions.start_review)),
    "issue": (None, lambda given: given.do(actions.issue)),
    "ask": (
        lambda data, application: AskForm(data, application=application),
        lambda given: given.do(actions.ask_for_more, **given.data),
    ),
    "review": (lambda data, application: ReviewForm(data, application=application), _review),
    "fee": (lambda data, application: FeeForm(data, application=application), _fee),
    "plan": (
        lambda data, application: PlanForm(data, application=application),
        lambda given: given.do(actions.plan_inspection, **given.data),
    ),
    "record": (lambda data, _application: RecordForm(data), _record),
    "decide": (
        lambda data, application: DecideForm(data, application=application),
        lambda given: given.do(actions.decide, **given.data),
    ),
    "revoke": (
        lambda data, application: RevokeForm(data, application=application),
        lambda given: given.do(actions.revoke, **given.data),
    ),
    "hear": (
        lambda data, _application: HearForm(data),
        lambda given: given.do(actions.decide_appeal, **given.data),
    ),
}


def _page(
    request: HttpRequest,
    staff: Staff,
    application: Application,
    bound: dict[str, Form] | None = None,
    part: str = "",
) -> HttpResponse:
    forms: dict[str, Form] = {
        "ask": AskForm(application=application),
        "review": ReviewForm(application=application),
        "fee": FeeForm(application=application),
        "plan": PlanForm(application=application),
        "record": RecordForm(auto_id=False),
        "decide": DecideForm(application=application),
        "revoke": RevokeForm(application=application),
        "hear": HearForm(),
    } | (bound or {})
    shown = {
        "page": case_page(application.case, staff, now()),
        "permit": queries.permit_page(application, staff),
        "forms": forms,
        "may_tick": application.case.state in UNDECIDED,
        "open": next(iter(bound or {}), ""),
        "part": part,
        "before_decision": queries.before_decision(application),
        "before_issue": queries.before_issue(application),
    }
    return render(request, "permits/permit.html", shown, status=422 if bound else 200)
