"""Destroying the comments people wrote once their days are over; ratings and figures stay."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.surveys.choices import WORDS_DAYS
from commonbeat.engine.surveys.models import Answer, FormerAnswer
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.retention.choices import Words


def _standing(agency: Agency) -> QuerySet[Answer]:
    replaced = FormerAnswer.objects.filter(answer=OuterRef("pk")).exclude(text="")
    return Answer.objects.filter(
        ~Q(text="") | Exists(replaced), response__agency=agency, words_destroyed_at=None
    )


def _destroy(pks: Sequence[int], at: datetime) -> None:
    FormerAnswer.objects.filter(answer__in=pks).update(text="")
    Answer.objects.filter(pk__in=pks).update(text="", words_destroyed_at=at)


COMMENT_WORDS = Words(
    key="comments",
    name=_("Comments in surveys"),
    what_stays=_("Ratings, and that there was a comment, stay. No figure changes."),
    days=WORDS_DAYS,
    source=_("California Government Code 34090(d): a city destroys no record less than two years old"),
    read_on=date(2026, 11, 20),
    standing=_standing,
    since="at",
    destroy=_destroy,
)
