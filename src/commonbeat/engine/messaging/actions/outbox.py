"""Putting a message into the outbox. It is decided upon here, and again when it is sent."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commonbeat.engine.messaging.choices import (
    Channel,
    Direction,
    MessageClass,
    MessageState,
    Scope,
)
from commonbeat.engine.messaging.models import Contact, Message, TemplateVersion
from commonbeat.engine.messaging.queries import Standing, facts_of, known_words, standing_of, words_for
from commonbeat.engine.messaging.rules import rendering
from commonbeat.engine.messaging.rules.normalise import smart
from commonbeat.engine.messaging.rules.segments import measure
from commonbeat.engine.messaging.rules.sending import Answer, decide
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import Invalid

# What a provider takes as one message, in characters.
LONGEST_TEXT = 1600
# An answer or a confirmation that comes later than this only puzzles.
ANSWER_LIVES = timedelta(hours=1)


def queue(
    *,
    contact: Contact,
    scope: str,
    body: str = "",
    template_key: str = "",
    context: dict[str, Any] | None = None,
    language: str = "",
    dedupe_key: str = "",
    subject: str = "",
    channel: str = Channel.SMS,
    title: str = "",
    message_class: str = MessageClass.ORDINARY,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Message:
    """Store a message to be sent, and return it; the same `dedupe_key` returns the one already stored.

    What the rules forbid is stored as suppressed with its reason; what falls into quiet hours waits for the
    next opening. Pass `message_class=ANSWER` for what answers a text the person has just sent: it goes at
    once, at any hour and beside the caps. `subject` ("call:abc") ties the messages of one matter together:
    a survey is not capped by its own earlier questions. Raises Invalid for a text without approved words.
    """
    known = _known(contact, dedupe_key)
    if known is not None:
        return known
    standing = standing_of(contact.agency)
    version, words, language = _words(contact, standing, template_key, context or {}, body, language)
    message = Message(
        agency=contact.agency,
        contact=contact,
        direction=Direction.OUT,
        channel=channel,
        scope=Scope(scope),
        message_class=MessageClass(message_class),
        template_version=version,
        language=language,
        title=title or contact.agency.short_name,
        body=words,
        segments=measure(words).segments if channel == Channel.SMS else 1,
        dedupe_key=dedupe_key or None,
        subject=subject,
        state=MessageState.QUEUED,
        not_before=not_before,
        expires_at=expires_at or _expiry(standing, message_class, not_before or at),
        queued_at=at,
        updated_at=at,
    )
    _decide(message, standing, at)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        known = _known(contact, dedupe_key)
        if known is None:
            raise
        return known
    return message


def _known(contact: Contact, dedupe_key: str) -> Message | None:
    if not dedupe_key:
        return None
    return Message.objects.filter(agency=contact.agency_id, dedupe_key=dedupe_key).first()


def _words(
    contact: Contact,
    standing: Standing,
    template_key: str,
    context: dict[str, Any],
    body: str,
    language: str,
) -> tuple[TemplateVersion | None, str, str]:
    """Return the version used, the finished text and its language."""
    language = language or contact.language or next(iter(contact.agency.languages), "en")
    if not template_key:
        return None, _checked(smart(body)), language
    words = words_for(contact.agency, template_key, language, standing)
    if words is None:
        raise Invalid(
            _("There is no approved text “%(key)s” to send. Ask someone to approve it first.")
            % {"key": template_key},
            code="template_missing",
            where="template_key",
        )
    try:
        text = rendering.fill(words.body, {**known_words(contact.agency), **context})
    except rendering.MissingWord as gap:
        raise Invalid(
            _("The text “%(key)s” needs a value for “%(name)s”.") % {"key": template_key, "name": gap.name},
            code="template_gap",
            where=gap.name,
        ) from None
    return words.version, _checked(smart(text)), words.language


def _checked(words: str) -> str:
    if not words.strip():
        raise Invalid(_("The text is empty."), code="text_empty", where="body")
    if len(words) > LONGEST_TEXT:
        raise Invalid(
            _("The text is %(length)s characters long; %(most)s is the most that can be sent.")
            % {"length": len(words), "most": LONGEST_TEXT},
            code="text_too_long",
            where="body",
        )
    return words


def _expiry(standing: Standing, message_class: str, start: datetime) -> datetime:
    return start + (standing.expiry if message_class == MessageClass.ORDINARY else ANSWER_LIVES)


def _decide(message: Message, standing: Standing, at: datetime) -> None:
    [facts] = facts_of([message], {message.agency_id: standing}, at)
    verdict = decide(facts, standing.limits, at)
    message.next_attempt_at = message.not_before = verdict.at or message.not_before
    message.next_attempt_at = message.not_before or at
    if verdict.answer in (Answer.SUPPRESS, Answer.EXPIRE):
        message.state = MessageState.SUPPRESSED if verdict.answer is Answer.SUPPRESS else MessageState.EXPIRED
        message.reason, message.settled_at = verdict.reason, at
