"""The figures of the surveys: counted in the database, one stratum and one wording at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, Count, Expression, F, Q, QuerySet, Value, When
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
from commonbeat.engine.surveys.choices import INVITED, SATISFACTION, Grouping, InvitationState, Stratum
from commonbeat.engine.surveys.measures import CPSS, RESPONSE_RATE, SATISFIED_FROM
from commonbeat.engine.surveys.models import Answer, InstrumentVersion, Invitation, Item
from commonbeat.engine.surveys.queries.conversations import current_version
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Invalid

CONTACT = "contact"
# The row of those for whom the label is not known.
NOT_RECORDED = "none"
FIELDS = {
    Grouping.CATEGORY: "category",
    Grouping.AREA: "area__code",
    Grouping.SHIFT: "shift",
    Grouping.UNIT: "unit",
    Grouping.LANGUAGE: "language",
}


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
    rows = tallies(agency, measure, stratum, period, by, version=version, staff=staff)
    series = series_of(version)
    if by is None:
        return [figure(measure, stratum=stratum, period=period, tally=rows[0], series=series)]
    return table_of(measure, stratum=stratum, period=period, tallies=rows, series=series)


def total(
    agency: Agency, measure: Measure, stratum: str, since: date, until: date, *, staff: Staff | None = None
) -> Figure:
    """Return the one figure of everybody in a stratum."""
    return figures(agency, measure, stratum, since, until, staff=staff)[0]


def side_by_side(agency: Agency, measure: Measure, since: date, until: date) -> list[Figure]:
    """Return one figure for each stratum with its own label; there is no total of them."""
    named = [(stratum, Stratum(stratum).label) for stratum in measure.strata]
    return [
        replace(total(agency, measure, stratum, since, until), label=str(label), key=stratum)
        for stratum, label in named
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
    one_stratum(measure, stratum)
    grouping = _grouping(by)
    answered = _answered(agency, stratum, period, version, staff)
    asked = _asked(agency, stratum, period, version, staff)
    if grouping is None:
        x, n = _counts(answered)
        return [_tally(measure, "", "", x, n, asked.count() if stratum in INVITED else None)]
    of = {
        _key(row["group"]): row["of"]
        for row in asked.values(group=_group(grouping, "", "invited_at", agency, period)).annotate(
            of=Count("pk")
        )
    }
    given = {
        _key(row["group"]): (row["x"], row["n"])
        for row in answered.values(group=_group(grouping, "response__", "asked_at", agency, period)).annotate(
            n=Count("pk"), x=Count("pk", filter=Q(value__gte=SATISFIED_FROM))
        )
    }
    names = _area_names(agency) if grouping == Grouping.AREA else {}
    rows = [
        _tally(
            measure,
            key,
            _label(grouping, key, names.get(key, key)),
            *given.get(key, (0, 0)),
            of.get(key, 0) if stratum in INVITED else None,
        )
        for key in {*of, *given}
    ]
    return _ordered(rows, grouping)


def series_of(version: InstrumentVersion | None) -> str:
    """Return the name of the series that a wording makes: "contact-2"."""
    return f"{version.instrument.key}-{version.number}" if version else ""


def _answered(
    agency: Agency, stratum: str, period: Period, version: InstrumentVersion | None, staff: Staff | None
) -> QuerySet[Answer]:
    starts, ends = bounds(agency, period)
    item = Item.objects.filter(version=version, key=SATISFACTION).first()
    found = Answer.objects.filter(
        item=item,
        value__isnull=False,
        response__version=version,
        response__stratum=stratum,
        response__asked_at__gte=starts,
        response__asked_at__lt=ends,
    )
    return found.filter(response__staff=staff) if staff else found


def _asked(
    agency: Agency, stratum: str, period: Period, version: InstrumentVersion | None, staff: Staff | None
) -> QuerySet[Invitation]:
    starts, ends = bounds(agency, period)
    found = Invitation.objects.filter(
        version=version, stratum=stratum, invited_at__gte=starts, invited_at__lt=ends
    ).exclude(state=InvitationState.UNREACHED)
    return found.filter(staff=staff) if staff else found


def bounds(agency: Agency, period: Period) -> tuple[datetime, datetime]:
    """Return the instants between which the agency's days lie, the second not included."""
    zone = ZoneInfo(agency.time_zone)
    after = period.until + timedelta(days=1)
    return datetime.combine(period.since, time(), zone), datetime.combine(after, time(), zone)


def _counts(answered: QuerySet[Answer]) -> tuple[int, int]:
    counts = answered.aggregate(n=Count("pk"), x=Count("pk", filter=Q(value__gte=SATISFIED_FROM)))
    return counts["x"], counts["n"]


def _tally(measure: Measure, key: str, label: str, x: int, n: int, of: int | None) -> Tally:
    """Return the counts as the measure takes them: satisfied of answers, or answers of asked."""
    if measure.key == RESPONSE_RATE.key:
        return Tally(label, n, of or 0, of, key)
    return Tally(label, x, n, of, key)


def _grouping(by: str | None) -> Grouping | None:
    if by is None or by == "":
        return None
    if by not in Grouping.values:
        raise Invalid(_("Figures cannot be broken down like this."), code="unknown-grouping", where="by")
    return Grouping(by)


def _group(grouping: Grouping, path: str, at: str, agency: Agency, period: Period) -> Expression | F:
    if grouping == Grouping.MONTH:
        return _month(f"{path}{at}", agency, period)
    return F(f"{path}{FIELDS[grouping]}")


def _month(at: str, agency: Agency, period: Period) -> Expression:
    """Return the month of an instant in the agency's zone, by comparing it with the ends of months."""
    whens = []
    first = period.since.replace(day=1)
    while first <= period.until:
        following = (first + timedelta(days=31)).replace(day=1)
        ends = datetime.combine(following, time(), ZoneInfo(agency.time_zone))
        whens.append(When(**{f"{at}__lt": ends}, then=Value(f"{first:%Y-%m}")))
        first = following
    return Case(*whens, output_field=CharField())


def _key(group: str | None) -> str:
    return group or NOT_RECORDED


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
