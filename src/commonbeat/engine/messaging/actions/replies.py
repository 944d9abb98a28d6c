"""The texts that go by themselves: what STOP, START, HELP and an emergency are answered with.

An agency's own approved template of the same key comes before the words here.
"""

from datetime import datetime

from commonbeat.engine.messaging.actions.outbox import queue
from commonbeat.engine.messaging.choices import AUTO_EMERGENCY, MessageClass, Scope
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.messaging.queries import approved_version, own_words
from commonbeat.ground.core.actor import SYSTEM


def reply(*, contact: Contact, key: str, answers: Message, at: datetime) -> Message:
    """Queue the automatic answer to one received text, once, in the person's language."""
    is_emergency = key == AUTO_EMERGENCY
    language = contact.language or next(iter(contact.agency.languages), "en")
    version = approved_version(contact.agency, key, language)
    return queue(
        contact=contact,
        scope=Scope.SERVICE,
        message_class=MessageClass.EMERGENCY if is_emergency else MessageClass.AUTOMATIC,
        template_key=key if version else "",
        body="" if version else own_words(contact.agency, key, language),
        language=language,
        dedupe_key=f"reply:{answers.public_id}",
        subject=answers.subject,
        by=SYSTEM,
        at=at,
    )
