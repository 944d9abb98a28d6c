"""What staff do in a conversation: answer it, close it, and stop the texts of someone who asked for that."""

from datetime import datetime, timedelta

from django.db import transaction

from commonbeat.engine.messaging.actions.consent import opt_out
from commonbeat.engine.messaging.actions.inbound import mark_handled
from commonbeat.engine.messaging.actions.outbox import queue
from commonbeat.engine.messaging.choices import Direction, MessageClass, OptOutScope, Scope, Source
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.ledger.actions import record

# Within this time of the person's own text an answer may go at any hour; later it waits for the morning.
STILL_THERE = timedelta(hours=1)


@transaction.atomic
def answer_conversation(
    *, contact: Contact, body: str, dedupe_key: str, answered_by: str, by: Actor, at: datetime
) -> Message:
    """Queue a person's own words to a resident and mark what waited as handled.

    The message may come back held back, with its reason: someone who said STOP is not written to.
    """
    latest = contact.messages.filter(direction=Direction.IN).order_by("-queued_at").first()
    is_prompt = latest is not None and at - latest.queued_at < STILL_THERE
    message = queue(
        contact=contact,
        scope=Scope.SERVICE,
        body=body,
        dedupe_key=dedupe_key,
        subject=latest.subject if latest else "",
        message_class=MessageClass.ANSWER if is_prompt else MessageClass.ORDINARY,
        by=by,
        at=at,
    )
    _settle(contact, handled_by=answered_by, at=at)
    _record("conversation.answered", contact, by=by, at=at)
    return message


@transaction.atomic
def close_conversation(*, contact: Contact, handled_by: str, by: Actor, at: datetime) -> None:
    """Note that what the person wrote needs no more from us."""
    if _settle(contact, handled_by=handled_by, at=at):
        _record("conversation.handled", contact, by=by, at=at)


@transaction.atomic
def stop_for(*, contact: Contact, handled_by: str, by: Actor, at: datetime) -> None:
    """Stop all texts to a person who asked for it in words that only a person understood."""
    asked = contact.messages.filter(direction=Direction.IN).order_by("-queued_at", "-pk").first()
    opt_out(contact=contact, scope=OptOutScope.ALL, source=Source.STAFF, message=asked, by=by, at=at)
    _settle(contact, handled_by=handled_by, at=at)


def _settle(contact: Contact, *, handled_by: str, at: datetime) -> int:
    waiting = list(contact.messages.filter(needs_person=True))
    for message in waiting:
        mark_handled(message=message, by=handled_by, at=at)
    return len(waiting)


def _record(verb: str, contact: Contact, *, by: Actor, at: datetime) -> None:
    record(verb, subject=f"contact:{contact.public_id}", agency=contact.agency.slug, by=by, at=at)
