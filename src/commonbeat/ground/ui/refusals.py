"""Answers a refusal: what happened, what was kept and what to do next, as the caller can read it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.core.errors import Forbidden, Refused, TooMany, problem


@dataclass(frozen=True)
class Words:
    title: Promise
    message: Promise
    next_step: Promise


WORDS = {
    400: Words(
        _("We could not read that"),
        _("Your browser sent something that this site does not understand. Nothing was changed."),
        _("Go back, load the page again and try once more."),
    ),
    403: Words(
        _("You cannot do this"),
        _("This page is not part of your role. Nothing was changed."),
        _("If you think it should be, ask the person who manages roles at your agency."),
    ),
    404: Words(
        _("This page is not here"),
        _("The address may be old or mistyped, or the page is not for you to see."),
        _("Check the address, or start again from the first page."),
    ),
    409: Words(
        _("This cannot be done now"),
        _("Something changed while you were looking. Nothing was lost."),
        _("Go back and load the page again to see how things stand."),
    ),
    413: Words(
        _("This is too much at once"),
        _("What you sent is larger than this site takes. Nothing was changed."),
        _("Go back: your words should still be in the form. Send fewer of them, or fewer files."),
    ),
    422: Words(
        _("Something needs another look"),
        _("Part of what you sent could not be used. Nothing was saved yet."),
        _("Go back: your words should still be in the form. Change what is named here and send it again."),
    ),
    429: Words(
        _("Too many tries"),
        _("This was tried many times in a short while. Nothing was changed."),
        _("Wait a few minutes, then try again."),
    ),
    500: Words(
        _("Something went wrong on our side"),
        _("Your last step was not saved. Everything before it was."),
        _("Please wait a minute and try again. If it still fails, call the agency's non-emergency line."),
    ),
}


def answer_to(request: HttpRequest, error: Refused) -> HttpResponse:
    """Answer a refusal in the form that was asked for: a problem document, a fragment or a page."""
    if request.path.startswith("/api/"):
        document = problem(error, request.path)
        answer: HttpResponse = JsonResponse(
            document, status=error.status, content_type="application/problem+json"
        )
        return with_waiting_time(answer, error)
    if isinstance(error, Forbidden) and _is_anonymous(request):
        return to_sign_in(request)
    words = WORDS[error.status if error.status in WORDS else 409]
    template = "ui/_refused.html" if getattr(request, "htmx", False) else "ui/refused.html"
    context = {"heading": words.title, "message": error.message, "next_step": words.next_step}
    return with_waiting_time(render(request, template, context, status=error.status), error)


def form_again(
    request: HttpRequest, template: str, form: forms.Form, context: Mapping[str, object], error: TooMany
) -> HttpResponse:
    """Show a form again with every word still in it, what was kept and when to try again."""
    form.add_error(None, gettext("Nothing was sent yet. Your words are still in the form."))
    form.add_error(None, error.message)
    return with_waiting_time(render(request, template, context, status=error.status), error)


def with_waiting_time(answer: HttpResponse, error: Refused) -> HttpResponse:
    """Tell a program, too, when it may try again."""
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.wait)
    return answer


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send the whole page to the sign-in page, even when only a fragment of it was asked for."""
    if htmx := getattr(request, "htmx", None):
        page = htmx.current_url_abs_path or settings.LOGIN_REDIRECT_URL
        return HttpResponse(headers={"HX-Redirect": redirect_to_login(page).url})
    return redirect_to_login(
        request.get_full_path() if request.method == "GET" else settings.LOGIN_REDIRECT_URL
    )


def _is_anonymous(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and not user.is_authenticated
