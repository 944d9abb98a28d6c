"""Destroys what programs called reports that ended long ago: one may have put its user's number there."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.concerns.choices import WORDS_DAYS
from commonbeat.domain.open311.models import Submission
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.retention.choices import Words


def _standing(agency: Agency) -> QuerySet[Submission]:
    """Return the reports of programs that have ended and still bear the program's own name for them."""
    named = Submission.objects.filter(agency=agency, concern__case__is_open=False)
    return named.exclude(account_id="", media_url="")


def _destroy(pks: Sequence[int], at: datetime) -> None:
    Submission.objects.filter(pk__in=pks).update(account_id="", media_url="")


PROGRAM_NAMES = Words(
    key="open311",
    name=_("What other programs call reports that have ended"),
    what_stays=_("Which program sent a report, and when, stays."),
    days=WORDS_DAYS,
    source=_("California Government Code 34090(d): a city destroys no record less than two years old"),
    read_on=date(2026, 11, 20),
    standing=_standing,
    since="concern__case__closed_at",
    destroy=_destroy,
)
