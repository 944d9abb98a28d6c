"""What a provider's word does to a message, and to what we know about its number."""

from datetime import datetime

from commonbeat.engine.messaging.actions.blocks import block_lookup
from commonbeat.engine.messaging.actions.consent import opt_out
from commonbeat.engine.messaging.choices import (
    BlockKind,
    Channel,
    MessageState,
    OptOutScope,
    Reason,
    Source,
)
from commonbeat.engine.messaging.models import Message
from commonbeat.engine.messaging.rules.retries import CONFIRM_AFTER, MOST_ATTEMPTS, wait_before
from commonbeat.engine.messaging.rules.status import is_news, state_for
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.actions import record

IN_THE_AIR = (MessageState.SENDING, MessageState.UNCERTAIN)
STOPPED_AT_CARRIER = "21610"
# Codes that say something about the number, whoever texts it.
NUMBER_FACTS = {
    "30006": BlockKind.LANDLINE,
    "21614": BlockKind.LANDLINE,
    "21211": BlockKind.INVALID,
    "30005": BlockKind.INVALID,
}


def note_accepted(message: Message, *, ref: str, status: str, error_code: str = "", at: datetime) -> None:
    """Store that the provider has it. Nothing is stored if another word about it came first."""
    state = state_for(status) or MessageState.SENT
    changed = Message.objects.filter(pk=message.pk, state__in=IN_THE_AIR).update(
        **_news(state, error_code, at),
        provider_ref=ref,
        sent_at=at,
        lease_by="",
        lease_until=None,
        reason="",
    )
    if changed and state in (MessageState.FAILED, MessageState.UNDELIVERED):
        _learn(message, state, error_code, at)


def note_status(message: Message, *, ref: str, status: str, error_code: str, at: datetime) -> bool:
    """Move the message forward if the report is news; return whether it was. The row must be locked."""
    state = state_for(status)
    if state is None or not is_news(message.state, state):
        return False
    Message.objects.filter(pk=message.pk).update(
        **_news(state, error_code, at),
        provider_ref=ref,
        sent_at=message.sent_at or at,
        lease_by="",
        lease_until=None,
        reason="",
    )
    _learn(message, state, error_code, at)
    return True


def note_rejected(message: Message, *, code: str, is_permanent: bool, at: datetime) -> None:
    """Store a refusal: for good it is the end, for now it is tried again later."""
    if is_permanent:
        give_up(message, reason="", code=code, at=at)
    elif message.attempts >= MOST_ATTEMPTS:
        give_up(message, reason=Reason.GAVE_UP, code=code, at=at)
    else:
        put_back(message, due=at + wait_before(message.attempts, message.pk), code=code, at=at)


def note_unsure(message: Message, *, at: datetime) -> None:
    """Store that nobody knows; from now on the provider is asked, and the message never sent blindly.

    The lease's end stays: until then the call may still have been under way.
    """
    Message.objects.filter(pk=message.pk, state=MessageState.SENDING).update(
        state=MessageState.UNCERTAIN,
        lease_by="",
        next_attempt_at=at + wait_before(1),
        updated_at=at,
    )


def put_back(message: Message, *, due: datetime, code: str = "", at: datetime) -> None:
    """Queue it once more; only for a message that is certainly not with the provider."""
    Message.objects.filter(pk=message.pk, state__in=[*IN_THE_AIR, MessageState.SENT]).update(
        state=MessageState.QUEUED,
        lease_by="",
        lease_until=None,
        provider_ref="",
        error_code=code,
        next_attempt_at=due,
        updated_at=at,
    )


def give_up(message: Message, *, reason: str, code: str, at: datetime) -> None:
    changed = Message.objects.filter(pk=message.pk, state__in=[*IN_THE_AIR, MessageState.SENT]).update(
        **_news(MessageState.FAILED, code, at), reason=reason, lease_by="", lease_until=None
    )
    if changed:
        message.reason = reason
        _learn(message, MessageState.FAILED, code, at)


def _news(state: str, error_code: str, at: datetime) -> dict[str, object]:
    is_final = state != MessageState.SENT
    return {
        "state": state,
        "error_code": error_code,
        "settled_at": at if is_final else None,
        "next_attempt_at": None if is_final else at + CONFIRM_AFTER,
        "updated_at": at,
    }


def _learn(message: Message, state: str, code: str, at: datetime) -> None:
    """Write the end of a message into the book, and remember what its code says about the number."""
    if state == MessageState.SENT:
        return
    record(
        "message.delivered" if state == MessageState.DELIVERED else "message.failed",
        subject=f"message:{message.public_id}",
        agency=message.agency.slug,
        by=SYSTEM,
        at=at,
        content={"code": code, "reason": message.reason, "about": message.subject},
    )
    contact = message.contact
    if code == STOPPED_AT_CARRIER:
        opt_out(contact=contact, scope=OptOutScope.ALL, source=Source.CARRIER, by=SYSTEM, at=at)
    elif code in NUMBER_FACTS and message.channel == Channel.SMS:
        block_lookup(
            agency=message.agency,
            lookup=contact.phone_lookup,
            kind=NUMBER_FACTS[code],
            reason=code,
            by=SYSTEM,
            added_by=str(Source.CARRIER.label),
            at=at,
        )
