"""Public pages: what permits there are, asking for one a question at a time, the register."""

from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from commonbeat.domain.permits import actions, queries
from commonbeat.domain.permits.access import OpenDraft, draft_by_token, version_in_force
from commonbeat.domain.permits.choices import APPLYING
from commonbeat.domain.permits.forms import OwnWordsForm, QuestionForm
from commonbeat.engine.casework.access import agency_of
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Invalid, TooMany
from commonbeat.ground.throttle.access import visitor_of
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.ui.refusals import form_again

OWN_WORDS = "own_words"
PAGE_SIZE = 50


@require_GET
def kinds(request: HttpRequest) -> HttpResponse:
    found = queries.kinds_in_force(agency_of(request))
    shown = [
        (version, queries.said(version.kind.name), queries.said(version.kind.summary)) for version in found
    ]
    return render(request, "permits/kinds.html", {"kinds": shown})


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    pages = Paginator(queries.register(agency_of(request)), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    rows = [(permit, queries.said(permit.kind.name)) for permit in page]
    return render(request, "permits/register.html", {"page": page, "rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
def kind(request: HttpRequest, key: str) -> HttpResponse:
    """Say what a permit needs, costs and takes; a POST begins the form."""
    version = version_in_force(agency_of(request), key)
    shown = {"version": version, "kind": version.kind, "fees": queries.fees_in_words(version)}
    shown |= {
        "name": queries.said(version.kind.name),
        "summary": queries.said(version.kind.summary),
        "asked": [queries.said(field.label) for field in version.kind.fields],
        "needs": [queries.said(part.name) for part in version.kind.checklist],
        "reviewers": [queries.said(reviewer.name) for reviewer in version.kind.reviewers],
        "grounds": [(queries.said(ground.name), ground.source) for ground in version.grounds.order_by("pk")],
    }
    if request.method == "GET":
        return render(request, "permits/kind.html", shown)
    try:
        _spend(request, version.agency)
    except TooMany as refusal:
        return _button_again(request, "permits/kind.html", shown, refusal)
    draft = actions.begin_draft(version=version, at=now())
    return HttpResponseRedirect(reverse("permits:step", args=[draft.token]))


@never_cache
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the next question, or the one that `q` names; this page's address is the only way back to it."""
    draft = draft_by_token(agency_of(request), token)
    if draft.receipt:
        return _to_receipt(draft.receipt)
    wanted = request.POST.get("q") or request.GET.get("q") or ""
    asked = draft.version.kind.field(wanted) or queries.next_question(draft)
    if _asks_own_words(draft, wanted, is_last=asked is None):
        return _own_words(request, draft)
    if asked is None:
        return HttpResponseRedirect(reverse("permits:check", args=[token]))
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    zone = ZoneInfo(draft.version.agency.time_zone)
    form = QuestionForm(*given, asked=asked, zone=zone, at=now(), known=draft.answers.get(asked.key))
    shown = _about(draft) | _place_of(draft, asked.key)
    shown |= {"form": form, "asked": asked, "question": queries.said(asked.label)}
    if request.method == "GET":
        return render(request, "permits/step.html", shown)
    if not form.is_valid():
        return render(request, "permits/step.html", shown, status=422)
    try:
        _spend(request, draft.version.agency)
        _keep(draft, form)
    except TooMany as refusal:
        return form_again(request, "permits/step.html", form, shown, refusal)
    except Invalid as refusal:
        form.add_error(asked.key if asked.key in form.fields else None, refusal.message)
        return render(request, "permits/step.html", shown, status=422)
    return HttpResponseRedirect(reverse("permits:step", args=[token]))


def _place_of(draft: OpenDraft, key: str) -> dict[str, object]:
    """Return which question of how many this is, and the one before it ("" for the first)."""
    keys = [field.key for field in draft.version.kind.fields]
    keys += [OWN_WORDS] if draft.version.is_expressive else []
    place = keys.index(key)
    return {"number": place + 1, "count": len(keys), "before": keys[place - 1] if place else ""}


def _keep(draft: OpenDraft, form: QuestionForm) -> None:
    asked = form.asked
    if asked.type != "file":
        actions.save_answer(draft=draft, key=asked.key, value=form.answer_to(asked))
    elif upload := form.cleaned_data.get(asked.key):
        actions.keep_file(draft=draft, key=asked.key, upload=upload, at=now())
    if not asked.required:
        actions.pass_over(draft=draft, key=asked.key)


def _asks_own_words(draft: OpenDraft, wanted: str, *, is_last: bool) -> bool:
    """Tell whether it is the turn of the applicant's own words: last, and in forms for speech alone."""
    is_their_turn = wanted == OWN_WORDS or (is_last and OWN_WORDS not in draft.passed)
    return draft.version.is_expressive and is_their_turn


def _own_words(request: HttpRequest, draft: OpenDraft) -> HttpResponse:
    form = OwnWordsForm(request.POST if request.method == "POST" else None)
    question = _("Your own words, for nobody but you")
    shown = _about(draft) | _place_of(draft, OWN_WORDS)
    shown |= {"form": form, "question": question, "own_words": True}
    if request.method == "GET":
        return render(request, "permits/step.html", shown)
    if not form.is_valid():
        return render(request, "permits/step.html", shown, status=422)
    try:
        _spend(request, draft.version.agency)
    except TooMany as refusal:
        return form_again(request, "permits/step.html", form, shown, refusal)
    actions.save_own_words(draft=draft, words=form.cleaned_data[OWN_WORDS])
    actions.pass_over(draft=draft, key=OWN_WORDS)
    return HttpResponseRedirect(reverse("permits:check", args=[draft.token]))


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Show every answer before it is sent; a POST sends it once and leads to the page of the code."""
    draft = draft_by_token(agency_of(request), token)
    if draft.receipt:
        return _to_receipt(draft.receipt)
    if queries.next_question(draft) is not None:
        return HttpResponseRedirect(reverse("permits:step", args=[token]))
    shown = _summary(draft)
    if request.method == "GET":
        return render(request, "permits/check.html", shown)
    try:
        _spend(request, draft.version.agency)
        receipt = actions.send_draft(draft=draft, language=_language(), at=now())
    except TooMany as refusal:
        return _button_again(request, "permits/check.html", shown, refusal)
    except Invalid as refusal:
        return HttpResponseRedirect(f"{reverse('permits:step', args=[token])}?q={refusal.where}")
    return _to_receipt(receipt)


def _summary(draft: OpenDraft) -> dict[str, object]:
    kind, zone = draft.version.kind, ZoneInfo(draft.version.agency.time_zone)
    given = {key: kind.field(key) for key in queries.files_of(draft)}
    return _about(draft) | {
        "answers": [
            (f.key, queries.said(f.label), queries.answer_in_words(f, draft.answers.get(f.key), zone))
            for f in kind.fields
            if f.type != "file"
        ],
        "files": [(key, queries.said(field.label)) for key, field in given.items() if field],
        "fees": queries.price_of(draft),
        "has_own_words": bool(draft.own_words),
        "is_late": queries.is_asked_too_late(draft, now()),
    }


def _to_receipt(token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("casework:new_receipt", args=[token]))


def _button_again(
    request: HttpRequest, template: str, shown: dict[str, object], refusal: TooMany
) -> HttpResponse:
    """Show a page with nothing but a button again, and say when it may be pressed."""
    form = Form(request.POST)
    form.is_valid()
    return form_again(request, template, form, shown | {"form": form}, refusal)


def _about(draft: OpenDraft) -> dict[str, object]:
    kind = draft.version.kind
    return {"draft": draft, "kind": kind, "name": queries.said(kind.name)}


def _spend(request: HttpRequest, agency: Agency) -> None:
    spend(APPLYING.within(agency.slug), who=visitor_of(request), at=now())


def _language() -> str:
    return (get_language() or "en").partition("-")[0]
