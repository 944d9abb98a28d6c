"""Destroying thanks as they were sent, once their days are over; what the officer was given stays."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.conduct.choices import WORDS_DAYS, ThanksState
from commonbeat.domain.conduct.models import Thanks
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.retention.choices import Words


def _standing(agency: Agency) -> QuerySet[Thanks]:
    """Return the thanks that still have their words and wait for nobody."""
    is_over = Q(state__in=[ThanksState.DELIVERED, ThanksState.SET_ASIDE])
    return Thanks.objects.filter(is_over, agency=agency, words_destroyed_at=None)


def _destroy(pks: Sequence[int], at: datetime) -> None:
    going = Thanks.objects.filter(pk__in=pks)
    going.filter(state=ThanksState.SET_ASIDE).update(scrubbed="")
    going.update(words="", who_typed="", when_typed="", words_destroyed_at=at)


THANKS_WORDS = Words(
    key="thanks",
    name=_("Thank-yous as they were sent"),
    what_stays=_("What the officer was given to read stays. What was set aside goes whole."),
    days=WORDS_DAYS,
    source=_("California Government Code 34090(d): a city destroys no record less than two years old"),
    read_on=date(2026, 11, 20),
    standing=_standing,
    since="received_at",
    destroy=_destroy,
)
