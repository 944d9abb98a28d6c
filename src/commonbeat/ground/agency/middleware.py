"""Finds the agency a request is for, and the post the signed-in person holds there."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from commonbeat.ground.agency.access import staff_of
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.agency.queries import agency_for_host


class AgencyMiddleware:
    """Sets `request.agency` (by host name, else the first; None when there is none) and `request.staff`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.agency = agency_for_host(request.get_host().partition(":")[0])  # type: ignore[attr-defined]
        request.staff = _post(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def _post(request: HttpRequest) -> Staff | None:
    agency = getattr(request, "agency", None)
    if agency is None or not request.user.is_authenticated:
        return None
    return staff_of(request.user, agency)
