"""The staff's pages: wording, approval, typing in answers, and the poster."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonbeat.engine.surveys.access import require_can_enter_answers, require_can_publish
from commonbeat.engine.surveys.actions import approve_wording, draft, enter, publish
from commonbeat.engine.surveys.forms import EntryForm, WordingForm
from commonbeat.engine.surveys.models import InstrumentVersion
from commonbeat.engine.surveys.queries import (
    approved_languages,
    current_version,
    language_for,
    noon_of,
    version_of,
    versions_of,
)
from commonbeat.engine.surveys.rules import worded
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Hidden, Refused


@login_required
@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    """List every wording: who approved which language, who published it, what people are asked."""
    staff = require_can_publish(_staff(request))
    return render(request, "surveys/instruments.html", {"versions": versions_of(staff.agency)})


@login_required
@require_POST
def approve(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    staff = require_can_publish(_staff(request))
    version = version_of(staff.agency, pk)
    approve_wording(version=version, language=language, by=staff, at=clock.now())
    messages.success(request, _("Approved in your name."))
    return redirect("surveys:instruments")


@login_required
@require_POST
def publish_version(request: HttpRequest, pk: int) -> HttpResponse:
    staff = require_can_publish(_staff(request))
    publish(version=version_of(staff.agency, pk), by=staff, at=clock.now())
    messages.success(request, _("Published. From now on people are asked in these words."))
    return redirect("surveys:instruments")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the next version, starting from this one."""
    staff = require_can_publish(_staff(request))
    version = version_of(staff.agency, pk)
    form = WordingForm(version, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            draft(agency=staff.agency, content=form.content(), by=staff, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Saved as a draft. Approve each language, then publish it."))
            return redirect("surveys:instruments")
    status = 422 if form.errors else 200
    return render(request, "surveys/rewrite.html", {"form": form, "version": version}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter_answers(request: HttpRequest) -> HttpResponse:
    """Type in one sheet; the next empty one follows."""
    staff = require_can_enter_answers(_staff(request))
    version = _version_in_use(staff)
    language = language_for(version, staff.agency, get_language() or "")
    form = EntryForm(version, language, staff.agency, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        enter(
            version=version,
            stratum=entered["stratum"],
            given=form.given(),
            language=language,
            sheet=entered["sheet"],
            category=entered["category"],
            area=entered["area"],
            answered_at=noon_of(staff.agency, entered["answered_on"]),
            by=staff,
            at=clock.now(),
        )
        messages.success(request, _("Saved. Here is an empty sheet for the next one."))
        return redirect("surveys:enter")
    return render(request, "surveys/enter.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    """Show a sheet to print and hang up, with the code and the address of the walk-up survey."""
    staff = require_can_enter_answers(_staff(request))
    version = _version_in_use(staff)
    first = version.items.first()
    questions = [(code, worded(first.texts, code)) for code in approved_languages(version)] if first else []
    address = settings.PUBLIC_URL + reverse("surveys:here_at", args=[staff.agency.slug])
    code = segno.make(address, error="m").svg_inline(scale=6, border=4, omitsize=True)
    return render(
        request,
        "surveys/poster.html",
        {
            "address": address.split("://", 1)[1],
            "questions": questions,
            "code": mark_safe(code),  # noqa: S308 - segno draws it from our own address
            "kiosk": settings.PUBLIC_URL + reverse("surveys:kiosk", args=[staff.agency.slug]),
        },
    )


def _version_in_use(staff: Staff) -> InstrumentVersion:
    version = current_version(staff.agency, "contact")
    if version is None:
        raise Hidden(_("There is no survey to answer at the moment."), code="not-published")
    return version


def _staff(request: HttpRequest) -> Staff | None:
    return getattr(request, "staff", None)
