"""The page that shows a new code until it is saved, and the lists that codes are drawn from."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from commonbeat.engine.casework import actions, queries
from commonbeat.engine.casework.access import agency_of, receipt_of, remember_receipt
from commonbeat.engine.casework.queries.receipts import LANGUAGES, word_file
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden


@never_cache
@require_http_methods(["GET", "POST"])
def new_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show the words of a new code; a POST says that they are saved, and leads on to the case."""
    found = queries.unsaved_words(token, now())
    if found is None or found[0].receipt.case.agency_id != agency_of(request).pk:
        # Pressed twice: the words are saved, and the case is open in this browser already.
        if receipt_of(request, now()) is not None:
            return HttpResponseRedirect(reverse("casework:followed"))
        return render(request, "casework/no_receipt.html", status=404)
    unsaved, words = found
    receipt = unsaved.receipt
    if request.method == "POST":
        actions.save_receipt(unsaved=unsaved, at=now())
        if request.user.is_authenticated:
            # Staff who took it down for a person do not go on in that person's place.
            return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
        answered = HttpResponseRedirect(reverse("casework:followed"))
        remember_receipt(answered, receipt, now())
        return answered
    shown = {
        "words": words,
        "unsaved": unsaved,
        "page": queries.followed(receipt, now()),
        "follow_address": f"{request.get_host()}{reverse('casework:follow')}",
    }
    return render(request, "casework/new_receipt.html", shown)


@require_GET
def word_list(request: HttpRequest, language: str) -> HttpResponse:
    """Publish the list of a language: a code is as strong as its list is long, whoever knows the list."""
    if language not in LANGUAGES:
        raise Hidden(_("There is no such list."), code="not_found")
    return HttpResponse(word_file(language), content_type="text/plain; charset=utf-8")
