"""What the public pages show: released figures, and every kind of text the agency sends."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import get_language

from commonbeat.engine.measures.choices import Change, Figure
from commonbeat.engine.measures.models import Release
from commonbeat.engine.measures.queries import change_in
from commonbeat.engine.messaging.models import TemplateVersion
from commonbeat.engine.surveys.choices import Grouping, Stratum
from commonbeat.engine.surveys.measures import CPSS
from commonbeat.engine.surveys.models import InstrumentVersion
from commonbeat.engine.surveys.queries import (
    approved_languages,
    current_version,
    published,
    questions_as_sent,
)
from commonbeat.ground.agency.models import Agency, Area

CONTACT = "contact"
# The texts before and after the questions.
AROUND = ("again", "handed_over", "thanks")
BREAKDOWNS = (Grouping.MONTH, Grouping.AREA, Grouping.CATEGORY, Grouping.LANGUAGE)


@dataclass(frozen=True)
class Said:
    """What people asked by text said: the whole, and the whole cut by one thing at a time."""

    total: Figure | None
    by: dict[str, list[Figure]]
    change: Change | None

    @property
    def latest_month(self) -> Figure | None:
        return next((row for row in reversed(self.by.get(Grouping.MONTH, [])) if row.shown), None)


def said(agency: Agency, breakdowns: Sequence[str] = BREAKDOWNS) -> Said:
    """Return the released figures of the text survey; nothing here was not released."""
    whole = published(agency, CPSS, Stratum.TEXT)
    by = {
        str(grouping): released[1]
        for grouping in breakdowns
        if (released := published(agency, CPSS, Stratum.TEXT, grouping))
    }
    months = by.get(Grouping.MONTH)
    return Said(whole[0] if whole else None, by, change_in(months) if months else None)


def other_ways(agency: Agency) -> list[Figure]:
    """Return the released totals of those who answered in other ways, each a group of its own."""
    found = []
    for stratum in CPSS.strata:
        released = published(agency, CPSS, stratum) if stratum != Stratum.TEXT else None
        if released:
            found.append(released[0])
    return found


def edition(agency: Agency) -> str:
    """Return a mark that is another one after each release and each new wording of the survey."""
    released = Release.objects.filter(agency=agency).aggregate(newest=Max("pk"))["newest"]
    version = current_version(agency, CONTACT)
    return f"{agency.pk}:{released}:{version.pk if version else 0}"


def all_released(agency: Agency) -> list[Figure]:
    """Return every released figure of every way of asking, for the file to download."""
    figures: list[Figure] = []
    for stratum in CPSS.strata:
        for grouping in ("", *BREAKDOWNS):
            released = published(agency, CPSS, stratum, grouping)
            if released:
                figures += released[1] if grouping else [released[0]]
    return figures


def questions(agency: Agency) -> tuple[InstrumentVersion | None, list[str]]:
    """Return the wording in use and its questions as sent, in the reader's language, else in English."""
    version = current_version(agency, CONTACT)
    if version is None:
        return None, []
    language = (get_language() or "en").partition("-")[0]
    known = language if language in approved_languages(version) else "en"
    return version, questions_as_sent(agency, version, known)


def boundaries(agency: Agency) -> list[Area]:
    return list(Area.objects.filter(agency=agency, kind="beat").order_by("code"))


@dataclass(frozen=True)
class Wording:
    """One text the agency sends, in one language, with the agency's own name filled in."""

    name: str
    language: str
    body: str


def wordings(agency: Agency) -> list[Wording]:
    """Return every approved text and every survey question the agency may send."""
    templates = (
        TemplateVersion.objects.filter(template__agency=agency, state="approved")
        .select_related("template")
        .order_by("template__name", "language")
    )
    found = [
        Wording(one.template.name, one.language, one.body.replace("{agency}", agency.short_name))
        for one in templates
    ]
    version = current_version(agency, CONTACT)
    if version is not None:
        for language in sorted(set(approved_languages(version)) & set(agency.languages)):
            bodies = _survey_texts(agency, version, language)
            found += [Wording(version.instrument.name, language, body) for body in bodies]
    return found


def _survey_texts(agency: Agency, version: InstrumentVersion, language: str) -> list[str]:
    """Return every text of the survey as sent, and those around the questions."""
    around = [version.texts[name][language] for name in AROUND if language in version.texts[name]]
    return questions_as_sent(agency, version, language) + around
