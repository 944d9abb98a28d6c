"""What residents write, read and answered by staff."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commonbeat.engine.messaging import access, actions, queries
from commonbeat.engine.messaging.choices import Capability, MessageState, OptOutScope, Reason
from commonbeat.engine.messaging.forms import AnswerForm
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.messaging.rules.keywords import sounds_like_stop
from commonbeat.ground.agency.access import can, require_can
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core import clock

ON_A_PAGE = 25
# A thread shows its newest texts; nobody answers out of older ones.
IN_A_THREAD = 100


@require_GET
def conversations(request: HttpRequest) -> HttpResponse:
    staff = access.require_can_see_conversations(_staff(request))
    return render(request, "messaging/conversations.html", _list(request, staff))


@require_GET
def conversation(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = access.require_can_see_conversations(_staff(request))
    contact = access.contact_visible_to(staff, public_id)
    return render(request, "messaging/conversations.html", _open(request, staff, contact, AnswerForm()))


@require_POST
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = require_can(_staff(request), Capability.ANSWER)
    contact = access.contact_visible_to(staff, public_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        context = _open(request, staff, contact, form)
        return render(request, "messaging/conversations.html", context, status=422)
    message = actions.answer_conversation(
        contact=contact,
        body=form.cleaned_data["body"],
        dedupe_key=f"staff:{form.cleaned_data['token']}",
        answered_by=staff.name,
        by=staff.actor(),
        at=clock.now(),
    )
    _say_what_happened(request, message)
    return redirect("messaging:conversation", public_id)


@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = require_can(_staff(request), Capability.ANSWER)
    contact = access.contact_visible_to(staff, public_id)
    actions.close_conversation(contact=contact, handled_by=staff.name, by=staff.actor(), at=clock.now())
    messages.success(request, _("Marked as handled."))
    return redirect("messaging:conversations")


@require_POST
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = require_can(_staff(request), Capability.ANSWER)
    contact = access.contact_visible_to(staff, public_id)
    actions.stop_for(contact=contact, handled_by=staff.name, by=staff.actor(), at=clock.now())
    messages.success(request, _("This person gets no more texts. If they text START, they come back."))
    return redirect("messaging:conversation", public_id)


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    staff = require_can(_staff(request), Capability.ACKNOWLEDGE_EMERGENCIES)
    alert = access.alert_visible_to(staff, pk)
    actions.acknowledge(alert=alert, by=staff.name, at=clock.now())
    messages.success(request, _("Noted: you have seen it. Call dispatch if nobody has."))
    return redirect("messaging:conversations")


def _staff(request: HttpRequest) -> Staff | None:
    return getattr(request, "staff", None)


def _list(request: HttpRequest, staff: Staff) -> dict[str, Any]:
    shows_all = request.GET.get("show") == "all"
    visible = access.conversations_visible_to(staff)
    found = queries.with_latest(visible, only_waiting=not shows_all)
    return {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "shows_all": shows_all,
        "alerts": queries.open_alerts(staff.agency),
        "may_acknowledge": can(staff, Capability.ACKNOWLEDGE_EMERGENCIES),
    }


def _open(request: HttpRequest, staff: Staff, contact: Contact, form: AnswerForm) -> dict[str, Any]:
    newest = list(queries.conversation(contact).reverse().select_related("template_version")[:IN_A_THREAD])
    opt_outs = list(contact.opt_outs.filter(lifted_at=None))
    return _list(request, staff) | {
        "contact": contact,
        "language_name": queries.language_name(contact.language) if contact.language else "",
        "thread": newest[::-1],
        "is_waiting": any(message.needs_person for message in newest),
        "may_mean_stop": any(message.needs_person and sounds_like_stop(message.body) for message in newest),
        "opt_outs": opt_outs,
        "is_stopped": any(stop.scope == OptOutScope.ALL for stop in opt_outs),
        "consents": contact.consents.filter(ended_at=None).order_by("at"),
        "form": form if can(staff, Capability.ANSWER) else None,
    }


def _say_what_happened(request: HttpRequest, message: Message) -> None:
    if message.state == MessageState.SUPPRESSED:
        reason = Reason(message.reason).label if message.reason in Reason.values else message.reason
        messages.warning(request, _("Your answer was kept but not sent: %(reason)s.") % {"reason": reason})
    elif message.not_before and message.not_before > message.queued_at:
        messages.info(
            request, _("Your answer is kept. It goes out when quiet hours end where the person lives.")
        )
    else:
        messages.success(request, _("Your answer is on its way."))
