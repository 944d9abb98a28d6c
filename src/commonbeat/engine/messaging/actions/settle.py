"""Finding out what became of messages that nobody is sure about. Asks; never sends."""

from collections import defaultdict
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from commonbeat.engine.messaging.actions import outcomes
from commonbeat.engine.messaging.actions.dispatch import in_parallel
from commonbeat.engine.messaging.choices import Direction, MessageState, Reason
from commonbeat.engine.messaging.models import Message, StatusReport
from commonbeat.engine.messaging.providers import Found, Provider, Question, Unsure, provider_named
from commonbeat.engine.messaging.queries import address_of, sender_of
from commonbeat.engine.messaging.rules.retries import GRACE, MOST_ATTEMPTS, next_question, wait_before

# While one worker asks, no other does.
ASKING = timedelta(minutes=1)
# A text that the provider took and lost is sent a second time, and not a third.
MOST_LOSSES = 2


def settle(
    *, at: datetime, limit: int = 50, worker: str, grace: timedelta = GRACE, asking: timedelta = ASKING
) -> int:
    """Ask about up to `limit` unsure or unconfirmed messages; return how many were asked about.

    "Not there" counts only when it was asked for later than `grace` after the last moment at which the send
    could still have been under way.
    """
    messages = _claim(at, limit, worker, asking)
    for name in {message.provider for message in messages}:
        provider = provider_named(name)
        asked = [message for message in messages if message.provider == name]
        answers = in_parallel(provider, _questions(asked), partial(_ask, provider))
        _store(list(zip(asked, answers, strict=True)), provider, at, grace)
    return len(messages)


@transaction.atomic
def apply_status(
    *, provider: str, provider_ref: str, reference: str = "", status: str, error_code: str = "", at: datetime
) -> bool:
    """Store a provider's report and apply it if it is news; return whether it changed the message.

    A repeated report changes nothing. One about a text we do not know yet is kept until we do.
    """
    _report, is_new = StatusReport.objects.get_or_create(
        provider=provider,
        provider_ref=provider_ref,
        status=status[:24],
        defaults={"reference": reference[:16], "error_code": error_code[:20], "at": at},
    )
    if not is_new:
        return False
    # Until a reference is stored, only our own id in the callback's address can say which text it is.
    which = Q(provider=provider, provider_ref=provider_ref)
    if reference:
        which |= Q(provider=provider, provider_ref="", public_id=reference)
    message = (
        Message.objects.filter(which, direction=Direction.OUT)
        .select_for_update()
        .order_by("-provider_ref")
        .first()
    )
    if message is None:
        return False
    return outcomes.note_status(message, ref=provider_ref, status=status, error_code=error_code, at=at)


@transaction.atomic
def _claim(at: datetime, limit: int, worker: str, asking: timedelta) -> list[Message]:
    """Take dead workers' messages for unsure, and return those that this worker now asks about."""
    Message.objects.filter(state=MessageState.SENDING, lease_until__lt=at).update(
        state=MessageState.UNCERTAIN, lease_by="", next_attempt_at=at, updated_at=at
    )
    due = (
        Message.objects.filter(
            direction=Direction.OUT,
            state__in=[MessageState.UNCERTAIN, MessageState.SENT],
            next_attempt_at__lte=at,
        )
        .select_related("contact", "agency")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("next_attempt_at", "id")
    )
    messages = list(due[:limit])
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        lease_by=worker, next_attempt_at=at + asking, updated_at=at
    )
    return messages


def _questions(messages: list[Message]) -> list[Question]:
    """Return what to ask, each with the references that belong to other messages of the same person."""
    taken: defaultdict[int, set[str]] = defaultdict(set)
    known = Message.objects.filter(contact__in={m.contact_id for m in messages}).exclude(provider_ref="")
    for contact, ref in known.values_list("contact_id", "provider_ref"):
        taken[contact].add(ref)
    return [_question(message, taken[message.contact_id] - {message.provider_ref}) for message in messages]


def _question(message: Message, taken: set[str]) -> Question:
    return Question(
        reference=message.public_id,
        to=address_of(message),
        sender=sender_of(message.agency),
        body=message.body,
        since=message.tried_at or message.queued_at,
        ref=message.provider_ref,
        taken=frozenset(taken),
    )


def _ask(provider: Provider, question: Question) -> Found | Unsure | None:
    try:
        return provider.find(question)
    except Unsure as word:
        return word


@transaction.atomic
def _store(
    answers: list[tuple[Message, Found | Unsure | None]], provider: Provider, at: datetime, grace: timedelta
) -> None:
    for asked, answer in answers:
        message = (
            Message.objects.select_related("contact", "agency")
            .select_for_update(of=("self",))
            .filter(pk=asked.pk, state=asked.state, attempts=asked.attempts)
            .first()
        )
        if message is None:
            continue
        if isinstance(answer, Found):
            _store_found(message, answer, at)
        elif message.state == MessageState.SENT:
            _store_unconfirmed(message, answer, provider, at)
        else:
            _store_unknown(message, answer, provider, at, grace)


def _store_found(message: Message, found: Found, at: datetime) -> None:
    taken = Message.objects.filter(provider=message.provider, provider_ref=found.ref).exclude(pk=message.pk)
    if taken.exists():
        # Two equal texts to one person were asked about together; the next question leaves this one out.
        return
    if message.state == MessageState.UNCERTAIN:
        outcomes.note_accepted(
            message, ref=found.ref, status=found.status, error_code=found.error_code, at=at
        )
    elif not outcomes.note_status(
        message, ref=found.ref, status=found.status, error_code=found.error_code, at=at
    ):
        _ask_later(message, at)


def _store_unconfirmed(message: Message, answer: Unsure | None, provider: Provider, at: datetime) -> None:
    """Handle a text that was accepted and has no report: asked in vain, or lost by the provider."""
    if isinstance(answer, Unsure) or not provider.answers_questions:
        _ask_later(message, at)
    elif message.attempts < MOST_LOSSES:
        outcomes.put_back(message, due=at, code=Reason.LOST, at=at)
    else:
        outcomes.give_up(message, reason=Reason.LOST, code="", at=at)


def _store_unknown(
    message: Message, answer: Unsure | None, provider: Provider, at: datetime, grace: timedelta
) -> None:
    """Handle a send that nobody can vouch for: ask again, or, once it is certain, queue it again."""
    certain_from = (message.lease_until or at) + grace
    if at < certain_from:
        _postpone(message, min(certain_from, at + wait_before(2)), at)
    elif not provider.answers_questions:
        outcomes.give_up(message, reason=Reason.UNCONFIRMED, code="", at=at)
    elif isinstance(answer, Unsure):
        _postpone(message, at + wait_before(4, message.pk), at)
    elif message.attempts >= MOST_ATTEMPTS:
        outcomes.give_up(message, reason=Reason.GAVE_UP, code="", at=at)
    else:
        outcomes.put_back(message, due=at, at=at)


def _ask_later(message: Message, at: datetime) -> None:
    pause = next_question(at - (message.sent_at or at))
    _postpone(message, at + pause if pause else None, at)


def _postpone(message: Message, due: datetime | None, at: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(next_attempt_at=due, lease_by="", updated_at=at)
