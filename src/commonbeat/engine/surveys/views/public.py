"""The pages on which residents answer: no address, no browser and no cookie but the form's is kept."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonbeat.engine.surveys.actions import open_response, save_answers, walk_in
from commonbeat.engine.surveys.choices import ANSWERING, WALKING_UP, Stratum
from commonbeat.engine.surveys.forms import SheetForm
from commonbeat.engine.surveys.models import InstrumentVersion, Invitation, Response
from commonbeat.engine.surveys.queries import (
    current_version,
    invitation_for,
    language_for,
    response_to,
)
from commonbeat.engine.surveys.rules import may_correct
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Hidden, TooMany
from commonbeat.ground.throttle.access import visitor_of
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.ui.refusals import form_again

# A kiosk starts afresh when nobody has sent a sheet for so long, and soon after one was sent.
KIOSK_IDLE_SECONDS, KIOSK_THANKS_SECONDS = 300, 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """Show the questions of one invitation with what was answered so far."""
    at = clock.now()
    invitation = invitation_for(token)
    saved = response_to(invitation)
    if not _may_answer(invitation, saved, at):
        return render(request, "surveys/closed.html", status=410)
    language = language_for(invitation.version, invitation.agency, get_language() or invitation.language)
    form = SheetForm(invitation.version, language, _sent(request), saved=saved)
    context: dict[str, object] = {"form": form, "saved": saved, "expires_at": invitation.expires_at}
    if request.method == "POST" and form.is_valid():
        try:
            spend(ANSWERING, who=token, at=at)
        except TooMany as refusal:
            return form_again(request, "surveys/sheet.html", form, context, refusal)
        response = open_response(invitation=invitation, at=at)
        save_answers(response=response, given=form.given(), by=RESIDENT, at=at)
        return redirect("surveys:personal_thanks", token=token)
    return _page(request, form, context)


@never_cache
@require_safe
def personal_thanks(request: HttpRequest, token: str) -> HttpResponse:
    response = response_to(invitation_for(token))
    back = reverse("surveys:personal", args=[token])
    return render(
        request,
        "surveys/thanks.html",
        {"back": back, "is_complete": response is not None and response.completed_at is not None},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Let anyone answer who came by the printed address or the QR code."""
    return _walk_up(request, slug, Stratum.WALK_UP_WEB, "surveys:here_thanks")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest, slug: str) -> HttpResponse:
    """Let people answer one after the other on the same screen."""
    answer = _walk_up(request, slug, Stratum.KIOSK, "surveys:kiosk_thanks")
    if answer.status_code in (200, 422, 429):
        answer["Refresh"] = f"{KIOSK_IDLE_SECONDS}; url={request.path}"
    elif answer.status_code == 302:
        answer["Location"] += f"?at={slug}"
    return answer


@never_cache
@require_safe
def here_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/thanks.html", {"is_complete": True})


@never_cache
@require_safe
def kiosk_thanks(request: HttpRequest) -> HttpResponse:
    again = reverse("surveys:kiosk", args=[_agency(request, request.GET.get("at", "")).slug])
    answer = render(request, "surveys/thanks.html", {"again": again, "is_complete": True})
    answer["Refresh"] = f"{KIOSK_THANKS_SECONDS}; url={again}"
    return answer


def _walk_up(request: HttpRequest, slug: str, stratum: Stratum, thanks: str) -> HttpResponse:
    agency, at = _agency(request, slug), clock.now()
    version = _version(agency)
    language = language_for(version, agency, get_language() or "")
    form = SheetForm(version, language, _sent(request))
    context: dict[str, object] = {"form": form, "is_kiosk": stratum == Stratum.KIOSK}
    if request.method == "POST" and form.is_valid():
        try:
            spend(WALKING_UP[stratum].within(agency.slug), who=visitor_of(request), at=at)
        except TooMany as refusal:
            return form_again(request, "surveys/sheet.html", form, context, refusal)
        walk_in(
            version=version,
            stratum=stratum,
            sheet=form.cleaned_data["sheet"],
            language=language,
            given=form.given(),
            at=at,
        )
        return redirect(thanks)
    return _page(request, form, context)


def _may_answer(invitation: Invitation, saved: Response | None, at: datetime) -> bool:
    """Return whether the sheet takes answers: while the survey is open, and to correct for a day after."""
    if invitation.is_open(at):
        return True
    return saved is not None and saved.completed_at is not None and may_correct(saved.completed_at, at)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _page(request: HttpRequest, form: SheetForm, context: dict[str, object]) -> HttpResponse:
    return render(request, "surveys/sheet.html", context, status=422 if form.errors else 200)


def _agency(request: HttpRequest, slug: str) -> Agency:
    default: Agency | None = getattr(request, "agency", None)
    found = Agency.objects.filter(slug=slug).first() if slug else default
    if found is None:
        raise Hidden(_("There is no agency of this name here."), code="unknown-agency")
    return found


def _version(agency: Agency) -> InstrumentVersion:
    version = current_version(agency, "contact")
    if version is None:
        raise Hidden(_("There is no survey to answer at the moment."), code="not-published")
    return version
