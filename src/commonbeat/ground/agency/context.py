"""What every template may say about the agency."""

from django.http import HttpRequest


def agency(request: HttpRequest) -> dict[str, object]:
    return {"agency": getattr(request, "agency", None)}
