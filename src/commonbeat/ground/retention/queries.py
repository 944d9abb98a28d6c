"""Reads about what is kept, what holds it, what is due and what was destroyed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Min, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import settings_of
from commonbeat.ground.retention.choices import Words
from commonbeat.ground.retention.models import Certificate, Hold
from commonbeat.ground.retention.rules import due_on, kept_before

SOON = timedelta(days=30)
EVERYTHING = _("Everything")


def kept_words() -> tuple[Words, ...]:
    """Return all that any app can destroy, in the order of config/wiring.py."""
    return tuple(import_string(path) for path in settings.WORDS_KEPT)


def name_of(key: str) -> str | Promise:
    """Return what the words with this key are called; "" is everything, an unknown key itself."""
    names = {words.key: words.name for words in kept_words()}
    return names.get(key, key) if key else EVERYTHING


def standing_holds(agency: Agency) -> QuerySet[Hold]:
    holds = Hold.objects.filter(agency=agency, lifted_at=None)
    return holds.select_related("placed_by").order_by("-placed_at", "-pk")


def is_held(words: Words, holds: Sequence[Hold]) -> bool:
    return any(hold.words in ("", words.key) for hold in holds)


def due(agency: Agency, words: Words, days: int, at: datetime) -> QuerySet[Any]:
    """Return the rows whose words have been kept for all of their days, the oldest first."""
    before = kept_before(at, ZoneInfo(agency.time_zone), days)
    return words.standing(agency).filter(**{f"{words.since}__lt": before}).order_by(words.since, "pk")


@dataclass(frozen=True)
class Line:
    """How one kind of words stands: `next_on` is the day on which the oldest are due, None without any."""

    words: Words
    days: int
    is_held: bool
    next_on: date | None
    due_soon: int
    last: datetime | None


def schedule(agency: Agency, at: datetime) -> list[Line]:
    """Return a line for each kind of words: how long it is kept and what is due next."""
    kept, holds = kept_words(), list(standing_holds(agency))
    days = settings_of(agency, [words.days for words in kept])
    lasts = Certificate.objects.filter(agency=agency).values_list("words").annotate(last=Max("at"))
    last = dict(lasts)
    return [
        _line(agency, words, days[words.days.key], is_held(words, holds), last.get(words.key), at)
        for words in kept
    ]


def _line(agency: Agency, words: Words, days: int, held: bool, last: datetime | None, at: datetime) -> Line:
    oldest = words.standing(agency).aggregate(oldest=Min(words.since))["oldest"]
    zone = ZoneInfo(agency.time_zone)
    return Line(
        words=words,
        days=days,
        is_held=held,
        next_on=due_on(oldest.astimezone(zone).date(), days) if oldest else None,
        due_soon=due(agency, words, days, at + SOON).count() if oldest else 0,
        last=last,
    )


def certificates(agency: Agency) -> QuerySet[Certificate]:
    return Certificate.objects.filter(agency=agency).order_by("-at", "-pk")
