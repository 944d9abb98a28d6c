"""What goes on about concerns while somebody watches: every few minutes somebody takes one step."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet

from commonbeat.demo.actions import concerns
from commonbeat.demo.actions.calendar import Calendar
from commonbeat.demo.actions.receipts import without_visitors
from commonbeat.demo.rules.concerns import one_concern
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.models import Concern
from commonbeat.ground.core.errors import Refused

PAUSE = timedelta(minutes=3)
FIXED_SHARE = 0.8


def plan_watched(life: Calendar, since: datetime, until: datetime) -> None:
    """Put the steps of a stretch on the calendar, the first of them soon."""
    count = int((until - since) / PAUSE) + 1
    for number in range(count):
        step = STEPS[number % len(STEPS)]
        life.later(since + number * PAUSE, partial(take_step, life, step))


def take_step(life: Calendar, step: Callable[[Calendar, datetime], None], at: datetime) -> None:
    # Whoever watches may have been quicker with the same concern.
    with suppress(Refused):
        step(life, at)


def _of_the_city(life: Calendar, *states: str) -> QuerySet[Concern]:
    """Return concerns of simulated people in some states, the oldest first; none that a visitor sent."""
    found = Concern.objects.filter(
        agency=life.agency, case__state__in=states, case__merged_into=None
    ).exclude(source=Source.IMPORT)
    return (
        without_visitors(found)
        .select_related("case", "agency", "category")
        .order_by("case__state_since", "pk")
    )


def _report(life: Calendar, at: datetime) -> None:
    dice = random.Random(f"watched/{life.seed}/{at.isoformat()}")
    told = one_concern(at.date(), ZoneInfo(life.agency.time_zone), dice)
    concerns.send_in(life.agency, replace(told, received_at=at), at)


def _read(life: Calendar, at: datetime) -> None:
    for concern in _of_the_city(life, "received")[:1]:
        concerns.read(concern, at)


def _give(life: Calendar, at: datetime) -> None:
    for concern in _of_the_city(life, "acknowledged", "reopened")[:1]:
        concerns.give(concern, at)


def _ask(life: Calendar, at: datetime) -> None:
    for concern in _of_the_city(life, "assigned").reverse()[:1]:
        concerns.ask(concern, at)


def _answer(life: Calendar, at: datetime) -> None:
    for concern in _of_the_city(life, "asked")[:1]:
        concerns.answer(concern, at)


def _start(life: Calendar, at: datetime) -> None:
    for concern in _of_the_city(life, "assigned")[:1]:
        concerns.start(concern, at)


def _finish(life: Calendar, at: datetime) -> None:
    for concern in _of_the_city(life, "in_work")[:1]:
        concerns.finish(concern, at)


def _tell(life: Calendar, at: datetime) -> None:
    asked = _of_the_city(life, "closed").filter(asked_fixed_at__gte=F("case__closed_at"))
    for concern in asked[:1]:
        is_fixed = random.Random(f"told/{concern.pk}").random() < FIXED_SHARE
        concerns.tell(concern, is_fixed=is_fixed, at=at)


STEPS = (_report, _tell, _read, _answer, _give, _tell, _start, _report, _ask, _read, _finish, _tell, _give)
