"""Releasing the surveys' figures to the public, in steps that give nobody away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from commonbeat.engine.measures.actions import publish
from commonbeat.engine.measures.choices import Measure, Period
from commonbeat.engine.measures.models import Release
from commonbeat.engine.measures.queries import standing_releases
from commonbeat.engine.surveys.choices import Grouping
from commonbeat.engine.surveys.measures import MEASURES
from commonbeat.engine.surveys.models import InstrumentVersion
from commonbeat.engine.surveys.queries import current_version, tallies
from commonbeat.engine.surveys.queries.figures import CONTACT, series_of
from commonbeat.engine.surveys.rules import month_ends
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM

PUBLIC_GROUPINGS = (Grouping.AREA, Grouping.CATEGORY, Grouping.LANGUAGE)


def publish_figures(*, at: datetime) -> int:
    """Release for every agency what may be released now; return how many tables went out.

    Periods are calendar years to date, so that each release holds the one before; the total moves when ten
    more have answered, its rows when each may. What would differ too little from an earlier release waits.
    """
    out = 0
    for agency in Agency.objects.order_by("pk"):
        version = current_version(agency, CONTACT)
        if version is not None:
            tables = _tables(agency, version, at)
            out += sum(_release(agency, version, table, at) is not None for table in tables)
    return out


@dataclass(frozen=True)
class Table:
    """One table that may be released."""

    measure: Measure
    stratum: str
    grouping: str
    period: Period


def _tables(agency: Agency, version: InstrumentVersion, at: datetime) -> Iterator[Table]:
    today = at.astimezone(ZoneInfo(agency.time_zone)).date()
    for measure in MEASURES.values():
        for stratum in measure.strata:
            released = {
                release.since
                for release in standing_releases(agency, measure, stratum, series=series_of(version))
            }
            for year in (today.year - 1, today.year):
                starts, ends = date(year, 1, 1), min(today, date(year, 12, 31))
                whole = tallies(agency, measure, stratum, Period(starts, ends), version=version)[0]
                if whole.n < measure.smallest_n:
                    continue
                # A year that nobody released yet is told month by month, so that it has a course.
                months = [] if starts in released else month_ends(starts, ends)
                for until in (*months, ends):
                    yield Table(measure, stratum, "", Period(starts, until))
                for grouping in PUBLIC_GROUPINGS:
                    yield Table(measure, stratum, grouping, Period(starts, ends))


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
