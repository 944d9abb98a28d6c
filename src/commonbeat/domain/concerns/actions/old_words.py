"""Destroying the words of concerns that have ended, once their days are over; what became of them stays."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Abs, Round
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.concerns.choices import PUBLIC_DECIMALS, WORDS_DAYS
from commonbeat.domain.concerns.models import Concern, HandOff, Revision
from commonbeat.domain.concerns.queries.public import public_position
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.retention.choices import Words

CELLS = 10**PUBLIC_DECIMALS
NEARLY = 1e-6


def _standing(agency: Agency) -> QuerySet[Concern]:
    """Return the concerns that have ended and still have words, or a point to the metre.

    Never one that may be opened again.
    """
    may_open = Q(case__state="closed") & ~Q(source="import")
    has_words = ~Q(words="", public_words="", answers={}, place="")
    goes_along = Q(case__merged_into=None) | Q(case__merged_into__is_open=False)
    east, north = F("longitude") * CELLS, F("latitude") * CELLS
    off = Abs(east - Round(east)) + Abs(north - Round(north))
    kept = Concern.objects.annotate(off_the_block=off).filter(has_words | Q(off_the_block__gt=NEARLY))
    return kept.filter(goes_along, agency=agency, case__is_open=False).exclude(may_open)


def _destroy(pks: Sequence[int], at: datetime) -> None:
    """Empty what was written, the place as typed, and the moderators' versions; kind, area and dates stay.

    Of the point, what everyone could see stays. What a partner wrote back may repeat the words, and goes.
    """
    going = Concern.objects.filter(pk__in=pks)
    for concern in going.filter(longitude__isnull=False):
        concern.longitude, concern.latitude = public_position(concern) or (None, None)
        concern.save(update_fields=["longitude", "latitude"])
    going.update(words="", public_words="", answers={}, place="")
    HandOff.objects.filter(concern__in=pks).update(remote_notes="", fault="")
    Revision.objects.filter(concern__in=pks).update(before="", after="")


CONCERN_WORDS = Words(
    key="concerns",
    name=_("Reports of concerns"),
    what_stays=_(
        "The kind, the area, the block, the dates and the outcome stay, without words or the place as typed."
    ),
    days=WORDS_DAYS,
    source=_("California Government Code 34090(d): a city destroys no record less than two years old"),
    read_on=date(2026, 11, 20),
    standing=_standing,
    since="case__closed_at",
    destroy=_destroy,
)
