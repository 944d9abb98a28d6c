"""Destroying the words of concerns that have ended, once their days are over; what became of them stays."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.concerns.choices import WORDS_DAYS
from commonbeat.domain.concerns.models import Concern, Revision
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.retention.choices import Words


def _standing(agency: Agency) -> QuerySet[Concern]:
    """Return the concerns that have ended and still have words; never one that may be opened again."""
    may_open = Q(case__state="closed") & ~Q(source="import")
    has_words = ~Q(words="", public_words="", answers={}, place="")
    goes_along = Q(case__merged_into=None) | Q(case__merged_into__is_open=False)
    ended = Concern.objects.filter(has_words, goes_along, agency=agency, case__is_open=False)
    return ended.exclude(may_open)


def _destroy(pks: Sequence[int], at: datetime) -> None:
    """Empty what was written, the place as typed, and the moderators' versions; kind, area and dates stay."""
    Concern.objects.filter(pk__in=pks).update(words="", public_words="", answers={}, place="")
    Revision.objects.filter(concern__in=pks).update(before="", after="")


CONCERN_WORDS = Words(
    key="concerns",
    name=_("Reports of concerns"),
    what_stays=_("The kind, the area, the dates and the outcome stay, without words or the place as typed."),
    days=WORDS_DAYS,
    source=_("California Government Code 34090(d): a city destroys no record less than two years old"),
    read_on=date(2026, 11, 20),
    standing=_standing,
    since="case__closed_at",
    destroy=_destroy,
)
