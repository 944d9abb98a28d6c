"""The pages on which a concern is reported: one question on each, then a look at all of it, then Send."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonbeat.domain.concerns.actions.drafts import (
    answer_step,
    begin_draft,
    drop_draft,
    remove_photo,
    send_draft,
)
from commonbeat.domain.concerns.choices.reporting import BEGINNING, KEEPING_PHOTOS, MOST_PHOTOS
from commonbeat.domain.concerns.forms.reporting import (
    DetailsForm,
    KindForm,
    PhotoForm,
    PlaceForm,
    ReachForm,
    StartForm,
)
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries import duplicates_of, places_like
from commonbeat.domain.concerns.queries.drafts import OpenDraft
from commonbeat.domain.concerns.queries.pages import Card, cards_of
from commonbeat.domain.concerns.queries.reporting import (
    answers_in_words,
    ground_of,
    groups_of,
    language_now,
    open_categories,
    said,
    suggested,
)
from commonbeat.domain.concerns.rules import in_progress
from commonbeat.domain.concerns.rules.drafts import Standing, next_step, step_before, steps_of
from commonbeat.domain.concerns.views.public.asking import agency_of, draft_of, keep_photos
from commonbeat.engine.files.queries import answer, thumbnail
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden, Refused, TooMany
from commonbeat.ground.throttle.access import visitor_of
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.throttle.choices import Limit
from commonbeat.ground.ui.refusals import form_again

PAGES = "concerns/public"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask what is the matter. Words of danger now show the 911 page before anything else."""
    agency = agency_of(request)
    categories = open_categories(agency)
    # A link may name what it is about, as from a poster or the page of a kind.
    form = StartForm(_typed(request), initial={"category": request.GET.get("category", "")})
    context = {"form": form, "groups": groups_of(categories)}
    if request.method != "POST":
        return render(request, f"{PAGES}/start.html", context)
    if _is_danger(request):
        return _danger(request)
    if not categories:
        return render(request, f"{PAGES}/start.html", context, status=409)
    if not form.is_valid():
        return render(request, f"{PAGES}/start.html", context, status=422)
    try:
        _spend(request, BEGINNING)
    except TooMany as refusal:
        return form_again(request, f"{PAGES}/start.html", form, context, refusal)
    given: dict[str, Any] = {"words": form.cleaned_data["words"]}
    if form.cleaned_data["category"] in {row.key for row in categories}:
        given |= {"category": form.cleaned_data["category"], "done": ["kind"]}
    token = begin_draft(agency=agency, given=given, language=language_now(), at=now())
    return _onward(request, draft_of(request, token))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: HttpRequest, token: str) -> HttpResponse:
    draft = draft_of(request, token)
    categories = open_categories(agency_of(request))
    form = KindForm(_typed(request), categories=categories)
    words = draft.given.get("words", "")
    context = {"groups": groups_of(categories), "likely": suggested(categories, words)}
    return _page(request, draft, "kind", form, context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, token: str) -> HttpResponse:
    """Take photos one after the other: each is shown as it will be kept."""
    draft = draft_of(request, token)
    if gone := request.POST.get("remove"):
        remove_photo(draft=draft, public_id=gone, at=now())
        return HttpResponseRedirect(request.path)
    context = {"photos": draft.photos, "most": MOST_PHOTOS}
    form = PhotoForm(_typed(request))
    if "add" not in request.POST and not request.FILES:
        return _page(request, draft, "photo", form, context)
    try:
        # Before they are looked at: to draw a photo anew takes more work than all else here.
        _spend(request, KEEPING_PHOTOS)
    except TooMany as refusal:
        return form_again(
            request, f"{PAGES}/photo.html", form, _frame(draft, "photo", form, context), refusal
        )
    faults = keep_photos(request, draft)
    if not faults:
        return HttpResponseRedirect(request.path)
    for fault in faults:
        form.add_error("photos", fault)
    shown = {**_frame(draft, "photo", form, context), "photos": draft.photos}
    return render(request, f"{PAGES}/photo.html", shown, status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    draft = draft_of(request, token)
    category = draft.category
    is_needed = category.needs_place if category else False
    form = PlaceForm(_typed(request), agency=agency_of(request), is_needed=is_needed, initial=draft.given)
    answered = _page(request, draft, "place", form, {"is_needed": is_needed})
    # "Use where I am" asks the browser, on this page alone; nothing else of the house may.
    answered.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)"
    return answered


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, token: str) -> HttpResponse:
    draft = draft_of(request, token)
    category = draft.category
    if category is None:
        return _onward(request, draft)
    if _is_danger(request):
        return _danger(request)
    form = DetailsForm(_typed(request), category=category, initial=draft.given)
    return _page(
        request, draft, "details", form, {}, keep=lambda given: {**given, "safe": bool(given["safe"])}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alike(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether it is one of those near by; mine is another, unless one of them was followed instead."""
    draft = draft_of(request, token)
    form = forms.Form(_typed(request))
    return _page(request, draft, "alike", form, {"cards": _alike(draft)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a way to reach the sender, of a kind that cannot be sent without; else nobody is asked."""
    draft = draft_of(request, token)
    if not _standing(draft).needs_contact:
        return _onward(request, draft)
    form = ReachForm(_typed(request), initial=draft.given)
    return _page(request, draft, "contact", form, {})


@never_cache
@require_GET
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Say why this kind is not reported here, and what to do instead."""
    draft = draft_of(request, token)
    category = draft.category
    if category is None or not category.stopper:
        return _onward(request, draft)
    context = {"draft": draft, "name": said(category.names), "words": said(category.stopper)}
    return render(request, f"{PAGES}/stop.html", context)


@never_cache
@require_GET
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Show everything before it is sent, each with its Change."""
    draft = draft_of(request, token)
    if draft.row.sent_at:
        return _to_receipt(str(draft.given.get("receipt", "")))
    if next_step(draft.given, _standing(draft)) != "check":
        return _onward(request, draft)
    return render(request, f"{PAGES}/check.html", _summary(request, draft))


@never_cache
@require_POST
def send(request: HttpRequest, token: str) -> HttpResponse:
    """Send it. Pressed twice, or again after the line broke, it is sent once and shows the same receipt."""
    draft = draft_of(request, token)
    if draft.row.sent_at:
        return _to_receipt(str(draft.given.get("receipt", "")))
    if next_step(draft.given, _standing(draft)) != "check":
        return _onward(request, draft)
    form = forms.Form(request.POST)
    try:
        receipt = send_draft(draft=draft, language=language_now(), at=now())
    except Refused as fault:
        form.add_error(None, fault.message)
        return render(request, f"{PAGES}/check.html", {**_summary(request, draft), "form": form}, status=422)
    return _to_receipt(receipt)


@never_cache
@require_POST
def drop(request: HttpRequest, token: str) -> HttpResponse:
    """Erase what was written."""
    drop_draft(draft=draft_of(request, token), at=now())
    messages.success(request, _("What you wrote is erased."))
    return HttpResponseRedirect(reverse("concerns:report"))


@never_cache
@require_GET
def draft_photo(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Show a photo of a draft as it will be kept; `?small` for the small one."""
    kept = draft_of(request, token).row.photos.filter(public_id=public_id).first()
    if kept is None:
        raise Hidden(_("This photo is no longer part of the report."), code="photo_gone")
    return thumbnail(kept) if "small" in request.GET else answer(kept)


@require_GET
@cache_control(max_age=3600)
def areas(request: HttpRequest) -> HttpResponse:
    """Answer the areas and landmarks that the map shows, as GeoJSON."""
    return JsonResponse(ground_of(agency_of(request)), content_type="application/geo+json")


@require_GET
@cache_control(max_age=60)
def places(request: HttpRequest) -> HttpResponse:
    """Answer the places that fit what is typed: [{"name", "longitude", "latitude"}]."""
    found = places_like(agency_of(request), request.GET.get("q", "")[:160])
    rows = [{"name": p.name, "longitude": p.longitude, "latitude": p.latitude} for p in found]
    return JsonResponse({"places": rows})


def _page(
    request: HttpRequest,
    draft: OpenDraft,
    step: str,
    form: forms.Form,
    context: Mapping[str, object],
    *,
    keep: Callable[[dict[str, Any]], dict[str, Any]] = dict,
) -> HttpResponse:
    """Show the page of a step, or keep what was answered there and go on."""
    if draft.row.sent_at:
        return _to_receipt(str(draft.given.get("receipt", "")))
    if request.method != "POST":
        return render(request, f"{PAGES}/{step}.html", _frame(draft, step, form, context))
    if not form.is_valid():
        return render(request, f"{PAGES}/{step}.html", _frame(draft, step, form, context), status=422)
    values = {key: value for key, value in keep(form.cleaned_data).items() if key != "photos"}
    return _onward(request, answer_step(draft=draft, step=step, values=values, language=language_now()))


def _typed(request: HttpRequest) -> Any:
    """Return what was sent, which may be nothing at all; None where nothing was sent yet."""
    return request.POST if request.method == "POST" else None


def _frame(draft: OpenDraft, step: str, form: forms.Form, context: Mapping[str, object]) -> dict[str, object]:
    """Return what every page of the steps shows: where it stands, the way back."""
    standing = _standing(draft)
    steps = steps_of(standing)
    before = step_before(step, standing)
    category = draft.category
    return {
        "form": form,
        "draft": draft,
        "step": step,
        "number": steps.index(step) + 1 if step in steps else 1,
        "count": len(steps),
        "back": reverse(f"concerns:report_{before}", args=[draft.token]) if before else "",
        "category_name": said(category.names) if category else "",
        "category_hint": said(category.hints) if category else "",
        **context,
    }


def _onward(request: HttpRequest, draft: OpenDraft) -> HttpResponse:
    if draft.row.sent_at:
        return _to_receipt(str(draft.given.get("receipt", "")))
    step = next_step(draft.given, _standing(draft))
    return HttpResponseRedirect(reverse(f"concerns:report_{step}", args=[draft.token]))


def _standing(draft: OpenDraft) -> Standing:
    category = draft.category
    if category is None:
        return Standing()
    return Standing(
        is_stopped=bool(category.stopper),
        has_alike=bool(_near(draft, category)),
        needs_contact=not category.may_be_anonymous,
    )


def _alike(draft: OpenDraft) -> list[Card]:
    category = draft.category
    return cards_of(draft.row.agency, _near(draft, category)) if category else []


def _near(draft: OpenDraft, category: Category) -> list[Concern]:
    given = draft.given
    if given.get("longitude") is None:
        return []
    return duplicates_of(draft.row.agency, category, given["longitude"], given["latitude"], now())


def _summary(request: HttpRequest, draft: OpenDraft) -> dict[str, object]:
    category = draft.category
    area_names = {area["properties"]["code"]: area["properties"]["name"] for area in _areas_of(draft)}
    return {
        **_frame(draft, "check", forms.Form(), {}),
        "category": category,
        "photos": draft.photos,
        "area_name": area_names.get(draft.given.get("area", ""), ""),
        "answers": answers_in_words(category, draft.given.get("answers", {})) if category else [],
    }


def _areas_of(draft: OpenDraft) -> list[dict[str, Any]]:
    return [f for f in ground_of(draft.row.agency)["features"] if f["properties"]["kind"] == "area"]


def _is_danger(request: HttpRequest) -> bool:
    return (
        request.method == "POST"
        and not request.POST.get("safe")
        and in_progress(request.POST.get("words", ""))
    )


def _danger(request: HttpRequest) -> HttpResponse:
    """Show 911 first, with everything that was typed kept for going on."""
    typed = [
        (k, v)
        for k, values in request.POST.lists()
        for v in values
        if k not in ("csrfmiddlewaretoken", "safe")
    ]
    return render(request, f"{PAGES}/danger.html", {"typed": typed})


def _to_receipt(token: str) -> HttpResponse:
    return HttpResponseRedirect(
        reverse("casework:new_receipt", args=[token]) if token else reverse("casework:follow")
    )


def _spend(request: HttpRequest, limit: Limit) -> None:
    spend(limit.within(agency_of(request).slug), who=visitor_of(request), at=now())
