"""Staff pages about thanks: those that wait, one's own, the replies to approve, and commendations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonbeat.domain.conduct import access, actions, queries
from commonbeat.domain.conduct.access import post_of
from commonbeat.domain.conduct.choices import REPLY_SUGGESTIONS
from commonbeat.domain.conduct.forms import CommendForm, LookForm, MatchForm, ReplyForm
from commonbeat.domain.conduct.rules import scrub
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden, Invalid


@login_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits about thanks, one's own thanks, and the copies of those one leads."""
    staff = post_of(request)
    shown = {
        "waiting": access.thanks_to_look_at(staff).order_by("due_at", "pk"),
        "replies": access.replies_to_approve(staff).select_related("staff").order_by("drafted_at"),
        "mine": queries.thanks_of(staff)[:50],
        "copies": queries.copies_for(staff)[:50],
        "promise": queries.delivery_promise(staff.agency, now()),
        "looks_after_all": bool(access.reach_of(staff, "conduct.look_at_thanks")),
    }
    return render(request, "conduct/desk.html", shown)


@login_required
@require_GET
def one_waiting(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = post_of(request)
    thanks = access.thanks_to_look_at_by_id(staff, public_id)
    return _waiting_page(request, staff, public_id, LookForm({"words": thanks.scrubbed}), None)


@login_required
@require_POST
def look_at(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = post_of(request)
    thanks = access.thanks_to_look_at_by_id(staff, public_id)
    form = LookForm(request.POST)
    if form.is_valid():
        try:
            thanks = actions.look_at(thanks=thanks, words=form.cleaned_data["words"], by=staff, at=now())
        except Invalid as fault:
            form.add_error("words", fault.message)
        else:
            return _onward(request, thanks.delivered_at is not None, public_id)
    return _waiting_page(request, staff, public_id, form, None)


@login_required
@require_POST
def match(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = post_of(request)
    thanks = access.thanks_to_look_at_by_id(staff, public_id)
    form = MatchForm(request.POST, thanks=thanks, by=staff)
    if form.is_valid():
        thanks = actions.match(thanks=thanks, staff=form.cleaned_data["staff"], by=staff, at=now())
        return _onward(request, thanks.delivered_at is not None, public_id)
    return _waiting_page(request, staff, public_id, LookForm({"words": thanks.scrubbed}), form)


@login_required
@require_POST
def set_aside(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = post_of(request)
    actions.set_aside(thanks=access.thanks_to_look_at_by_id(staff, public_id), by=staff, at=now())
    messages.success(request, _("Set aside. It is kept and nobody receives it."))
    return HttpResponseRedirect(reverse("conduct:thanks"))


@login_required
@require_http_methods(["GET", "POST"])
def one_delivered(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a delivered thank-you to whom it was for, or to their supervisor; a POST drafts a reply."""
    staff = post_of(request)
    delivery = access.delivery_to(staff, public_id)
    actions.mark_seen(delivery=delivery, at=now())
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.draft_reply(delivery=delivery, body=form.cleaned_data["body"], by=staff, at=now())
        except Invalid as fault:
            form.add_error("body", fault.message)
        else:
            messages.success(request, _("Your answer waits for a supervisor. Then it goes out as a text."))
            return HttpResponseRedirect(reverse("conduct:thanks"))
    shown = {
        "delivery": delivery,
        "form": form,
        "reply": delivery.thanks.replies.filter(staff=staff).order_by("-pk").first(),
        "can_answer": not delivery.is_copy and queries.can_be_answered(delivery.thanks),
        "suggestions": REPLY_SUGGESTIONS,
        "to_commend": queries.to_commend(delivery),
    }
    return render(request, "conduct/one_delivered.html", shown)


@login_required
@require_POST
def commend(request: HttpRequest, public_id: str, staff_pk: int) -> HttpResponse:
    """Turn a thank-you into a commendation with one click."""
    staff = post_of(request)
    delivery = access.delivery_to(staff, public_id)
    named = delivery.thanks.staff.filter(pk=staff_pk).first()
    if named is None:
        raise Hidden(_("There is no such person on this thank-you."), code="not_found")
    actions.award(staff=named, thanks=delivery.thanks, by=staff, at=now())
    messages.success(request, _("%(name)s is commended.") % {"name": named.name})
    return HttpResponseRedirect(reverse("conduct:one_delivered", args=[public_id]))


@login_required
@require_http_methods(["GET", "POST"])
def settle_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one drafted reply; a POST approves or declines it."""
    staff = post_of(request)
    reply = access.reply_to_approve(staff, pk)
    if request.method != "POST":
        return render(request, "conduct/settle_reply.html", {"reply": reply})
    if request.POST.get("decision") == "approve":
        actions.approve_reply(reply=reply, by=staff, at=now())
        messages.success(request, _("The answer is on its way."))
    else:
        actions.decline_reply(reply=reply, by=staff, at=now())
        messages.success(request, _("The answer is not sent. The officer may write another."))
    return HttpResponseRedirect(reverse("conduct:thanks"))


@login_required
@require_http_methods(["GET", "POST"])
def commendations(request: HttpRequest) -> HttpResponse:
    """Show commendations, the newest first; a POST awards one in the supervisor's own words."""
    staff = post_of(request)
    form = CommendForm(request.POST or None, by=staff, at=now())
    if request.method == "POST" and form.is_valid():
        named: Staff = form.cleaned_data["staff"]
        actions.award(staff=named, words=form.cleaned_data["words"], by=staff, at=now())
        messages.success(request, _("%(name)s is commended.") % {"name": named.name})
        return HttpResponseRedirect(reverse("conduct:commendations"))
    shown = {"commendations": queries.commendations_for(staff)[:100], "form": form}
    return render(request, "conduct/commendations.html", shown)


def _waiting_page(
    request: HttpRequest, staff: Staff, public_id: str, look: LookForm, given: MatchForm | None
) -> HttpResponse:
    thanks = access.thanks_to_look_at_by_id(staff, public_id)
    names = queries.names_that_may_stay(thanks.agency, thanks.staff.all())
    likely = queries.people_like(thanks.agency, thanks.who_typed, but_not=staff)
    shown = {
        "thanks": thanks,
        "look": look,
        "match": given or MatchForm(thanks=thanks, by=staff),
        "likely": likely,
        "doubts": scrub(thanks.words, language=thanks.language, keep=names).doubts,
    }
    return render(request, "conduct/one_waiting.html", shown, status=422 if look.errors or given else 200)


def _onward(request: HttpRequest, is_delivered: bool, public_id: str) -> HttpResponse:
    if is_delivered:
        messages.success(request, _("Delivered. The officer and a supervisor can read it now."))
        return HttpResponseRedirect(reverse("conduct:thanks"))
    messages.success(request, _("Saved. One more step, then it can be delivered."))
    return HttpResponseRedirect(reverse("conduct:one_waiting", args=[public_id]))
