"""Finds the agency a request is for: by host name, else the first one of the installation."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from commonbeat.ground.agency.queries import agency_for_host


class AgencyMiddleware:
    """Sets `request.agency` (None on an installation that has none yet)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.agency = agency_for_host(request.get_host().partition(":")[0])  # type: ignore[attr-defined]
        return self.get_response(request)
