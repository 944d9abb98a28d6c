"""Where a conversation stands, and in which words and language it goes on."""

from datetime import datetime

from commonbeat.engine.messaging.choices import OPEN_STATES
from commonbeat.engine.messaging.models import Message
from commonbeat.engine.surveys.choices import ItemKind
from commonbeat.engine.surveys.models import Answer, InstrumentVersion, Invitation, Item, Response
from commonbeat.ground.agency.models import Agency


def current_version(agency: Agency, key: str) -> InstrumentVersion | None:
    """Return the published version of an instrument in use now: the newest."""
    return (
        InstrumentVersion.objects.filter(
            instrument__agency=agency, instrument__key=key, published_at__isnull=False
        )
        .select_related("instrument__agency")
        .order_by("-number")
        .first()
    )


def approved_languages(version: InstrumentVersion) -> list[str]:
    """Return the languages that a named person approved, in the order they were written."""
    approved = version.wordings.filter(approved_at__isnull=False).order_by("pk")
    return list(approved.values_list("language", flat=True))


def language_for(version: InstrumentVersion, agency: Agency, wished: str) -> str:
    """Return the wished language if it is approved, else the agency's first that is, else English."""
    approved = approved_languages(version)
    return next((code for code in [wished, *agency.languages, "en"] if code in approved), "en")


def last_rating(response: Response, before: Item | None) -> Answer | None:
    """Return the newest rating, of the questions before `before` when it is given."""
    ratings = response.answers.filter(item__kind=ItemKind.RATING).select_related("item")
    if before is not None:
        ratings = ratings.filter(item__position__lt=before.position)
    return ratings.order_by("-item__position").first()


def opening_of(invitation: Invitation) -> Message | None:
    """Return the text that opened, or will open, the conversation."""
    return Message.objects.filter(subject=f"survey:{invitation.public_id}").order_by("pk").first()


def question_key(invitation: Invitation, key: str) -> str:
    """Return the key under which a text of this invitation is sent once in each language."""
    return f"survey:{invitation.public_id}:{key}:{invitation.language}"


def question_sent_at(invitation: Invitation, item: Item) -> datetime | None:
    """Return when the question went out, or None while it waits."""
    message = Message.objects.filter(
        agency=invitation.agency, dedupe_key=question_key(invitation, item.key)
    ).first()
    if message is None:
        return invitation.invited_at
    return None if message.state in OPEN_STATES else message.sent_at or invitation.invited_at
