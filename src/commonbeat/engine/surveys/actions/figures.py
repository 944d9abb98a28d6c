"""Releasing the surveys' figures to the public, in steps that give nobody away."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from commonbeat.engine.measures.actions import publish
from commonbeat.engine.measures.choices import Measure, Period
from commonbeat.engine.measures.models import Release
from commonbeat.engine.measures.queries import standing_releases
from commonbeat.engine.surveys.choices import EXPIRE_DAYS, Grouping
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

    Periods are calendar years, the last one whole and this one to date, so that each release holds the one
    before. What would differ too little from an earlier release waits.
    """
    out = 0
    for agency in Agency.objects.order_by("pk"):
        version = current_version(agency, CONTACT)
        if version is not None:
            tables = _tables(agency, at)
            out += sum(_release(agency, version, table, at) is not None for table in tables)
    return out


@dataclass(frozen=True)
class Table:
    """One table that may be released."""

    measure: Measure
    stratum: str
    grouping: str
    period: Period


def _tables(agency: Agency, at: datetime) -> list[Table]:
    today = at.astimezone(ZoneInfo(agency.time_zone)).date()
    closed = _last_closed_month(today, setting(agency, EXPIRE_DAYS))
    return [
        Table(measure, stratum, grouping, Period(date(year, 1, 1), min(until, date(year, 12, 31))))
        for measure in MEASURES.values()
        for stratum in measure.strata
        for grouping in PUBLIC_GROUPINGS
        for until in [closed if grouping == Grouping.MONTH else today]
        for year in (until.year - 1, until.year)
    ]


def _release(agency: Agency, version: InstrumentVersion, table: Table, at: datetime) -> Release | None:
    measure, stratum, grouping = table.measure, table.stratum, table.grouping
    series = series_of(version)
    whole = tallies(agency, measure, stratum, table.period, version=version)[0]
    standing = {
        release.since: release.n
        for release in standing_releases(agency, measure, stratum, grouping=grouping, series=series)
    }
    if whole.n - standing.get(table.period.since, 0) < measure.smallest_n:
        return None
    rows = tallies(agency, measure, stratum, table.period, grouping, version=version) if grouping else ()
    return publish(
        agency=agency,
        measure=measure,
        stratum=stratum,
        series=series,
        grouping=grouping,
        period=table.period,
        total=whole,
        tallies=rows,
        by=SYSTEM,
        at=at,
    )


def _last_closed_month(today: date, open_days: int) -> date:
    """Return the last day of the newest month whose invitations are all closed, corrections included."""
    settled = today - timedelta(days=open_days + 2)
    last = settled.replace(day=monthrange(settled.year, settled.month)[1])
    return last if last <= settled else settled.replace(day=1) - timedelta(days=1)
