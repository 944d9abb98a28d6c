"""Numbers that are never texted."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.engine.messaging.choices import Channel, MessageState, Reason
from commonbeat.engine.messaging.models import Block, Message
from commonbeat.engine.messaging.rules import envelope, phones
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM, Actor
from commonbeat.ground.core.errors import Invalid
from commonbeat.ground.ledger.actions import record


def add_block(
    *, agency: Agency, phone: str, kind: str, reason: str = "", by: Actor, added_by: str, at: datetime
) -> Block:
    """Block a number, known or not yet known to us, and hold back what waits for it. Raises Invalid."""
    number = phones.normalise(phone)
    if number is None:
        raise Invalid(_("This is not a telephone number we can use."), code="phone_invalid", where="phone")
    lookup = envelope.lookup(settings.SECRET_KEY, number)
    return block_lookup(
        agency=agency, lookup=lookup, kind=kind, reason=reason, by=by, added_by=added_by, at=at
    )


@transaction.atomic
def block_lookup(
    *, agency: Agency, lookup: str, kind: str, reason: str, by: Actor, added_by: str, at: datetime
) -> Block:
    """Block a number known by its hash alone. Safe to call twice."""
    block, created = Block.objects.get_or_create(
        agency=agency,
        phone_lookup=lookup,
        lifted_at=None,
        defaults={"kind": kind, "reason": reason, "added_by": added_by, "at": at},
    )
    if created:
        _hold_back(agency, lookup, at)
        _record("number.blocked", block, by=by, at=at)
    return block


@transaction.atomic
def lift_block(*, block: Block, by: Actor, at: datetime) -> None:
    if block.lifted_at is None:
        block.lifted_at = at
        block.save(update_fields=["lifted_at"])
        _record("number.unblocked", block, by=by, at=at)


def _hold_back(agency: Agency, lookup: str, at: datetime) -> None:
    waiting = Message.objects.filter(
        agency=agency, contact__phone_lookup=lookup, channel=Channel.SMS, state=MessageState.QUEUED
    )
    for message in waiting.select_for_update(of=("self",)):
        message.state, message.reason = MessageState.SUPPRESSED, Reason.BLOCKED
        message.settled_at = message.updated_at = at
        message.save(update_fields=["state", "reason", "settled_at", "updated_at"])
        record(
            "message.suppressed",
            subject=f"message:{message.public_id}",
            agency=agency.slug,
            by=SYSTEM,
            at=at,
            content={"reason": Reason.BLOCKED, "about": message.subject},
        )


def _record(verb: str, block: Block, *, by: Actor, at: datetime) -> None:
    record(
        verb,
        subject=f"block:{block.pk}",
        agency=block.agency.slug,
        by=by,
        at=at,
        content={"kind": block.kind},
    )
