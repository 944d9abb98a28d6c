"""Serves the accent colour of an agency and the pages for what went wrong."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.cache import cache_control

from commonbeat.ground.ui.rules import darkened, is_colour, readable_on_white, text_on


@cache_control(public=True, max_age=31_536_000, immutable=True)
def accent(request: HttpRequest, colour: str) -> HttpResponse:
    """Answer a stylesheet of custom properties; the address holds the colour, so it never goes stale."""
    if not is_colour(f"#{colour}"):
        return HttpResponseBadRequest("A colour is six hexadecimal digits.", content_type="text/plain")
    shade = readable_on_white(f"#{colour}")
    return HttpResponse(
        f":root{{--accent:{shade};--accent-dark:{darkened(shade, 0.3)};--on-accent:{text_on(shade)}}}",
        content_type="text/css; charset=utf-8",
    )
