"""Reads about time: an agency's calendar, how long a clock stood still, who hears of a late case."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from commonbeat.engine.casework.access import can_see
from commonbeat.engine.casework.choices import case_type
from commonbeat.engine.casework.models import Case, ClockRun, Tolling
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


def late_runs(at: datetime) -> QuerySet[ClockRun]:
    """Return the clocks that ran out. One that stands still is late only if it was when it was stopped."""
    stopped_in_time = Tolling.objects.filter(clock=OuterRef("pk"), until=None, since__lte=OuterRef("due_at"))
    running = ClockRun.objects.filter(met_at=None, stopped_at=None, case__is_open=True)
    return running.filter(~Exists(stopped_in_time), due_at__lt=at)


def ladder_of(case: Case, at: datetime) -> list[list[Staff]]:
    """Return who hears, step by step, of a clock that ran out; the last step leads the agency.

    The person at work hears nothing: the first to hear is their supervisor, or the lead of the queue, then
    each one above, then those who lead. Nobody the case is about, nobody who has left and nobody who may not
    see it is among them; when those who lead may not see it, they hear of it all the same.
    """
    barred = set(case.barred.values_list("pk", flat=True))
    start, lead = case.assigned_to, case.queue.lead if case.queue else None
    chain = chain_of(start) if start else []
    if lead is not None and lead != start:
        chain = chain or [lead, *chain_of(lead)]
    leaders = holders_of(case.agency, case_type(case.kind).leads, at)
    here = set(active_posts(case.agency, at).values_list("pk", flat=True)) - barred
    here -= {start.pk} if start else set()
    seeing = [post for post in chain if post.pk in here and can_see(post, case)]
    last = [post for post in leaders if post.pk in here]
    return [[post] for post in seeing] + ([last] if last else [])
