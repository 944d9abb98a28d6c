"""What the pages show: one invitation by its token, and every wording of an agency."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from commonbeat.engine.surveys.choices import ItemKind, Stratum
from commonbeat.engine.surveys.models import InstrumentVersion, Invitation, Item, Response, Wording
from commonbeat.engine.surveys.queries.conversations import approved_languages
from commonbeat.engine.surveys.rules import Question, first_text, next_text, worded
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.errors import Hidden

# The texts that may come between and after the questions.
AROUND = ("again", "handed_over", "thanks")


@dataclass(frozen=True)
class WordingShown:
    """One language of a version, with the texts as they are sent."""

    wording: Wording
    language_name: str
    texts: list[str]


@dataclass(frozen=True)
class VersionShown:
    version: InstrumentVersion
    wordings: list[WordingShown]


def invitation_for(token: str) -> Invitation:
    """Return the invitation that a personal web address opens, or raise Hidden."""
    found = (
        Invitation.objects.select_related("agency", "version")
        .filter(token=token, stratum=Stratum.WEB_LINK)
        .first()
    )
    if found is None:
        raise Hidden(_("There is no survey at this address."), code="unknown-survey")
    return found


def response_to(invitation: Invitation) -> Response | None:
    return Response.objects.filter(invitation=invitation).select_related("version", "agency").first()


def version_of(agency: Agency, pk: int) -> InstrumentVersion:
    """Return one of the agency's versions, or raise Hidden."""
    found = (
        InstrumentVersion.objects.select_related("instrument__agency")
        .filter(instrument__agency=agency, pk=pk)
        .first()
    )
    if found is None:
        raise Hidden(_("There is no such wording."), code="unknown-version")
    return found


def versions_of(agency: Agency) -> list[VersionShown]:
    """Return every wording of the agency, the newest first, ready to be read."""
    versions = (
        InstrumentVersion.objects.filter(instrument__agency=agency)
        .select_related("instrument", "published_by")
        .prefetch_related("items", "wordings__approved_by")
        .order_by("instrument__key", "-number")
    )
    return [VersionShown(version, _wordings(agency, version)) for version in versions]


def questions_as_sent(agency: Agency, version: InstrumentVersion, language: str) -> list[str]:
    """Return the texts of the questions in one language, word for word as people get them."""
    others = approved_languages(version)
    return [_text(agency, version, item, language, others) for item in version.items.all()]


def noon_of(agency: Agency, day: date) -> datetime:
    """Return the middle of a day of the agency's."""
    return datetime.combine(day, time(12), ZoneInfo(agency.time_zone))


def _wordings(agency: Agency, version: InstrumentVersion) -> list[WordingShown]:
    items = list(version.items.all())
    wordings = sorted(version.wordings.all(), key=lambda wording: wording.pk)
    others = [wording.language for wording in wordings if wording.approved_at]
    return [
        WordingShown(
            wording,
            str(get_language_info(wording.language)["name_translated"]),
            [
                *(_text(agency, version, item, wording.language, others) for item in items),
                *(worded(version.texts[name], wording.language) for name in AROUND),
            ],
        )
        for wording in wordings
    ]


def _text(agency: Agency, version: InstrumentVersion, item: Item, language: str, others: list[str]) -> str:
    question = Question(worded(item.texts, language), item.kind == ItemKind.RATING, item.options)
    if item.position == 1:
        return first_text(agency.short_name, version.texts, question, language, others)
    return next_text(version.texts, question, language)
