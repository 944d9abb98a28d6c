"""The staff's page of one concern, and what is done there beside the work on its case."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonbeat.domain.concerns import access, actions
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.forms.staff import (
    AnswersForm,
    CoverForm,
    HandOffForm,
    KindForm,
    LookForm,
    TakeBackForm,
    TakeForm,
)
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries import hand_offs_of, photos_to_look_at, revisions_of, sketch_of
from commonbeat.engine.casework.access import can_work_on, require_can_work_on
from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.queries import case_page
from commonbeat.engine.messaging.queries import language_name
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core import ids
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Refused

# Several forms stand on one page: each has ids of its own.
KIND_IDS, HAND_OFF_IDS = "kind_%s", "hand_off_%s"


@login_required
@never_cache
@require_GET
def concern(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _seen(request, public_id)
    return _page(request, staff, found)


def _page(
    request: HttpRequest, staff: Staff, found: Concern, status: int = 200, **given: forms.Form
) -> HttpResponse:
    is_worked_on = can_work_on(staff, found.case)
    shown: dict[str, Any] = {
        "page": case_page(found.case, staff, now()),
        "concern": found,
        "sketch": sketch_of(found),
        "hand_offs": hand_offs_of(found),
        "revisions": revisions_of(found),
        "can_moderate": is_worked_on and access.can_moderate(staff, found),
        "can_hand_off": is_worked_on and access.can_hand_off(staff, found),
        "kind_form": given.get("kind")
        or KindForm(agency=staff.agency, initial={"category": found.category}, auto_id=KIND_IDS),
        "hand_off_form": given.get("hand_off") or HandOffForm(agency=staff.agency, auto_id=HAND_OFF_IDS),
        "take_back_form": given.get("take_back") or TakeBackForm(auto_id=HAND_OFF_IDS),
        # A form that was refused is shown with its fault, even where it is offered no more.
        "is_refused": bool(given),
        "is_with_partner": found.case.state == "handed_off" or "take_back" in given,
        "can_be_handed_off": "hand_off" in given
        or found.case.state in ("acknowledged", "assigned", "in_work", "reopened"),
    }
    return render(request, "concerns/concern.html", shown, status=status)


@login_required
@require_POST
def change_kind(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _seen(request, public_id)
    require_can_work_on(staff, found.case)
    form = KindForm(request.POST, agency=staff.agency, auto_id=KIND_IDS)

    def do() -> None:
        actions.change_category(concern=found, category=form.cleaned_data["category"], by=staff, at=now())

    return _act(request, staff, found, "kind", form, do)


@login_required
@require_POST
def hand_off(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _seen(request, public_id)
    access.require_can_hand_off(staff, found)
    form = HandOffForm(request.POST, agency=staff.agency, auto_id=HAND_OFF_IDS)

    def do() -> None:
        actions.hand_off(concern=found, **form.cleaned_data, by=staff, at=now())

    return _act(request, staff, found, "hand_off", form, do)


@login_required
@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _seen(request, public_id)
    access.require_can_hand_off(staff, found)
    form = TakeBackForm(request.POST, auto_id=HAND_OFF_IDS)

    def do() -> None:
        actions.take_back(concern=found, **form.cleaned_data, by=staff, at=now())

    return _act(request, staff, found, "take_back", form, do)


def _act(
    request: HttpRequest,
    staff: Staff,
    found: Concern,
    name: str,
    form: forms.Form,
    do: Callable[[], None],
) -> HttpResponse:
    """Do it and lead back to the concern; show the page again with what was typed when it is refused."""
    if form.is_valid():
        try:
            do()
        except Refused as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(_address(found))
    return _page(request, staff, found, 422, **{name: form})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what everyone may read and see of a report."""
    staff, found = _seen(request, public_id)
    access.require_can_moderate(staff, found)
    photos = photos_to_look_at(found)
    names = [
        (photo.file.public_id, _("Photo %(number)d") % {"number": n}) for n, photo in enumerate(photos, 1)
    ]
    initial = {
        "words": found.public_words if found.looked_at else found.words,
        "photos": [photo.file.public_id for photo in photos if photo.shown == Shown.PUBLIC],
        "is_private": found.case.is_private,
    }
    form = LookForm(request.POST or None, photos=names, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.moderate(concern=found, **form.cleaned_data, by=staff, at=now())
        except Refused as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(_address(found))
    shown = {"concern": found, "form": form, "photos": photos, "revisions": revisions_of(found)}
    return render(request, "concerns/look.html", shown, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def cover(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """Burn boxes into a photo."""
    staff, found = _seen(request, public_id)
    access.require_can_moderate(staff, found)
    photo = access.photo_of(found, file_id)
    form = CoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cover_photo(
                concern=found,
                attachment=photo,
                boxes=form.boxes(),
                reason=form.cleaned_data["reason"],
                by=staff,
                at=now(),
            )
        except Refused as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("The photo is covered. The one before is kept for staff."))
            return HttpResponseRedirect(reverse("concerns:look", args=[public_id]))
    shown = {"concern": found, "photo": photo, "form": form}
    return render(request, "concerns/cover.html", shown, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Take a report from somebody who calls or comes in: first the kind, then its questions."""
    staff = access.post_of(request)
    access.require_can_take_reports(staff)
    languages = [(code, language_name(code)) for code in staff.agency.languages]
    initial = {"token": ids.public_id(), "language": get_language()}
    asked = _asked(request, staff)
    form = TakeForm(
        request.POST or None, agency=staff.agency, languages=languages, initial={**initial, "category": asked}
    )
    answers = None
    if asked is not None:
        answers = AnswersForm(request.POST or None, category=asked)
    if request.method == "POST" and answers is not None and form.is_valid() and answers.is_valid():
        done = _taken(request, staff, form, answers)
        if done is not None:
            return done
    has_errors = request.method == "POST"
    kinds = KindForm(request.POST if has_errors else None, agency=staff.agency)
    shown = {"form": form, "answers": answers, "kinds": kinds, "asked": asked}
    return render(request, "concerns/take.html", shown, status=422 if has_errors else 200)


def _asked(request: HttpRequest, staff: Staff) -> Category | None:
    picked = KindForm(request.POST if request.method == "POST" else request.GET, agency=staff.agency)
    return picked.cleaned_data["category"] if picked.is_valid() else None


def _taken(request: HttpRequest, staff: Staff, form: TakeForm, answers: AnswersForm) -> HttpResponse | None:
    given = form.cleaned_data
    try:
        taken = actions.report(
            agency=staff.agency,
            category=given["category"],
            words=given["words"],
            place=given["place"],
            area=given["area"],
            answers=answers.cleaned_data,
            contact=form.left(),
            source=Source.STAFF,
            language=given["language"],
            form_token=given["token"],
            by=staff,
            at=now(),
        )
    except Refused as refusal:
        where = "phone" if refusal.where == "contact" else refusal.where
        if where.startswith("answer_"):
            answers.add_error(where.removeprefix("answer_"), refusal.message)
        else:
            form.add_error(where if where in form.fields else None, refusal.message)
        return None
    messages.success(request, _("Taken. Read the code to the person, or print it."))
    if taken.token:
        return HttpResponseRedirect(reverse("casework:new_receipt", args=[taken.token]))
    return HttpResponseRedirect(_address(taken.concern))


def _seen(request: HttpRequest, public_id: str) -> tuple[Staff, Concern]:
    staff = access.post_of(request)
    return staff, access.concern_visible_to(staff, public_id)


def _address(found: Concern) -> str:
    return reverse("concerns:concern", args=[found.case.public_id])


def _blame(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal at the field it is about; one that is no fault of the form goes on up."""
    if refusal.status in (403, 404):
        raise refusal
    form.add_error(refusal.where if refusal.where in form.fields else None, refusal.message)
