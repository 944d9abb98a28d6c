"""Writes about an officer's short answer to a thank-you."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.conduct import events
from commonbeat.domain.conduct.access import reply_to_approve
from commonbeat.domain.conduct.choices import REPLIES, ReplyState
from commonbeat.domain.conduct.models import Delivery, ThanksReply
from commonbeat.domain.conduct.queries import can_be_answered
from commonbeat.domain.conduct.rules import LONGEST_REPLY, reply_faults
from commonbeat.engine.messaging.actions import queue
from commonbeat.engine.messaging.choices import Scope
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.core.errors import Forbidden, Invalid, Refused
from commonbeat.ground.ledger.actions import record


@transaction.atomic
def draft_reply(*, delivery: Delivery, body: str, by: Staff, at: datetime) -> ThanksReply:
    """Keep the officer's answer until a supervisor has read it. Raises Invalid for what it must not hold."""
    thanks = delivery.thanks
    if by != delivery.staff or delivery.is_copy:
        raise Forbidden(_("Only the person who was thanked can answer."), code="forbidden")
    if not setting(thanks.agency, REPLIES):
        raise Refused(_("Your agency does not answer thanks by text."), code="replies_off")
    if not can_be_answered(thanks):
        raise Refused(_("We no longer hold a number for this person."), code="no_number")
    faults = reply_faults(body, thanks.language)
    if faults:
        raise Invalid(_fault_words(faults[0]), code=f"reply_{faults[0]}", where="body")
    if thanks.replies.filter(staff=by).exclude(state=ReplyState.DECLINED).exists():
        raise Refused(_("You have already answered this thank-you."), code="already_done")
    reply = ThanksReply.objects.create(thanks=thanks, staff=by, body=body.strip(), drafted_at=at)
    _record(events.REPLY_DRAFTED, reply, by, at)
    return reply


@transaction.atomic
def approve_reply(*, reply: ThanksReply, by: Staff, at: datetime) -> ThanksReply:
    """Send the answer as a text. Raises Refused when the person can no longer be reached."""
    reply = _drafted(reply, by)
    contact = reply.thanks.contact
    if contact is None:
        raise Refused(_("We no longer hold a number for this person."), code="no_number")
    agency = reply.thanks.agency
    queue(
        contact=contact,
        scope=Scope.SERVICE,
        body=f"{agency.short_name}: {reply.body}",
        language=reply.thanks.language,
        dedupe_key=f"thanks-reply-{reply.text_ref}",
        subject=f"thanks_reply:{reply.text_ref}",
        by=by.actor(),
        at=at,
    )
    _settle(reply, ReplyState.SENT, by, at)
    _record(events.REPLY_SENT, reply, by, at)
    return reply


@transaction.atomic
def decline_reply(*, reply: ThanksReply, by: Staff, at: datetime) -> None:
    reply = _drafted(reply, by)
    _settle(reply, ReplyState.DECLINED, by, at)
    _record(events.REPLY_DECLINED, reply, by, at)


def _drafted(reply: ThanksReply, by: Staff) -> ThanksReply:
    locked = ThanksReply.objects.select_for_update().get(pk=reply.pk)
    if by == locked.staff:
        raise Forbidden(_("Somebody else has to approve your words."), code="own_reply")
    if locked.state != ReplyState.DRAFTED:
        raise Refused(_("Somebody has already dealt with this reply."), code="already_done")
    return reply_to_approve(by, locked.pk)


def _settle(reply: ThanksReply, state: ReplyState, by: Staff, at: datetime) -> None:
    reply.state, reply.settled_by, reply.settled_at = state, by, at
    reply.save(update_fields=["state", "settled_by", "settled_at"])


def _fault_words(fault: str) -> str:
    if fault == "empty":
        return _("Write a few words first.")
    if fault == "too_long":
        return _("Keep it to %(most)s characters.") % {"most": LONGEST_REPLY}
    return _("Leave out numbers, addresses and links. This text goes to someone's own phone.")


def _record(verb: str, reply: ThanksReply, by: Staff, at: datetime, **content: object) -> None:
    record(
        verb,
        subject=f"thanks:{reply.thanks.public_id}",
        agency=reply.thanks.agency.slug,
        by=by.actor(),
        at=at,
        content={"reply": reply.pk, **content},
    )
