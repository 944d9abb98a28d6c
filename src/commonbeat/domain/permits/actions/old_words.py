"""Destroys what applicants wrote once a permit ended long ago; what was asked for, decided and paid stays."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.permits.choices import WORDS_DAYS
from commonbeat.domain.permits.models import Appeal, Application, OwnWords
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.retention.choices import Words


def _standing(agency: Agency) -> QuerySet[Application]:
    """Return the applications that have ended and still have words; never a permit that is in force."""
    written = Q(~Q(answers={}) | ~Q(place="") | ~Q(business=""))
    appealed = Exists(Appeal.objects.filter(application=OuterRef("pk")).exclude(words=""))
    own_words = Exists(OwnWords.objects.filter(application=OuterRef("pk")))
    ended = Application.objects.filter(written | appealed | own_words, agency=agency, case__is_open=False)
    return ended.exclude(case__state="issued").annotate(
        ended_at=Greatest("case__closed_at", Coalesce("valid_until", "case__closed_at"))
    )


def _destroy(pks: Sequence[int], at: datetime) -> None:
    Application.objects.filter(pk__in=pks).update(answers={}, place="", business="")
    Appeal.objects.filter(application__in=pks).update(words="")
    OwnWords.objects.filter(application__in=pks).delete()


PERMIT_WORDS = Words(
    key="permits",
    name=_("Answers, own words and appeals of permits that have ended"),
    what_stays=_("What kind was asked for, the dates, fees, decisions with their reasons and numbers stay."),
    days=WORDS_DAYS,
    source=_("California Government Code 34090(d): a city destroys no record less than two years old"),
    read_on=date(2026, 11, 20),
    standing=_standing,
    since="ended_at",
    destroy=_destroy,
)
