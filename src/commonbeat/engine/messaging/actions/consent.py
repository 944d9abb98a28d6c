"""What people agreed to, and what they asked us to stop."""

from datetime import datetime

from django.db import transaction

from commonbeat.engine.messaging.choices import Channel, MessageState, OptOutScope, Reason
from commonbeat.engine.messaging.models import Consent, Contact, Message, OptOut
from commonbeat.engine.messaging.rules.sending import is_stopped
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.ledger.actions import record


@transaction.atomic
def give_consent(
    *, contact: Contact, scope: str, source: str, wording: str = "", by: Actor, at: datetime
) -> Consent:
    """Store why we may write to this person; `wording` is what they were told or what they said."""
    consent = Consent.objects.create(contact=contact, scope=scope, source=source, wording=wording, at=at)
    _record("contact.consented", contact, scope, source, by=by, at=at)
    return consent


@transaction.atomic
def opt_out(
    *,
    contact: Contact,
    scope: str,
    source: str,
    channel: str = Channel.SMS,
    message: Message | None = None,
    by: Actor,
    at: datetime,
) -> OptOut:
    """Stop a scope from now on, and what already waits in it. Safe to call twice."""
    found, created = OptOut.objects.get_or_create(
        contact=contact,
        channel=channel,
        scope=scope,
        lifted_at=None,
        defaults={"source": source, "message": message, "at": at},
    )
    if created:
        ended = Consent.objects.filter(contact=contact, ended_at=None)
        if scope != OptOutScope.ALL:
            ended = ended.filter(scope=scope)
        ended.update(ended_at=at)
        _suppress_waiting(contact, channel, scope, at)
        _record("contact.opted_out", contact, scope, source, by=by, at=at)
    return found


@transaction.atomic
def opt_in(
    *,
    contact: Contact,
    scope: str = OptOutScope.ALL,
    source: str,
    channel: str = Channel.SMS,
    wording: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Lift the opt-outs of a scope (all of them for ALL) and store the new consent.

    Coming back for one scope after stopping all leaves the other scopes stopped.
    """
    held = OptOut.objects.filter(contact=contact, channel=channel, lifted_at=None)
    if scope != OptOutScope.ALL:
        if held.filter(scope=OptOutScope.ALL).exists():
            for other in {OptOutScope.SURVEYS, OptOutScope.UPDATES} - {OptOutScope(scope)}:
                opt_out(contact=contact, scope=other, source=source, channel=channel, by=by, at=at)
        held = held.filter(scope__in=[scope, OptOutScope.ALL])
    held.update(lifted_at=at)
    Consent.objects.create(contact=contact, scope=scope, source=source, wording=wording, at=at)
    _record("contact.opted_in", contact, scope, source, by=by, at=at)


def _suppress_waiting(contact: Contact, channel: str, scope: str, at: datetime) -> None:
    waiting = contact.messages.filter(channel=channel, state=MessageState.QUEUED)
    stopped = [
        row.pk
        for row in waiting.only("scope", "message_class")
        if is_stopped(row.scope, row.message_class, frozenset({scope}))
    ]
    Message.objects.filter(pk__in=stopped, state=MessageState.QUEUED).update(
        state=MessageState.SUPPRESSED, reason=Reason.OPTED_OUT, settled_at=at, updated_at=at
    )


def _record(verb: str, contact: Contact, scope: str, source: str, *, by: Actor, at: datetime) -> None:
    record(
        verb,
        subject=f"contact:{contact.public_id}",
        agency=contact.agency.slug,
        by=by,
        at=at,
        content={"scope": scope, "source": source},
    )
