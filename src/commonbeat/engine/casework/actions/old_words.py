"""Destroys the words on the timelines of cases that ended long ago; what happened, and when, stays."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.casework.choices import WORDS_DAYS
from commonbeat.engine.casework.models import Case, Entry
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.retention.choices import Words


def _standing(agency: Agency) -> QuerySet[Entry]:
    """Return the lines with words on cases that have ended; of a joined case when the other has."""
    ended = Case.objects.filter(agency=agency, is_open=False).exclude(merged_into__is_open=True)
    return Entry.objects.filter(case__in=ended).exclude(words="")


def _destroy(pks: Sequence[int], at: datetime) -> None:
    lines = Entry.objects.filter(pk__in=pks)
    Case.objects.filter(pk__in=lines.values("case")).update(reason="")
    lines.update(words="")


CASE_WORDS = Words(
    key="cases",
    name=_("Messages, notes and reasons on cases that have ended"),
    what_stays=_("What was done, when and by which role stays, and so do outcomes and times."),
    days=WORDS_DAYS,
    source=_("California Government Code 34090(d): a city destroys no record less than two years old"),
    read_on=date(2026, 11, 20),
    standing=_standing,
    since="case__closed_at",
    destroy=_destroy,
)
