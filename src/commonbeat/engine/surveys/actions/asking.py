"""Putting a question to a person by text, in their language, once."""

from datetime import datetime

from commonbeat.engine.messaging.actions import queue
from commonbeat.engine.messaging.choices import MessageClass, Scope
from commonbeat.engine.messaging.models import Message
from commonbeat.engine.surveys.models import Invitation, Item
from commonbeat.engine.surveys.queries import approved_languages, question_key
from commonbeat.engine.surveys.rules import Question, first_text, next_text, worded
from commonbeat.ground.core.actor import SYSTEM


def ask_first(invitation: Invitation, item: Item, at: datetime, *, is_reply: bool = False) -> Message:
    """Queue the text that opens the conversation, not before `invited_at`; at once when it is a reply."""
    body = first_text(
        invitation.agency.short_name,
        invitation.version.texts,
        _question(item, invitation.language),
        invitation.language,
        approved_languages(invitation.version),
    )
    return _send(invitation, body, item.key, at, is_reply=is_reply)


def ask_next(invitation: Invitation, item: Item, at: datetime) -> Message:
    body = next_text(invitation.version.texts, _question(item, invitation.language), invitation.language)
    return _send(invitation, body, item.key, at)


def say(invitation: Invitation, name: str, at: datetime, key: str = "") -> Message:
    """Queue one of the texts around the questions: "again", "thanks", "handed_over"."""
    body = worded(invitation.version.texts[name], invitation.language)
    return _send(invitation, body, key or name, at)


def _question(item: Item, language: str) -> Question:
    return Question(worded(item.texts, language), item.kind == "rating", item.options)


def _send(invitation: Invitation, body: str, key: str, at: datetime, *, is_reply: bool = True) -> Message:
    if invitation.contact is None:
        raise ValueError("an invitation without a contact cannot be texted")
    return queue(
        contact=invitation.contact,
        scope=Scope.SURVEYS,
        message_class=MessageClass.ANSWER if is_reply else MessageClass.ORDINARY,
        body=body,
        language=invitation.language,
        dedupe_key=question_key(invitation, key),
        subject=f"survey:{invitation.public_id}",
        not_before=None if is_reply else invitation.invited_at,
        by=SYSTEM,
        at=at,
    )
