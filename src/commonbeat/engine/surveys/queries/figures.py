"""The figures of the surveys: counted in the database, one stratum and one wording at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils import formats
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from commonbeat.engine.measures.choices import Figure, Measure, Period, Tally
from commonbeat.engine.measures.queries import (
    figure,
    newest_release,
    one_stratum,
    released_figures,
    released_months,
    released_total,
)
from commonbeat.engine.measures.queries import figures as table_of
from commonbeat.engine.surveys.choices import Grouping, Stratum
from commonbeat.engine.surveys.measures import CPSS, RESPONSE_RATE
from commonbeat.engine.surveys.models import InstrumentVersion
from commonbeat.engine.surveys.queries.conversations import current_version
from commonbeat.engine.surveys.queries.counting import NOT_RECORDED, Counts, Sample, counts_by, counts_of
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Invalid

CONTACT = "contact"


def figures(
    agency: Agency,
    measure: Measure,
    stratum: str,
    since: date,
    until: date,
    by: str | None = None,
    *,
    version: InstrumentVersion | None = None,
    staff: Staff | None = None,
) -> list[Figure]:
    """Return one figure for each row, or the total alone without `by`; hidden where too few answered.

    Days are the agency's, both included. Counts one wording: `version`, else the one in use. These are the
    figures of this moment, for staff; what the public sees is `published`.
    """
    period = Period(since, until)
    version = version or current_version(agency, CONTACT)
    if by is None:
        return totals(agency, [measure], stratum, period, version=version, staff=staff)
    rows = tallies(agency, measure, stratum, period, by, version=version, staff=staff)
    return table_of(measure, stratum=stratum, period=period, tallies=rows, series=series_of(version))


def tables(
    agency: Agency, measure: Measure, stratum: str, period: Period, groupings: Sequence[Grouping]
) -> dict[Grouping, list[Figure]]:
    """Return the rows of several groupings of the same days, with the reads of one."""
    sample = Sample(agency, one_stratum(measure, stratum), period, current_version(agency, CONTACT))
    series = series_of(sample.version)
    return {
        grouping: table_of(measure, stratum=stratum, period=period, tallies=rows, series=series)
        for grouping, rows in _tallied(measure, sample, groupings).items()
    }


def totals(
    agency: Agency,
    measures: Sequence[Measure],
    stratum: str,
    period: Period,
    *,
    version: InstrumentVersion | None = None,
    staff: Staff | None = None,
) -> list[Figure]:
    """Return the one figure of everybody in a stratum for each measure, out of the same counts."""
    for measure in measures:
        one_stratum(measure, stratum)
    sample = Sample(agency, stratum, period, version or current_version(agency, CONTACT), staff)
    counts, series = counts_of(sample), series_of(sample.version)
    return [
        figure(measure, stratum=stratum, period=period, tally=_tally(measure, "", "", counts), series=series)
        for measure in measures
    ]


def total(
    agency: Agency, measure: Measure, stratum: str, since: date, until: date, *, staff: Staff | None = None
) -> Figure:
    """Return the one figure of everybody in a stratum."""
    return figures(agency, measure, stratum, since, until, staff=staff)[0]


def side_by_side(agency: Agency, measure: Measure, since: date, until: date) -> list[Figure]:
    """Return one figure for each stratum with its own label; there is no total of them."""
    period, version = Period(since, until), current_version(agency, CONTACT)
    return [
        replace(one, label=str(Stratum(stratum).label), key=stratum)
        for stratum in measure.strata
        for one in totals(agency, [measure], stratum, period, version=version)
    ]


def response_rates(
    agency: Agency, stratum: str, since: date, until: date, by: str | None = None
) -> list[Figure]:
    return figures(agency, RESPONSE_RATE, stratum, since, until, by)


def for_staff(
    staff: Staff, since: date, until: date, *, measure: Measure = CPSS, stratum: str = Stratum.TEXT
) -> Figure:
    """Return the figure of the contacts that one member of staff took part in; never of several."""
    return total(staff.agency, measure, stratum, since, until, staff=staff)


def published(
    agency: Agency, measure: Measure, stratum: str, by: str | None = None
) -> tuple[Figure, list[Figure]] | None:
    """Return the total and the rows that the public sees, as last released; None before the first release.

    The total and its rows are those of the newest calendar year; months go back as far as releases do.
    """
    by_month = by == Grouping.MONTH
    release = newest_release(agency, measure, stratum, grouping="" if by_month else by or "")
    if release is None:
        return None
    rows = released_months(agency, measure, stratum) if by_month else released_figures(release, measure)
    named = [replace(row, label=_label(by, row.key, row.label)) for row in rows]
    return released_total(release, measure), named


def tallies(
    agency: Agency,
    measure: Measure,
    stratum: str,
    period: Period,
    by: str | None = None,
    *,
    version: InstrumentVersion | None,
    staff: Staff | None = None,
) -> list[Tally]:
    """Return the bare counts, not yet fit to be shown: one row for the total, or one for each group."""
    sample = Sample(agency, one_stratum(measure, stratum), period, version, staff)
    grouping = _grouping(by)
    if grouping is None:
        return [_tally(measure, "", "", counts_of(sample))]
    return _tallied(measure, sample, [grouping])[grouping]


def _tallied(measure: Measure, sample: Sample, groupings: Sequence[Grouping]) -> dict[Grouping, list[Tally]]:
    names = _area_names(sample.agency) if Grouping.AREA in groupings else {}
    return {
        grouping: _ordered(
            [
                _tally(measure, key, _label(grouping, key, names.get(key, key)), counts)
                for key, counts in found.items()
            ],
            grouping,
        )
        for grouping, found in counts_by(sample, groupings).items()
    }


def series_of(version: InstrumentVersion | None) -> str:
    """Return the name of the series that a wording makes: "contact-2"."""
    return f"{version.instrument.key}-{version.number}" if version else ""


def _tally(measure: Measure, key: str, label: str, counts: Counts) -> Tally:
    """Return the counts as the measure takes them: satisfied of answers, or answers of asked."""
    if measure.key == RESPONSE_RATE.key:
        return Tally(label, counts.n, counts.of or 0, counts.of, key)
    return Tally(label, counts.x, counts.n, counts.of, key)


def _grouping(by: str | None) -> Grouping | None:
    if by is None or by == "":
        return None
    if by not in Grouping.values:
        raise Invalid(_("Figures cannot be broken down like this."), code="unknown-grouping", where="by")
    return Grouping(by)


def _label(by: str | None, key: str, label: str) -> str:
    if key == NOT_RECORDED:
        return _("Not recorded")
    if by == Grouping.MONTH:
        year, month = key.split("-")
        return formats.date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT")
    if by == Grouping.LANGUAGE:
        try:
            return str(get_language_info(key)["name_translated"])
        except KeyError:
            return key
    return label


def _area_names(agency: Agency) -> dict[str, str]:
    return dict(agency.areas.values_list("code", "name"))


def _ordered(rows: Sequence[Tally], grouping: Grouping) -> list[Tally]:
    """Return months by time, other rows by name, those not recorded last; never by value: no ranking."""
    by_key = grouping == Grouping.MONTH
    return sorted(
        rows, key=lambda row: (row.key == NOT_RECORDED, row.key if by_key else row.label.casefold())
    )
