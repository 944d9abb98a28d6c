"""What every template may say about the agency and the post that looks."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from commonbeat.ground.agency.access import capabilities_of


def agency(request: HttpRequest) -> dict[str, object]:
    """Return the agency and what the post may do there, which is only read where a template asks."""
    staff = getattr(request, "staff", None)
    return {
        "agency": getattr(request, "agency", None),
        "capabilities": SimpleLazyObject(lambda: capabilities_of(staff) if staff else frozenset()),
    }
