"""Sending what is due: a claim that is committed, the calls, and the answers, in this order.

A worker killed before the claim leaves everything queued; one killed after it leaves messages in `sending`
whose lease runs out, and `settle` then asks the provider. No path sends a message twice.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import TypeVar

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.module_loading import import_string

from commonbeat.engine.messaging.actions import outcomes
from commonbeat.engine.messaging.choices import Channel, Direction, MessageState
from commonbeat.engine.messaging.models import Message, StatusReport
from commonbeat.engine.messaging.providers import (
    Accepted,
    Outgoing,
    Provider,
    Rejected,
    Unsure,
    provider_named,
)
from commonbeat.engine.messaging.queries import address_of, facts_of, sender_of, standing_of
from commonbeat.engine.messaging.rules.retries import CALL_SECONDS, LEASE
from commonbeat.engine.messaging.rules.sending import ALWAYS_ANSWERED, Answer, Verdict, decide
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.actions import record

log = logging.getLogger(__name__)
Asked = TypeVar("Asked")
Told = TypeVar("Told")

STOP_SALT = "messaging.stop"
# A guard that breaks says nothing; the message waits, unsent, and is looked at again after this.
GUARD_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True)
class NotTried:
    """The lease was nearly over before the call could begin."""


Word = Accepted | Rejected | Unsure | NotTried


def dispatch(*, at: datetime, limit: int = 50, worker: str, lease: timedelta = LEASE) -> int:
    """Send up to `limit` messages that are due; return how many were looked at (0: nothing is due).

    Must not be called inside a transaction. `worker` names this call and no other.
    """
    due = Message.objects.filter(direction=Direction.OUT, state=MessageState.QUEUED, next_attempt_at__lte=at)
    return _run(due.order_by("next_attempt_at", "id")[:limit], at, worker, lease)


def dispatch_now(messages: Sequence[Message], *, at: datetime, worker: str) -> int:
    """Send these messages at once if they are due; what fails stays for the worker."""
    due = Message.objects.filter(
        pk__in=[message.pk for message in messages], state=MessageState.QUEUED, next_attempt_at__lte=at
    )
    return _run(due.order_by("id"), at, worker, LEASE)


def _run(due: QuerySet[Message], at: datetime, worker: str, lease: timedelta) -> int:
    # Not the time of day: how long this worker may still call, counted from before the claim.
    last_call = monotonic() + lease.total_seconds() - 2 * CALL_SECONDS
    if lease.total_seconds() < 4 * CALL_SECONDS:
        last_call = monotonic() + lease.total_seconds() / 2
    looked_at, claimed = _claim(due, at, worker, lease)
    for name in {message.provider for message in claimed}:
        _send([m for m in claimed if m.provider == name], provider_named(name), at, last_call)
    return looked_at


@transaction.atomic(durable=True)
def _claim(due: QuerySet[Message], at: datetime, worker: str, lease: timedelta) -> tuple[int, list[Message]]:
    """Return how many messages were due and those that this worker now holds, committed."""
    messages = list(due.select_related("contact", "agency").select_for_update(skip_locked=True, of=("self",)))
    if not messages:
        return 0, []
    standing = {agency.pk: standing_of(agency) for agency in {message.agency for message in messages}}
    claimed = []
    for message, facts in zip(messages, facts_of(messages, standing, at), strict=True):
        verdict = decide(facts, standing[message.agency_id].limits, at)
        if verdict.answer is Answer.SEND:
            verdict = _guarded(message, at)
        if verdict.answer is Answer.SEND:
            claimed.append(message)
        else:
            _hold(message, verdict, at)
    return len(messages), _lease(claimed, at, worker, lease)


def _guarded(message: Message, at: datetime) -> Verdict:
    """Ask the part of the house that the message is about, in the last moment before it goes."""
    path = settings.MESSAGE_GUARDS.get(message.subject.partition(":")[0])
    if not path or message.message_class in ALWAYS_ANSWERED:
        return Verdict(Answer.SEND)
    try:
        with transaction.atomic():
            reason = import_string(path)(message.subject, at)
    except Exception as broken:
        log.exception("The guard of message %s broke: %s", message.public_id, type(broken).__name__)
        return Verdict(Answer.WAIT, at=at + GUARD_PAUSE)
    return Verdict(Answer.SUPPRESS, reason) if reason else Verdict(Answer.SEND)


def _hold(message: Message, verdict: Verdict, at: datetime) -> None:
    if verdict.answer is Answer.WAIT:
        Message.objects.filter(pk=message.pk, state=MessageState.QUEUED).update(
            next_attempt_at=verdict.at, not_before=verdict.at, updated_at=at
        )
        return
    state = MessageState.EXPIRED if verdict.answer is Answer.EXPIRE else MessageState.SUPPRESSED
    Message.objects.filter(pk=message.pk, state=MessageState.QUEUED).update(
        state=state, reason=verdict.reason, settled_at=at, updated_at=at
    )
    record(
        f"message.{state.value}",
        subject=f"message:{message.public_id}",
        agency=message.agency.slug,
        by=SYSTEM,
        at=at,
        content={"reason": verdict.reason, "about": message.subject},
    )


def _lease(messages: list[Message], at: datetime, worker: str, lease: timedelta) -> list[Message]:
    for name in {_provider_name(message) for message in messages}:
        Message.objects.filter(
            pk__in=[m.pk for m in messages if _provider_name(m) == name], state=MessageState.QUEUED
        ).update(
            state=MessageState.SENDING,
            lease_by=worker,
            lease_until=at + lease,
            tried_at=at,
            attempts=F("attempts") + 1,
            provider=name,
            updated_at=at,
        )
    held = Message.objects.filter(
        pk__in=[m.pk for m in messages], lease_by=worker, state=MessageState.SENDING, lease_until=at + lease
    )
    return list(held.select_related("contact", "agency").order_by("id"))


def _provider_name(message: Message) -> str:
    return "email" if message.channel == Channel.EMAIL else settings.SMS_PROVIDER


def _send(messages: list[Message], provider: Provider, at: datetime, last_call: float) -> None:
    outgoing = [_outgoing(message, at) for message in messages]
    words = in_parallel(provider, outgoing, partial(_call, provider, last_call))
    _store(messages, words, at)


def _call(provider: Provider, last_call: float, outgoing: Outgoing) -> Word:
    if monotonic() > last_call:
        return NotTried()
    try:
        return provider.send(outgoing)
    except (Rejected, Unsure) as word:
        return word
    except Exception as broken:
        # Its text may hold the number. Whatever broke, the provider may have the message: ask, never repeat.
        log.error("Provider %s broke on %s: %s", provider.name, outgoing.reference, type(broken).__name__)
        return Unsure()


def in_parallel(provider: Provider, asked: list[Asked], call: Callable[[Asked], Told]) -> list[Told]:
    """Return the answers in order, with as many calls at a time as the provider takes."""
    if provider.at_once == 1:
        return [call(one) for one in asked]
    with ThreadPoolExecutor(provider.at_once, thread_name_prefix=provider.name) as pool:
        return list(pool.map(call, asked))


def _outgoing(message: Message, at: datetime) -> Outgoing:
    is_text = message.channel == Channel.SMS
    return Outgoing(
        reference=message.public_id,
        to=address_of(message),
        sender=sender_of(message.agency) if is_text else settings.DEFAULT_FROM_EMAIL,
        body=message.body,
        at=at,
        title=message.title,
        stop_url="" if is_text else stop_url(message),
    )


def stop_url(message: Message) -> str:
    """Return the address that stops e-mails of this kind with one click; it needs no sign-in."""
    token = signing.dumps([message.contact.public_id, message.scope], salt=STOP_SALT)
    return f"{settings.PUBLIC_URL}/unsubscribe/{token}/"


@transaction.atomic
def _store(messages: list[Message], words: list[Word], at: datetime) -> None:
    for message, word in zip(messages, words, strict=True):
        match word:
            case Accepted():
                outcomes.note_accepted(message, ref=word.ref, status=word.status, at=at)
            case Rejected():
                outcomes.note_rejected(message, code=word.code, is_permanent=word.is_permanent, at=at)
            case Unsure():
                outcomes.note_unsure(message, at=at)
            case NotTried():
                outcomes.put_back(message, due=at, at=at)
    accepted = {w.ref: m for m, w in zip(messages, words, strict=True) if isinstance(w, Accepted)}
    _apply_early_reports(accepted, at)
    _record_batch([m for m, w in zip(messages, words, strict=True) if isinstance(w, Accepted)], at)


def _apply_early_reports(accepted: dict[str, Message], at: datetime) -> None:
    """Apply what the provider reported before we had stored the reference it reported on."""
    for report in StatusReport.objects.filter(provider_ref__in=accepted).order_by("at", "pk"):
        message = Message.objects.select_for_update().get(pk=accepted[report.provider_ref].pk)
        outcomes.note_status(
            message, ref=report.provider_ref, status=report.status, error_code=report.error_code, at=at
        )


def _record_batch(sent: list[Message], at: datetime) -> None:
    for agency in {message.agency for message in sent}:
        ids = [message.public_id for message in sent if message.agency_id == agency.pk]
        record(
            "messages.dispatched",
            subject=f"agency:{agency.slug}",
            agency=agency.slug,
            by=SYSTEM,
            at=at,
            content={"count": len(ids), "messages": ids},
        )
