"""The public thanks pages: write, check, sent. No name, no account, no address of the sender is kept."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonbeat.domain.conduct import access, actions
from commonbeat.domain.conduct.choices import SENDING_THANKS
from commonbeat.domain.conduct.forms import GiveThanksForm
from commonbeat.domain.conduct.queries import names_that_may_stay, proof_of
from commonbeat.domain.conduct.rules import misconduct_words, scrub
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden, TooMany
from commonbeat.ground.throttle.access import visitor_of
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.ui.refusals import form_again


@never_cache
@require_http_methods(["GET", "POST"])
def give_thanks(request: HttpRequest) -> HttpResponse:
    """Show the form; a POST comes back from the check page to change something."""
    form = GiveThanksForm(request.POST or None)
    return render(request, "conduct/give_thanks.html", {"form": form})


@never_cache
@require_POST
def check_thanks(request: HttpRequest) -> HttpResponse:
    form = GiveThanksForm(request.POST)
    if not form.is_valid():
        return render(request, "conduct/give_thanks.html", {"form": form}, status=422)
    words, names = form.cleaned_data["words"], names_that_may_stay(_agency(request), [])
    shown = {
        "form": form,
        "given": form.cleaned_data,
        "scrubbed": scrub(words, language=_language(), keep=names),
        "sounds_like_complaint": bool(misconduct_words(words)),
    }
    return render(request, "conduct/check_thanks.html", shown)


@never_cache
@require_POST
def send_thanks(request: HttpRequest) -> HttpResponse:
    form = GiveThanksForm(request.POST)
    if not form.is_valid():
        return render(request, "conduct/give_thanks.html", {"form": form}, status=422)
    agency = _agency(request)
    try:
        spend(SENDING_THANKS.within(agency.slug), who=visitor_of(request), at=now())
    except TooMany as refusal:
        return form_again(request, "conduct/give_thanks.html", form, {"form": form}, refusal)
    thanks = actions.receive_web(
        agency=agency,
        words=form.cleaned_data["words"],
        who=form.cleaned_data["who"],
        when=form.cleaned_data["when"],
        language=_language(),
        token=form.cleaned_data["token"],
        at=now(),
    )
    return HttpResponseRedirect(reverse("conduct:thanks_sent", args=[thanks.public_id]))


@never_cache
@require_GET
def thanks_sent(request: HttpRequest, public_id: str) -> HttpResponse:
    thanks = access.thanks_sent_by_web(_agency(request), public_id)
    return render(request, "conduct/thanks_sent.html", {"thanks": thanks, "proof": proof_of(thanks)})


def _agency(request: HttpRequest) -> Agency:
    agency: Agency | None = getattr(request, "agency", None)
    if agency is None:
        raise Hidden(_("There is no agency here yet."), code="no_agency")
    return agency


def _language() -> str:
    return (get_language() or "en").partition("-")[0]
