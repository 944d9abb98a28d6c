"""What people text us: stored once, understood, answered when a machine may, and kept for a person."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commonbeat.engine.messaging.actions import replies
from commonbeat.engine.messaging.actions.consent import opt_in, opt_out
from commonbeat.engine.messaging.actions.contacts import contact_for_phone
from commonbeat.engine.messaging.actions.dispatch import dispatch_now
from commonbeat.engine.messaging.actions.languages import heed_language
from commonbeat.engine.messaging.choices import (
    STOP_ALL,
    Channel,
    Direction,
    MessageState,
    OptOutScope,
    Scope,
    Source,
)
from commonbeat.engine.messaging.models import Contact, EmergencyAlert, Message, OptOut
from commonbeat.engine.messaging.queries import last_sent_to
from commonbeat.engine.messaging.rules.keywords import STOPS, Reply, classify
from commonbeat.engine.messaging.rules.segments import measure
from commonbeat.engine.messaging.rules.wording import Wording
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.core.ids import public_id
from commonbeat.ground.ledger.actions import record

# What the carrier says it has already understood and answered itself.
CARRIER_WORDS = {"STOP": Reply.STOP, "START": Reply.START, "HELP": Reply.HELP}
CONFIRMATIONS = {
    OptOutScope.ALL: Wording.STOPPED_ALL,
    OptOutScope.SURVEYS: Wording.STOPPED_SURVEYS,
    OptOutScope.UPDATES: Wording.STOPPED_UPDATES,
}


def receive(
    *,
    agency: Agency,
    phone: str,
    body: str,
    provider_ref: str,
    provider: str = "",
    opt_out_type: str = "",
    at: datetime,
) -> Message:
    """Store a received text once, act on it, and send the automatic answer at once.

    The same `provider_ref` returns the message already stored. Must not be called inside a transaction.
    Raises Invalid for a sender that is no telephone number.
    """
    provider = provider or settings.SMS_PROVIDER
    known = Message.objects.filter(provider=provider, provider_ref=provider_ref).first()
    if known is not None:
        return known
    try:
        message, answers = _receive(agency, phone, body, provider, provider_ref, opt_out_type, at)
    except IntegrityError:
        return Message.objects.get(provider=provider, provider_ref=provider_ref)
    if answers:
        dispatch_now(answers, at=at, worker=f"reply-{public_id()}")
    return message


@transaction.atomic
def mark_handled(*, message: Message, by: str, at: datetime) -> None:
    """Note who has dealt with a received text; the first one stays."""
    Message.objects.filter(pk=message.pk, needs_person=True).update(
        needs_person=False, handled_by=by, handled_at=at, updated_at=at
    )
    message.refresh_from_db(fields=["needs_person", "handled_by", "handled_at", "updated_at"])


@transaction.atomic
def acknowledge(*, alert: EmergencyAlert, by: str, at: datetime) -> None:
    """Note who has seen an emergency text. Raises Refused if someone already has."""
    changed = EmergencyAlert.objects.filter(pk=alert.pk, acknowledged_at=None).update(
        acknowledged_by=by, acknowledged_at=at
    )
    if not changed:
        raise Refused(_("Someone has already acknowledged this message."), code="already_acknowledged")
    mark_handled(message=alert.message, by=by, at=at)
    _record("emergency.acknowledged", alert.message, at)


@transaction.atomic
def _receive(
    agency: Agency, phone: str, body: str, provider: str, provider_ref: str, opt_out_type: str, at: datetime
) -> tuple[Message, list[Message]]:
    contact = contact_for_phone(agency=agency, phone=phone, source=Source.TEXTED, at=at)
    body = storable(body)
    kind = CARRIER_WORDS.get(opt_out_type.upper()) or _meaning(contact, body)
    asks_for_language = heed_language(contact=contact, body=body)
    message = _stored(contact, body, kind, provider, provider_ref, at)
    key = _act(message, kind, asks_for_language, at)
    # The carrier has answered what it understood itself; a second confirmation would be one too many.
    if not key or opt_out_type:
        return message, []
    return message, [replies.reply(contact=contact, key=key, answers=message, at=at)]


def storable(body: str) -> str:
    """Return the text as any database takes it: no NUL, no half of a surrogate pair."""
    return body.replace("\x00", "").encode("utf-8", "replace").decode()


def _meaning(contact: Contact, body: str) -> Reply:
    kind = classify(body)
    # "Yes" answers a question; it brings back only someone who has left.
    if kind is Reply.START and not OptOut.objects.filter(contact=contact, lifted_at=None).exists():
        return Reply.OTHER
    return kind


def _stored(
    contact: Contact, body: str, kind: Reply, provider: str, provider_ref: str, at: datetime
) -> Message:
    answered = last_sent_to(contact)
    return Message.objects.create(
        agency=contact.agency,
        contact=contact,
        direction=Direction.IN,
        channel=Channel.SMS,
        scope=answered.scope if answered else Scope.SERVICE,
        language=contact.language,
        body=body,
        segments=min(measure(body).segments, 32767),
        subject=answered.subject if answered else "",
        state=MessageState.RECEIVED,
        provider=provider,
        provider_ref=provider_ref,
        needs_person=kind in (Reply.OTHER, Reply.EMERGENCY),
        queued_at=at,
        updated_at=at,
    )


def _act(message: Message, kind: Reply, asks_for_language: str, at: datetime) -> Wording | None:
    """Do what the text asks for; return the key of the automatic answer, if there is one."""
    if kind in STOPS:
        return _stop(message, kind, at)
    if kind is Reply.EMERGENCY:
        EmergencyAlert.objects.create(message=message, at=at)
        _record("emergency.raised", message, at)
        return Wording.EMERGENCY
    if kind is Reply.START:
        opt_in(contact=message.contact, source=Source.TEXTED, wording=message.body[:300], by=RESIDENT, at=at)
        return Wording.STARTED
    if kind is Reply.HELP:
        return Wording.HELP
    _record("message.received", message, at)
    # A survey goes on in the new language by itself; anyone else is told that we heard.
    return Wording.LANGUAGE if asks_for_language and message.scope != Scope.SURVEYS else None


def _stop(message: Message, kind: Reply, at: datetime) -> Wording | None:
    scope = _scope_of_stop(message, kind)
    already = OptOut.objects.filter(
        contact=message.contact, channel=Channel.SMS, scope__in=[scope, OptOutScope.ALL], lifted_at=None
    )
    if already.exists():
        # One confirmation is allowed, and it has been sent.
        return None
    opt_out(contact=message.contact, scope=scope, source=Source.TEXTED, message=message, by=RESIDENT, at=at)
    return CONFIRMATIONS[scope]


def _scope_of_stop(message: Message, kind: Reply) -> OptOutScope:
    if kind is Reply.STOP_SURVEYS:
        return OptOutScope.SURVEYS
    if kind is Reply.STOP_UPDATES:
        return OptOutScope.UPDATES
    if setting(message.agency, STOP_ALL) or message.scope not in OptOutScope.values:
        return OptOutScope.ALL
    return OptOutScope(message.scope)


def _record(verb: str, message: Message, at: datetime) -> None:
    record(
        verb,
        subject=f"message:{message.public_id}",
        agency=message.agency.slug,
        by=RESIDENT,
        at=at,
        content={"about": message.subject},
    )
