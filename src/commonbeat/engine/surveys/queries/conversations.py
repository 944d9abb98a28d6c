"""Where a conversation stands, and in which words and language it goes on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from commonbeat.engine.messaging.choices import OPEN_STATES
from commonbeat.engine.messaging.models import Message
from commonbeat.engine.surveys.choices import EXPIRE_DAYS, ItemKind
from commonbeat.engine.surveys.models import Answer, InstrumentVersion, Invitation, Item, Response
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import kept, setting


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


@dataclass(frozen=True)
class Standing:
    """What an agency has set about asking: its surveys in use by key, with questions and languages at hand,
    and the days an invitation stays open."""

    in_use: Mapping[str, InstrumentVersion]
    expire_days: int


@kept
def standing_of(agency: Agency) -> Standing:
    published = (
        InstrumentVersion.objects.filter(instrument__agency=agency, published_at__isnull=False)
        .select_related("instrument")
        .prefetch_related("items", "wordings")
        .order_by("number")
    )
    in_use = {version.instrument.key: version for version in published}
    return Standing(in_use, setting(agency, EXPIRE_DAYS))


def approved_languages(version: InstrumentVersion) -> list[str]:
    """Return the languages that a named person approved, in the order they were written."""
    wordings = sorted(version.wordings.all(), key=lambda wording: wording.pk)
    return [wording.language for wording in wordings if wording.approved_at]


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
