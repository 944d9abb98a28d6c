"""Writes about asking a person who was treated badly what they want, and hearing their answer."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.domain.conduct import events
from commonbeat.domain.conduct.actions.call_backs import note
from commonbeat.domain.conduct.choices import CallBackState, Wish
from commonbeat.domain.conduct.models import CallBack, ThanksReply
from commonbeat.domain.conduct.queries import language_of
from commonbeat.domain.conduct.rules import next_wish
from commonbeat.engine.messaging.actions import mark_handled, queue
from commonbeat.engine.messaging.choices import MessageClass, MessageState, Scope
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys.choices import OPEN_STATES
from commonbeat.engine.surveys.models import Invitation
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import RESIDENT, SYSTEM
from commonbeat.ground.ledger.actions import record

# An offer that comes days after the survey would puzzle more than it helps.
OFFER_WITHIN = timedelta(days=3)
# Within these minutes of their last answer, a text still continues what the person began.
STILL_TALKING = timedelta(minutes=15)
# What the texts of a call-back are about: "call_back:" and its name on texts.
SUBJECT = "call_back"
AWAITED = (Wish.ASKED, Wish.CONFIRMING)
DECIDED = (Wish.NOTHING, Wish.CALL, Wish.COMPLAINT)


@transaction.atomic
def offer(*, call_back: CallBack, at: datetime) -> bool:
    """Ask by text what the person wants, once and after their survey; tell whether it was asked."""
    call_back = _locked(call_back)
    contact = call_back.contact
    if contact is None or call_back.wish != Wish.UNASKED or call_back.state == CallBackState.CLOSED:
        return False
    if _has_open_question(contact):
        return False
    with override(language_of(call_back.response)):
        words = _offer_words(call_back.agency)
        message = _send(call_back, contact, words, "offer", at, _class(call_back, at))
    if message.state == MessageState.SUPPRESSED:
        return False
    _set_wish(call_back, Wish.ASKED, at)
    note(events.CALL_BACK_OFFERED, call_back, SYSTEM, at)
    return True


def offer_waiting(*, at: datetime) -> int:
    """Offer to those whose survey ended without its last answer; return how many were asked."""
    waiting = CallBack.objects.filter(
        wish=Wish.UNASKED,
        opened_at__gte=at - OFFER_WITHIN,
        response__invitation__contact__isnull=False,
    ).exclude(state=CallBackState.CLOSED)
    return sum(offer(call_back=call_back, at=at) for call_back in waiting)


@transaction.atomic
def hear(*, message: Message, at: datetime) -> bool:
    """Take a text as the answer to an offer, and tell whether it was one.

    It is one only when the last text to them was ours, still awaits an answer, and no survey question does.
    What is not understood stays with the people who read free text.
    """
    call_back = _awaiting(message)
    if call_back is None or _has_open_question(message.contact):
        return False
    wish = next_wish(call_back.wish, message.body)
    if wish is None:
        return False
    _set_wish(call_back, Wish(wish), at)
    if wish in DECIDED:
        note(events.CALL_BACK_WISHED, call_back, RESIDENT, at, wish=wish)
    if wish == Wish.COMPLAINT:
        _request_complaint(call_back, at)
    with override(language_of(call_back.response)):
        _send(call_back, message.contact, _words_for(call_back), f"{wish}-{int(at.timestamp())}", at)
    if message.needs_person and message.handled_at is None:
        mark_handled(message=message, by="call-back", at=at)
    return True


def _words_for(call_back: CallBack) -> str:
    """Return what the person is told about the wish they have just made."""
    agency = call_back.agency
    named = {"agency": agency.short_name, "board": board_of(agency), "day": _day(call_back.due_at, agency)}
    words = {
        Wish.NOTHING: _("%(agency)s: thank you. We will not call you."),
        Wish.CALL: _("%(agency)s: thank you. A supervisor will call you by %(day)s."),
        Wish.CONFIRMING: _(
            "%(agency)s: shall we pass your answers and this number to the %(board)s as a complaint? "
            "Reply YES to do so. Without your YES nothing is sent."
        ),
        Wish.ASKED: _("%(agency)s: no complaint was made. Reply 1 for nothing more, 2 for a call."),
        Wish.COMPLAINT: _recorded_words(agency),
    }
    return words[Wish(call_back.wish)] % named


def board_of(agency: Agency) -> str:
    """Return who hears complaints: the independent body, or the agency itself where there is none."""
    return agency.oversight_name or agency.name


def _offer_words(agency: Agency) -> str:
    return _(
        "%(agency)s: we are sorry this did not go well. What would you like? Reply 1 nothing more, "
        "2 a call from a supervisor, 3 a complaint with the %(board)s."
    ) % {"agency": agency.short_name, "board": board_of(agency)}


def _recorded_words(agency: Agency) -> str:
    words = _(
        "%(agency)s: thank you. Your wish to complain is recorded and a person will pass it to the %(board)s."
    )
    if not agency.oversight_contact:
        return words
    itself = _("You can also reach them yourself: %(contact)s") % {"contact": agency.oversight_contact}
    return f"{words} {itself.replace('%', '%%')}"


def _request_complaint(call_back: CallBack, at: datetime) -> None:
    record(
        events.COMPLAINT_REQUESTED,
        subject=f"call_back:{call_back.public_id}",
        agency=call_back.agency.slug,
        by=RESIDENT,
        at=at,
    )


def _set_wish(call_back: CallBack, wish: Wish, at: datetime) -> None:
    call_back.wish, call_back.wish_at = wish, at
    call_back.asked_at = call_back.asked_at or at
    call_back.save(update_fields=["wish", "wish_at", "asked_at"])


def _class(call_back: CallBack, at: datetime) -> MessageClass:
    is_talking = call_back.response.answers.filter(at__gt=at - STILL_TALKING).exists()
    return MessageClass.ANSWER if is_talking else MessageClass.ORDINARY


def _send(
    call_back: CallBack,
    contact: Contact,
    words: str,
    step: str,
    at: datetime,
    message_class: MessageClass = MessageClass.ANSWER,
) -> Message:
    return queue(
        contact=contact,
        scope=Scope.SERVICE,
        message_class=message_class,
        body=words,
        language=language_of(call_back.response),
        dedupe_key=f"call-back-{call_back.text_ref}-{step}",
        subject=f"{SUBJECT}:{call_back.text_ref}",
        by=SYSTEM,
        at=at,
    )


def _awaiting(message: Message) -> CallBack | None:
    """Return the offer that was the last text to this person, locked, if the text came after it."""
    kind, _colon, text_ref = message.subject.partition(":")
    if kind != SUBJECT:
        return None
    return (
        CallBack.objects.select_for_update(of=("self",))
        .select_related("agency", "response__invitation")
        .filter(
            text_ref=text_ref,
            response__invitation__contact=message.contact,
            wish__in=AWAITED,
            wish_at__lt=message.queued_at,
        )
        .exclude(state=CallBackState.CLOSED)
        .first()
    )


def cut_loose(*, at: datetime) -> int:
    """Drop the names on texts once surveys are cut loose from their numbers; return how many."""
    unlinked = {"response__invitation__contact_unlinked_at__lte": at}
    calls = CallBack.objects.filter(text_ref__isnull=False, **unlinked).update(text_ref=None)
    replies = ThanksReply.objects.filter(
        text_ref__isnull=False, thanks__response__invitation__contact_unlinked_at__lte=at
    ).update(text_ref=None)
    return calls + replies


def _locked(call_back: CallBack) -> CallBack:
    return (
        CallBack.objects.select_for_update(of=("self",))
        .select_related("agency", "response__invitation__contact")
        .get(pk=call_back.pk)
    )


def _has_open_question(contact: Contact) -> bool:
    return Invitation.objects.filter(contact=contact, state__in=OPEN_STATES, next_item__isnull=False).exists()


def _day(moment: datetime, agency: Agency) -> str:
    return formats.date_format(moment.astimezone(ZoneInfo(agency.time_zone)), _("l, F j"))
