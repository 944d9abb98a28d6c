"""The texts that go by themselves: what STOP, START, HELP and an emergency are answered with."""

from datetime import datetime
from functools import partial

from commonbeat.engine.messaging.actions.outbox import queue
from commonbeat.engine.messaging.choices import MessageClass, Scope
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.messaging.queries import shipped_text
from commonbeat.engine.messaging.rules.wording import Wording
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid


def reply(*, contact: Contact, key: Wording, answers: Message, at: datetime) -> Message:
    """Queue the automatic answer to one received text, once, in the person's language."""
    put = partial(
        queue,
        contact=contact,
        scope=Scope.SERVICE,
        message_class=MessageClass.EMERGENCY if key is Wording.EMERGENCY else MessageClass.AUTOMATIC,
        dedupe_key=f"reply:{answers.public_id}",
        subject=answers.subject,
        by=SYSTEM,
        at=at,
    )
    try:
        return put(template_key=key)
    except Invalid:
        # The agency's own words have a gap that nothing here fills; this answer must never be missing.
        language = contact.language or next(iter(contact.agency.languages), "en")
        return put(body=shipped_text(contact.agency, key, language), language=language)
