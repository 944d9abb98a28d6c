"""Releasing the surveys' figures to the public, in steps that give nobody away."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from commonbeat.engine.measures.actions import publish
from commonbeat.engine.measures.choices import Measure, Period
from commonbeat.engine.measures.models import Release
from commonbeat.engine.measures.queries import newest_release
from commonbeat.engine.surveys.choices import EXPIRE_DAYS, Grouping, Stratum
from commonbeat.engine.surveys.measures import MEASURES
from commonbeat.engine.surveys.models import InstrumentVersion
from commonbeat.engine.surveys.queries import current_version, tallies
from commonbeat.engine.surveys.queries.figures import CONTACT, series_of
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.core.actor import SYSTEM

PUBLIC_GROUPINGS = ("", Grouping.MONTH, Grouping.AREA, Grouping.CATEGORY, Grouping.LANGUAGE)


def publish_figures(*, at: datetime) -> int:
    """Release for every agency what may be released now; return how many tables went out.

    The period is the calendar year to date, so that each release holds the one before. What would differ
    too little from an earlier release waits.
    """
    out = 0
    for agency in Agency.objects.order_by("pk"):
        version = current_version(agency, CONTACT)
        if version is None:
            continue
        for measure in MEASURES.values():
            for stratum in measure.strata:
                out += sum(
                    _release(agency, version, measure, stratum, grouping, at) is not None
                    for grouping in PUBLIC_GROUPINGS
                )
    return out


def _release(
    agency: Agency, version: InstrumentVersion, measure: Measure, stratum: str, grouping: str, at: datetime
) -> Release | None:
    today = at.astimezone(ZoneInfo(agency.time_zone)).date()
    until = _last_closed_month(today, setting(agency, EXPIRE_DAYS)) if grouping == Grouping.MONTH else today
    period = Period(date(until.year, 1, 1), until)
    whole = tallies(agency, measure, stratum, period, version=version)[0]
    standing = newest_release(agency, measure, stratum, grouping=grouping, series=series_of(version))
    seen = standing.n if standing and standing.since == period.since else 0
    if whole.n - seen < measure.smallest_n:
        return None
    return publish(
        agency=agency,
        measure=measure,
        stratum=Stratum(stratum).value,
        series=series_of(version),
        grouping=grouping,
        period=period,
        total=whole,
        tallies=tallies(agency, measure, stratum, period, grouping, version=version) if grouping else (),
        by=SYSTEM,
        at=at,
    )


def _last_closed_month(today: date, open_days: int) -> date:
    """Return the last day of the newest month whose invitations are all closed, corrections included."""
    settled = today - timedelta(days=open_days + 2)
    last = settled.replace(day=monthrange(settled.year, settled.month)[1])
    return last if last <= settled else settled.replace(day=1) - timedelta(days=1)
