"""The language in which a person is written to: noticed in what they write, changed when they ask."""

from commonbeat.engine.messaging.actions.contacts import note_language
from commonbeat.engine.messaging.models import Contact
from commonbeat.engine.messaging.rules.languages import language_asked, language_of
from commonbeat.engine.messaging.rules.wording import Wording


def heed_language(*, contact: Contact, body: str) -> str:
    """Remember the language of a received text, if the agency offers it and it is asked for or new.

    Return the key of the answer to a text that asks for a language and says nothing else, or "".
    """
    asked = language_asked(body)
    noticed = asked or ("" if contact.language else language_of(body))
    if noticed in contact.agency.languages:
        note_language(contact=contact, language=noticed)
    return Wording.LANGUAGE if asked in contact.agency.languages else ""
