"""Reads about time: an agency's calendar, how long a clock stood still, who hears of a late case."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from commonbeat.engine.casework.choices import case_type
from commonbeat.engine.casework.models import Case, ClockRun
from commonbeat.engine.casework.rules import Calendar, united
from commonbeat.engine.casework.rules.clocks import Interval
from commonbeat.ground.agency.access import active_posts, chain_of, holders_of
from commonbeat.ground.agency.models import Agency, Holiday, Staff


def calendar_of(agency: Agency, at: datetime, units: int) -> Calendar:
    """Return the agency's calendar from `at` on, far enough to count `units` days in it."""
    zone = ZoneInfo(agency.time_zone)
    start = at.astimezone(zone).date()
    # Twice the days and a month more always reach past the answer, whatever the holidays.
    span = (start, start + timedelta(days=2 * units + 31))
    days = Holiday.objects.filter(agency=agency, day__range=span).values_list("day", flat=True)
    return Calendar(zone, frozenset(days))


def tolled_until(run: ClockRun, at: datetime) -> list[Interval]:
    """Return when a clock stood still, as a union; a time that is still open counts up to `at`."""
    return united((t.since, t.until or at) for t in run.tollings.all())


def ladder_of(case: Case, at: datetime) -> list[list[Staff]]:
    """Return who hears, step by step, of a clock that ran out; the last step leads the agency.

    The person at work hears nothing: the first to hear is their supervisor, or the lead of the queue, then
    each one above, then those who lead. Nobody the case is about, and nobody who has left, is among them.
    """
    barred = set(case.barred.values_list("pk", flat=True))
    start = case.assigned_to
    chain = chain_of(start) if start else []
    lead = case.queue.lead if case.queue else None
    if lead is not None and lead != start:
        chain = chain or [lead, *chain_of(lead)]
    leaders = holders_of(case.agency, case_type(case.kind).leads, at)
    steps = [[post] for post in chain] + [leaders]
    here = set(active_posts(case.agency, at).values_list("pk", flat=True)) - barred
    kept = [[post for post in step if post.pk in here] for step in steps]
    return [step for step in kept if step]
