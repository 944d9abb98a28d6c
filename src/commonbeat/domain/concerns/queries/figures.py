"""Figures of concerns: rows as everyone may have them, and every figure worked out from those rows alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.choices import CONCERN, Source
from commonbeat.domain.concerns.measures import CONFIRMED_FIXED, MEDIANS, PRIVATE, PUBLIC, SHARES
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries.faces import category_name
from commonbeat.domain.concerns.queries.public import public_concerns
from commonbeat.domain.concerns.rules.figures import (
    COLUMNS,
    Row,
    cells_of,
    hours_begun,
    share_of,
    values_of,
)
from commonbeat.engine.casework.access import cases_visible_to
from commonbeat.engine.casework.choices import Kind
from commonbeat.engine.casework.models import ClockRun, Entry
from commonbeat.engine.measures.choices import Figure, Measure, Period, Tally, WhyHidden
from commonbeat.engine.measures.queries import figure, standing_releases
from commonbeat.engine.measures.queries import released_total as total_of
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.stats.quantiles import median_interval

PROMISE = "finish"
YEAR = timedelta(days=364)
MOST_LATE = 100


@dataclass(frozen=True)
class Middle:
    """A median with its interval, in the measure's unit. Without a value it holds no number."""

    measure: Measure
    period: Period
    label: str
    n: int
    value: float | None
    low: float | None
    high: float | None
    why_hidden: WhyHidden = WhyHidden.NONE
    key: str = ""

    @property
    def shown(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class Group:
    """All figures of one area, one category, or of all concerns together, by the key of their measure."""

    key: str
    label: str
    received: int
    shares: dict[str, Figure]
    middles: dict[str, Middle]


def last_year(agency: Agency, at: datetime) -> Period:
    """Return the year that ends today, by the agency's own days."""
    today = at.astimezone(ZoneInfo(agency.time_zone)).date()
    return Period(today - YEAR, today)


def counted_concerns(agency: Agency, period: Period) -> QuerySet[Concern]:
    """Return what figures count: public concerns that came in during a period, without older records."""
    zone = ZoneInfo(agency.time_zone)
    since = datetime.combine(period.since, time(), zone)
    until = datetime.combine(period.until + timedelta(days=1), time(), zone)
    found = public_concerns(agency).filter(
        category__is_private=False, received_at__gte=since, received_at__lt=until
    )
    return found.exclude(source=Source.IMPORT)


def rows_of(agency: Agency, period: Period, at: datetime) -> list[Row]:
    """Return one row for each public concern of the period, the oldest first."""
    concerns = list(
        counted_concerns(agency, period)
        .select_related("case__area", "category")
        .order_by("received_at", "pk")
    )
    found = counted_concerns(agency, period).values("case_id")
    steps: dict[int, list[tuple[datetime, dict[str, str]]]] = {}
    moves = Entry.objects.filter(case__in=found, kind=Kind.MOVED).order_by("at", "pk")
    for case_id, moved_at, facts in moves.values_list("case_id", "at", "facts"):
        steps.setdefault(case_id, []).append((moved_at, facts))
    runs: dict[int, ClockRun] = {}
    for run in ClockRun.objects.filter(case__in=found, key=PROMISE).order_by("started_at", "pk"):
        runs.setdefault(run.case_id, run)
    zone = ZoneInfo(agency.time_zone)
    return [_row(one, steps.get(one.case_id, []), runs.get(one.case_id), zone, at) for one in concerns]


def _row(
    concern: Concern,
    steps: Sequence[tuple[datetime, dict[str, str]]],
    promise: ClockRun | None,
    zone: ZoneInfo,
    at: datetime,
) -> Row:
    ours = [moved_at for moved_at, facts in steps if facts.get("move") != "withdraw"]
    closed = [moved_at for moved_at, facts in steps if facts.get("to") == "closed"]

    def day(moment: datetime | None) -> date | None:
        return moment.astimezone(zone).date() if moment else None

    return Row(
        concern=concern.case.public_id,
        received_on=concern.received_at.astimezone(zone).date(),
        category=concern.category.key,
        area=concern.case.area.code if concern.case.area else "",
        hours_to_first_step=hours_begun(concern.received_at, ours[0]) if ours else None,
        closed_on=day(closed[0]) if closed else None,
        closed_in_time=_in_time(promise, at) if closed or concern.case.is_open else None,
        asked_on=day(concern.asked_fixed_at),
        answered_on=day(concern.answered_fixed_at),
        confirmed_fixed=concern.is_fixed,
        reopened=any(facts.get("move") == "reopen" for _at, facts in steps),
    )


def _in_time(promise: ClockRun | None, at: datetime) -> bool | None:
    """Return whether the first promise was kept; None while it can still be, or was called off."""
    if promise is None:
        return None
    if promise.met_at is not None:
        return promise.met_at <= promise.due_at
    return False if promise.is_late(at) else None


def export_rows(rows: Iterable[Row]) -> list[list[object]]:
    """Return a header and one line for each concern, safe to open in a spreadsheet."""
    return [list(COLUMNS), *(cells_of(row) for row in rows)]


def whole(rows: Sequence[Row], period: Period) -> Group:
    """Return every figure of all rows together."""
    return _group("", "", rows, period)


def by_area(agency: Agency, rows: Sequence[Row], period: Period) -> list[Group]:
    names = dict(Area.objects.filter(agency=agency).order_by("code").values_list("code", "name"))
    return _groups(rows, period, lambda row: row.area, {**names, "": _("No area")})


def by_category(agency: Agency, rows: Sequence[Row], period: Period) -> list[Group]:
    listed = Category.objects.filter(agency=agency, is_private=False).order_by("position", "key")
    return _groups(
        rows, period, lambda row: row.category, {known.key: category_name(known) for known in listed}
    )


def by_month(rows: Sequence[Row], period: Period) -> list[Group]:
    """Return figures by the month in which concerns came in, in order of time."""
    months = sorted({row.month for row in rows})
    names = {month: date_format(date.fromisoformat(f"{month}-01"), _("M Y")) for month in months}
    return _groups(rows, period, lambda row: row.month, names)


def _groups(
    rows: Sequence[Row], period: Period, key_of: Callable[[Row], str], names: dict[str, str]
) -> list[Group]:
    inside: dict[str, list[Row]] = {key: [] for key in names}
    for row in rows:
        inside.setdefault(key_of(row), []).append(row)
    return [_group(key, names.get(key, key), members, period) for key, members in inside.items() if members]


def _group(key: str, label: str, rows: Sequence[Row], period: Period) -> Group:
    return Group(
        key,
        label,
        len(rows),
        {measure.key: _share(measure, key, label, rows, period) for measure in SHARES},
        {measure.key: _middle(measure, key, label, rows, period) for measure in MEDIANS},
    )


def _share(measure: Measure, key: str, label: str, rows: Sequence[Row], period: Period) -> Figure:
    """Return a share. Every row stands in the public file, so what is hidden is only too few to say much."""
    x, n = share_of(measure.key, rows)
    asked = share_of("fixed_answered", rows)[1] if measure is CONFIRMED_FIXED else None
    return figure(
        measure,
        stratum=PUBLIC,
        period=period,
        tally=Tally(label, x, n, asked, key),
    )


def _middle(measure: Measure, key: str, label: str, rows: Sequence[Row], period: Period) -> Middle:
    values = values_of(measure.key, rows)
    if len(values) < measure.smallest_n:
        why = WhyHidden.TOO_FEW if values else WhyHidden.NO_ANSWERS
        return Middle(measure, period, label, len(values), None, None, None, why, key)
    found = median_interval(values)
    return Middle(measure, period, label, len(values), found.value, found.low, found.high, key=key)


def private_tally(agency: Agency, period: Period) -> Tally:
    """Count, over all private concerns answered in a period, those confirmed fixed. Never split further."""
    zone = ZoneInfo(agency.time_zone)
    since = datetime.combine(period.since, time(), zone)
    until = datetime.combine(period.until + timedelta(days=1), time(), zone)
    found = Concern.objects.filter(
        Q(case__is_private=True) | Q(category__is_private=True),
        agency=agency,
        case__merged_into=None,
        answered_fixed_at__gte=since,
        answered_fixed_at__lt=until,
    ).exclude(source=Source.IMPORT)
    counts = found.aggregate(x=Count("pk", filter=Q(is_fixed=True)), n=Count("pk"))
    return Tally("", counts["x"], counts["n"])


def private_total(agency: Agency) -> Figure | None:
    """Return the released figure of private concerns, or None before there is one."""
    standing = standing_releases(agency, CONFIRMED_FIXED, PRIVATE)
    return total_of(standing[-1], CONFIRMED_FIXED) if standing else None


def late_concerns(staff: Staff, at: datetime) -> list[ClockRun]:
    """Return the promises past their day on concerns that the post may see, the oldest first."""
    seen = cases_visible_to(staff, CONCERN.key).filter(is_open=True).values("pk")
    late = ClockRun.objects.filter(case__in=seen, met_at=None, stopped_at=None, due_at__lt=at)
    late = late.select_related("case__area", "case__queue", "case__concern__category")
    return list(late.order_by("due_at", "pk")[:MOST_LATE])
