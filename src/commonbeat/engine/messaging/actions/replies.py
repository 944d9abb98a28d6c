"""The texts that go by themselves: what STOP, START, HELP and an emergency are answered with.

An agency's own approved template of the same key comes before the words here.
"""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from commonbeat.engine.messaging.actions.outbox import queue
from commonbeat.engine.messaging.choices import MessageClass, Scope
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.messaging.queries import approved_version
from commonbeat.ground.core.actor import SYSTEM

# Keys of the templates an agency may write in place of these words.
STOPPED_ALL, STOPPED_SURVEYS, STOPPED_UPDATES = "auto-stop-all", "auto-stop-surveys", "auto-stop-updates"
STARTED, HELPED, EMERGENCY = "auto-start", "auto-help", "auto-emergency"

WORDS: dict[str, str | Promise] = {
    STOPPED_ALL: _("%(agency)s: You will get no more texts from us. Text START to come back."),
    STOPPED_SURVEYS: _(
        "%(agency)s: You will get no more surveys from us. Text STOP to end all texts or START to come back."
    ),
    STOPPED_UPDATES: _(
        "%(agency)s: You will get no more updates from us. Text STOP to end all texts or START to come back."
    ),
    STARTED: _("%(agency)s: You will get our texts again. Text STOP to end them or HELP for help."),
    HELPED: _(
        "%(agency)s: We text about calls you made to us and ask how we did, a few texts a month at most. "
        "Msg&data rates may apply. Text STOP to end. Questions: %(phone)s. In an emergency call 911."
    ),
    EMERGENCY: _("%(agency)s: Nobody watches this number. If you are in danger, call or text 911 now."),
}


def reply(*, contact: Contact, key: str, answers: Message, at: datetime) -> Message:
    """Queue the automatic answer to one received text, once, in the person's language."""
    is_emergency = key == EMERGENCY
    language = contact.language or next(iter(contact.agency.languages), "en")
    version = approved_version(contact.agency, key, language)
    return queue(
        contact=contact,
        scope=Scope.SERVICE,
        message_class=MessageClass.EMERGENCY if is_emergency else MessageClass.AUTOMATIC,
        template_key=key if version else "",
        body="" if version else _own_words(contact, key, language),
        language=language,
        dedupe_key=f"reply:{answers.public_id}",
        subject=answers.subject,
        by=SYSTEM,
        at=at,
    )


def _own_words(contact: Contact, key: str, language: str) -> str:
    agency = contact.agency
    with override(language):
        words = str(WORDS[key])
    return words % {"agency": agency.short_name, "phone": agency.phone or agency.email or agency.name}
