"""Counts of who was asked and what they answered, made in the database; bare, and not yet fit to be shown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, Count, Expression, F, Q, QuerySet, Subquery, Value, When

from commonbeat.engine.measures.choices import Period
from commonbeat.engine.surveys.choices import INVITED, SATISFACTION, Grouping, InvitationState
from commonbeat.engine.surveys.measures import SATISFIED_FROM
from commonbeat.engine.surveys.models import Answer, InstrumentVersion, Invitation, Item
from commonbeat.ground.agency.models import Agency, Staff

# The row of those for whom the label is not known.
NOT_RECORDED = "none"
FIELDS = {
    Grouping.CATEGORY: "category",
    Grouping.AREA: "area__code",
    Grouping.SHIFT: "shift",
    Grouping.UNIT: "unit",
    Grouping.LANGUAGE: "language",
}


@dataclass(frozen=True)
class Sample:
    """Whose answers are counted: of one stratum and one wording, on days of the agency's, both included.

    With `staff`, only those about contacts that this one member of staff took part in.
    """

    agency: Agency
    stratum: str
    period: Period
    version: InstrumentVersion | None
    staff: Staff | None = None

    def months(self) -> Iterator[tuple[str, datetime, datetime]]:
        """Yield the name of each month with the instants between which its days of the period lie."""
        first = self.period.since
        while first <= self.period.until:
            following = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
            last = min(following - timedelta(days=1), self.period.until)
            yield f"{first:%Y-%m}", *bounds(self.agency, Period(first, last))
            first = following


def bounds(agency: Agency, period: Period) -> tuple[datetime, datetime]:
    """Return the instants between which the agency's days lie, the second not included."""
    zone = ZoneInfo(agency.time_zone)
    after = period.until + timedelta(days=1)
    return datetime.combine(period.since, time(), zone), datetime.combine(after, time(), zone)


@dataclass
class Counts:
    """`x` satisfied of `n` who answered, of `of` who were asked; None where nobody is invited."""

    x: int = 0
    n: int = 0
    of: int | None = None


def counts_of(sample: Sample) -> Counts:
    counts = _answered(sample).aggregate(n=Count("pk"), x=Count("pk", filter=Q(value__gte=SATISFIED_FROM)))
    of = _asked(sample).count() if sample.stratum in INVITED else None
    return Counts(counts["x"], counts["n"], of)


def counts_by(sample: Sample, groupings: Sequence[Grouping]) -> dict[Grouping, dict[str, Counts]]:
    """Return the counts of each group by its key; read once, where all the groupings meet, and added up."""
    of = 0 if sample.stratum in INVITED else None
    found: dict[Grouping, dict[str, Counts]] = {
        grouping: defaultdict(lambda: Counts(of=of)) for grouping in groupings
    }
    for keys, x, n in _answered_groups(sample, groupings):
        for grouping, key in keys.items():
            counts = found[grouping][key]
            counts.x, counts.n = counts.x + x, counts.n + n
    if of is not None:
        for keys, asked in _asked_groups(sample, groupings):
            for grouping, key in keys.items():
                counts = found[grouping][key]
                counts.of = (counts.of or 0) + asked
    return found


def _answered(sample: Sample) -> QuerySet[Answer]:
    since, until = bounds(sample.agency, sample.period)
    rating = Item.objects.filter(version=sample.version, key=SATISFACTION)
    found = Answer.objects.filter(
        item=Subquery(rating.values("pk")),
        value__isnull=False,
        response__version=sample.version,
        response__stratum=sample.stratum,
        response__asked_at__gte=since,
        response__asked_at__lt=until,
    )
    return found.filter(response__staff=sample.staff) if sample.staff else found


def _asked(sample: Sample) -> QuerySet[Invitation]:
    return _asked_between(sample, *bounds(sample.agency, sample.period))


def _asked_between(sample: Sample, since: datetime, until: datetime) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(
        version=sample.version, stratum=sample.stratum, invited_at__gte=since, invited_at__lt=until
    ).exclude(state=InvitationState.UNREACHED)
    return found.filter(staff=sample.staff) if sample.staff else found


def _answered_groups(
    sample: Sample, groupings: Sequence[Grouping]
) -> Iterator[tuple[dict[Grouping, str], int, int]]:
    """Yield the key of each grouping, and how many of the answers there are satisfied and how many in all."""
    rows = _answered(sample).values(**_by(sample, groupings, "response__", "response__asked_at"))
    for row in rows.annotate(n=Count("pk"), x=Count("pk", filter=Q(value__gte=SATISFIED_FROM))):
        yield _keys(groupings, row), row["x"], row["n"]


def _asked_groups(sample: Sample, groupings: Sequence[Grouping]) -> Iterator[tuple[dict[Grouping, str], int]]:
    """Yield the key of each grouping, and how many were asked there."""
    if list(groupings) == [Grouping.MONTH]:
        yield from _asked_by_month(sample)
        return
    rows = _asked(sample).values(**_by(sample, groupings, "", "invited_at"))
    for row in rows.annotate(of=Count("*")):
        yield _keys(groupings, row), row["of"]


def _asked_by_month(sample: Sample) -> Iterator[tuple[dict[Grouping, str], int]]:
    """Count each month by itself, a stretch of the index; to group a year the database would sort it all."""
    months = list(sample.months())
    counted = [
        Subquery(
            _asked_between(sample, since, until)
            .order_by()
            .values(one=Value(1))
            .annotate(of=Count("*"))
            .values("of")
        )
        for _name, since, until in months
    ]
    found = Agency.objects.filter(pk=sample.agency.pk).values_list(*counted).get()
    for (name, _since, _until), of in zip(months, found, strict=True):
        if of:
            yield {Grouping.MONTH: name}, of


def _by(sample: Sample, groupings: Sequence[Grouping], path: str, at: str) -> dict[str, Expression | F]:
    return {
        f"by_{grouping}": _month(sample, at) if grouping == Grouping.MONTH else F(f"{path}{FIELDS[grouping]}")
        for grouping in groupings
    }


def _month(sample: Sample, at: str) -> Expression:
    """Return the month of an instant in the agency's zone, by comparing it with the ends of months."""
    whens = [When(**{f"{at}__lt": until}, then=Value(name)) for name, _since, until in sample.months()]
    return Case(*whens, output_field=CharField())


def _keys(groupings: Sequence[Grouping], row: Mapping[str, Any]) -> dict[Grouping, str]:
    return {grouping: row[f"by_{grouping}"] or NOT_RECORDED for grouping in groupings}
