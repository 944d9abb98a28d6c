"""Serves the accent colour of an agency and the pages for what was refused or went wrong."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.cache import cache_control

from commonbeat.ground.core.errors import Refused, problem
from commonbeat.ground.ui.refusals import WORDS, answer_to
from commonbeat.ground.ui.rules import darkened, is_colour, readable_on_white, text_on


@cache_control(public=True, max_age=31_536_000, immutable=True)
def accent(request: HttpRequest, colour: str) -> HttpResponse:
    """Answer a stylesheet of custom properties; the address holds the colour, so it never goes stale."""
    brand = f"#{colour}"
    if not is_colour(brand):
        return HttpResponseBadRequest("A colour is six hexadecimal digits.", content_type="text/plain")
    shade = readable_on_white(brand)
    properties = {
        "--brand": brand,
        "--on-brand": text_on(brand),
        "--accent": shade,
        "--accent-dark": darkened(shade, 0.3),
    }
    declared = ";".join(f"{name}:{value}" for name, value in properties.items())
    return HttpResponse(f":root{{{declared}}}", content_type="text/css; charset=utf-8")


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    status, code = (413, "too_large") if isinstance(exception, RequestDataTooBig) else (400, "unreadable")
    return answer_to(request, _refusal(status, code))


def too_many(request: HttpRequest) -> HttpResponse:
    return answer_to(request, _refusal(429, "too_many"))


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return answer_to(request, _refusal(403, "forbidden"))


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer_to(request, _refusal(404, "not_found"))


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose hidden token is missing or old, as after a long pause or with cookies off."""
    return render(request, "ui/form_expired.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours without asking the database or the session for anything."""
    words = WORDS[500]
    if request.path.startswith("/api/"):
        return JsonResponse(
            problem(_refusal(500, "fault")), status=500, content_type="application/problem+json"
        )
    context = {
        "heading": words.title,
        "message": words.message,
        "next_step": words.next_step,
        "agency": getattr(request, "agency", None),
        "LANGUAGE_CODE": get_language(),
        "LANGUAGE_BIDI": get_language_bidi(),
    }
    return HttpResponse(render_to_string("ui/broken.html", context), status=500)


def _refusal(status: int, code: str) -> Refused:
    error = Refused(str(WORDS[status].message), code=code)
    error.status = status
    return error
