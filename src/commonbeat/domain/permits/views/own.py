"""The applicant's own page, opened by their code: each step, what is missing, the decision, appeals."""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from commonbeat.domain.permits import actions, queries
from commonbeat.domain.permits.choices import ANSWERING
from commonbeat.domain.permits.forms import AppealForm, CodeForm, MissingForm
from commonbeat.domain.permits.queries.pages import OwnPage
from commonbeat.engine.casework.access import receipt_of
from commonbeat.engine.casework.choices import case_type
from commonbeat.engine.casework.models import Receipt
from commonbeat.engine.files.actions import draw, keep
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.ui.refusals import with_waiting_time


@never_cache
@require_GET
def yours(request: HttpRequest) -> HttpResponse:
    receipt = _opened(request)
    return _page(request, receipt) if receipt else HttpResponseRedirect(reverse("casework:follow"))


@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    receipt = _opened(request)
    if receipt is None:
        return HttpResponseRedirect(reverse("casework:follow"))
    page = queries.own_page(receipt, now())
    form = _missing_form(page, request)
    if form is None:
        raise Refused(_("Nothing is missing now."), code="nothing_missing")
    if not form.is_valid():
        return _page(request, receipt, missing_form=form, status=422)
    try:
        spend(ANSWERING, who=str(receipt.pk), at=now())
        drawn = [draw(upload=upload) for upload in form.uploads]
        with transaction.atomic():
            # What is refused leaves no file behind.
            files = [keep(agency=receipt.case.agency, upload=each, at=now()) for each in drawn]
            actions.answer_missing(receipt=receipt, answers=form.answers, files=files, at=now())
    except Refused as refusal:
        return _refused(request, receipt, refusal, missing_form=form)
    return HttpResponseRedirect(reverse("permits:yours"))


@never_cache
@require_POST
def appeal(request: HttpRequest) -> HttpResponse:
    receipt = _opened(request)
    if receipt is None:
        return HttpResponseRedirect(reverse("casework:follow"))
    form = AppealForm(request.POST)
    if not form.is_valid():
        return _page(request, receipt, appeal_form=form, status=422)
    try:
        spend(ANSWERING, who=str(receipt.pk), at=now())
        actions.appeal(receipt=receipt, words=form.cleaned_data["words"], at=now())
    except Refused as refusal:
        return _refused(request, receipt, refusal, appeal_form=form)
    return HttpResponseRedirect(reverse("permits:yours"))


@never_cache
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Begin a new form that carries over the old answers."""
    receipt = _opened(request)
    if receipt is None:
        return HttpResponseRedirect(reverse("casework:follow"))
    spend(ANSWERING, who=str(receipt.pk), at=now())
    application = queries.own_page(receipt, now()).application
    draft = actions.begin_renewal(application=application, at=now())
    return HttpResponseRedirect(reverse("permits:step", args=[draft.token]))


@never_cache
@require_POST
def own_words(request: HttpRequest) -> HttpResponse:
    """Show what the applicant wrote for themselves: their code, typed again, is its only key."""
    receipt = _opened(request)
    if receipt is None:
        return HttpResponseRedirect(reverse("casework:follow"))
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, receipt, code_form=form, status=422)
    try:
        spend(ANSWERING, who=str(receipt.pk), at=now())
    except Refused as refusal:
        return _refused(request, receipt, refusal, code_form=form)
    language = (get_language() or "en").partition("-")[0]
    words = queries.own_words_behind(receipt, form.cleaned_data["code"], language)
    if not words:
        form.add_error("code", _("This is not the code that it was locked with. Check each word."))
        return _page(request, receipt, code_form=form, status=422)
    return render(request, "permits/own_words.html", {"words": words})


def _opened(request: HttpRequest) -> Receipt | None:
    receipt = receipt_of(request, now())
    is_theirs = receipt is not None and receipt.case.kind == "permit" and receipt.is_owner
    return receipt if is_theirs else None


def _missing_form(page: OwnPage, request: HttpRequest | None = None) -> MissingForm | None:
    if page.application.case.state != "incomplete":
        return None
    given = (request.POST, request.FILES) if request else (None, None)
    zone = ZoneInfo(page.application.agency.time_zone)
    return MissingForm(*given, missing=page.missing, keys=page.application.missing, zone=zone, at=now())


def _refused(request: HttpRequest, receipt: Receipt, refusal: Refused, **forms: Form) -> HttpResponse:
    for form in forms.values():
        form.add_error(None, refusal.message)
    return with_waiting_time(_page(request, receipt, status=refusal.status, **forms), refusal)


def _page(request: HttpRequest, receipt: Receipt, *, status: int = 200, **forms: Form) -> HttpResponse:
    page = queries.own_page(receipt, now())
    shown = {
        "page": page,
        "case": page.application.case,
        "state": case_type("permit").state(page.application.case.state),
        "late": page.application.kind.when_late,
        "missing_form": forms.get("missing_form") or _missing_form(page),
        "appeal_form": forms.get("appeal_form") or AppealForm(),
        "code_form": forms.get("code_form") or CodeForm(),
    }
    return render(request, "permits/yours.html", shown, status=status)
