"""The pages on which news by e-mail is asked for, confirmed and ended."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from commonbeat.domain.concerns.actions.subscriptions import (
    confirm_subscription,
    end_subscription,
    what_is_told,
)
from commonbeat.domain.concerns.actions.subscriptions import subscribe as ask_for_news
from commonbeat.domain.concerns.choices.reporting import SUBSCRIBING
from commonbeat.domain.concerns.forms.listing import SubscribeForm
from commonbeat.domain.concerns.models import Subscription
from commonbeat.domain.concerns.queries.reporting import language_now
from commonbeat.domain.concerns.views.public.asking import agency_of
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden, TooMany
from commonbeat.ground.throttle.access import visitor_of
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.ui.refusals import form_again

PAGE = "concerns/public/subscribe.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    agency = agency_of(request)
    first = {name: request.GET.get(name, "") for name in ("area", "category")}
    form = SubscribeForm(request.POST or None, agency=agency, initial=first)
    if request.method != "POST":
        return render(request, PAGE, {"form": form})
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422)
    try:
        spend(SUBSCRIBING.within(agency.slug), who=visitor_of(request), at=now())
    except TooMany as refusal:
        return form_again(request, PAGE, form, {"form": form}, refusal)
    ask_for_news(
        agency=agency,
        email=form.cleaned_data["email"],
        area=form.areas.get(form.cleaned_data["area"]),
        category=form.categories.get(form.cleaned_data["category"]),
        language=language_now(),
        at=now(),
    )
    return HttpResponseRedirect(reverse("concerns:subscribe_asked"))


@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """Say the same whether or not the address was known."""
    return render(request, "concerns/public/subscribe_asked.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the press that means yes: programs that look into mail open every link in it."""
    wish = _wish(request, token)
    if request.method == "POST":
        wish = confirm_subscription(subscription=wish, at=now())
    context = {"wish": wish, "what": what_is_told(wish)}
    return render(request, "concerns/public/subscribe_confirm.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    wish = _wish(request, token)
    if request.method == "POST":
        wish = end_subscription(subscription=wish, at=now())
    return render(request, "concerns/public/subscribe_end.html", {"wish": wish, "what": what_is_told(wish)})


def _wish(request: HttpRequest, token: str) -> Subscription:
    rows = Subscription.objects.select_related("agency", "area", "category", "contact")
    wish = rows.filter(agency=agency_of(request), token=token).first()
    if wish is None:
        raise Hidden(_("There is no such subscription. It may have been erased."), code="no_subscription")
    return wish
