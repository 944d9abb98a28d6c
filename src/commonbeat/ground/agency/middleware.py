"""Finds the agency a request is for and the post the person holds there, and ends idle sessions."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext

from commonbeat.ground.agency.access import staff_of
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.agency.queries import agency_for_host
from commonbeat.ground.core import clock
from commonbeat.ground.ui.refusals import to_sign_in

SEEN = "seen_at"
SECONDS_BETWEEN_NOTES = 60


class AgencyMiddleware:
    """Sets `request.agency` (by host name, else the first; None when there is none) and `request.staff`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.agency = agency_for_host(request.get_host().partition(":")[0])  # type: ignore[attr-defined]
        request.staff = _post(request)  # type: ignore[attr-defined]
        zone = ZoneInfo(request.agency.time_zone) if request.agency else None  # type: ignore[attr-defined]
        # Pages tell the time as the agency's own clocks do.
        with timezone.override(zone):
            response = self.get_response(request)
        if request.user.is_authenticated:
            # On a shared desk, the browser's Back button must not show what the last person read.
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _post(request: HttpRequest) -> Staff | None:
    agency = getattr(request, "agency", None)
    if agency is None or not request.user.is_authenticated:
        return None
    today = clock.now().astimezone(ZoneInfo(agency.time_zone)).date()
    return staff_of(request.user, agency, on=today)


class IdleMiddleware:
    """Signs a person out who has done nothing for `STAFF_IDLE_MINUTES`, and says so at the next request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        second = int(clock.now().timestamp())
        seen = request.session.get(SEEN, second)
        if second - seen > settings.STAFF_IDLE_MINUTES * 60:
            return _signed_out(request)
        if SEEN not in request.session or second - seen >= SECONDS_BETWEEN_NOTES:
            request.session[SEEN] = second
        return self.get_response(request)


def _signed_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    words = ngettext(
        "You were signed out after %(minutes)s minute without use. What you had saved is kept.",
        "You were signed out after %(minutes)s minutes without use. What you had saved is kept.",
        settings.STAFF_IDLE_MINUTES,
    )
    messages.info(request, words % {"minutes": settings.STAFF_IDLE_MINUTES})
    return to_sign_in(request)
