"""When a clock is due: published examples, and the same by counting day by day and minute by minute."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonbeat.engine.casework.rules import Calendar, due_at, tolled_days, united

pytestmark = pytest.mark.req("C3")
ZONES = ["America/New_York", "America/St_Johns", "Pacific/Honolulu", "Europe/Berlin", "Asia/Kathmandu"]
NEW_YORK = ZoneInfo("America/New_York")
MINUTE = timedelta(minutes=1)
HOLIDAY = frozenset({date(2025, 7, 4)})
# Drawing the times takes long on a busy machine, and says nothing about the rules.
BUSY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def noon(year: int, month: int, day: int, zone: ZoneInfo = NEW_YORK) -> datetime:
    return datetime(year, month, day, 12, tzinfo=zone)


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=NEW_YORK)


minutes = st.integers(0, 60 * 24 * 120)
spans = st.lists(st.tuples(minutes, st.integers(0, 60 * 24 * 20)), max_size=6)
START = datetime(2025, 2, 20, 17, 0, tzinfo=UTC)


def as_intervals(given_spans: list[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
    return [
        (START + timedelta(minutes=since), START + timedelta(minutes=since + length))
        for since, length in given_spans
    ]


@pytest.mark.parametrize(
    ("length", "tolled", "due"),
    [
        (180, [], date(2025, 9, 10)),
        (180, [(midnight(2025, 4, 1), midnight(2025, 5, 11))], date(2025, 10, 20)),
        (366, [], date(2026, 3, 15)),
        (60, [], date(2025, 5, 13)),
        (90, [], date(2025, 6, 12)),
    ],
)
def test_days_of_published_examples(length: int, tolled: list[tuple[datetime, datetime]], due: date) -> None:
    found = due_at(noon(2025, 3, 14), length, "days", Calendar(NEW_YORK), tolled)
    assert found.date() == due
    assert found.timetz().isoformat()[:8] == "23:59:59"


@pytest.mark.parametrize(
    ("holidays", "due"), [(HOLIDAY, date(2025, 7, 14)), (frozenset(), date(2025, 7, 11))]
)
def test_business_days_across_a_holiday(holidays: frozenset[date], due: date) -> None:
    found = due_at(noon(2025, 6, 27), 10, "business_days", Calendar(NEW_YORK, holidays))
    assert found.date() == due


def test_times_that_overlap_count_once() -> None:
    first = (midnight(2025, 3, 1), midnight(2025, 3, 20))
    second = (midnight(2025, 3, 10), midnight(2025, 4, 5))
    assert tolled_days([first, second], NEW_YORK) == 35
    both = due_at(noon(2025, 2, 20), 30, "days", Calendar(NEW_YORK), [first, second])
    once = due_at(noon(2025, 2, 20), 30, "days", Calendar(NEW_YORK), [(first[0], second[1])])
    assert both == once
    assert (both.date() - date(2025, 3, 22)).days == 35


@pytest.mark.parametrize(
    ("start", "due"),
    [
        # The night of 9 March has 23 hours, that of 2 November 25.
        (datetime(2025, 3, 8, 20, tzinfo=NEW_YORK), datetime(2025, 3, 9, 21, tzinfo=NEW_YORK)),
        (datetime(2025, 11, 1, 20, tzinfo=NEW_YORK), datetime(2025, 11, 2, 19, tzinfo=NEW_YORK)),
    ],
)
def test_hours_are_real_hours_in_a_night_in_which_clocks_change(start: datetime, due: datetime) -> None:
    found = due_at(start.astimezone(UTC), 24, "hours", Calendar(NEW_YORK))
    assert found == due.astimezone(UTC)


def test_day_that_is_no_whole_day_ends_with_its_own_midnight() -> None:
    for day in (date(2025, 3, 9), date(2025, 11, 2)):
        start = noon(day.year, day.month, day.day - 1)
        assert due_at(start, 1, "days", Calendar(NEW_YORK)).isoformat()[:19] == f"{day}T23:59:59"


@BUSY
@given(spans)
def test_union_is_what_counting_each_minute_gives(given_spans: list[tuple[int, int]]) -> None:
    inside = {minute for since, length in given_spans for minute in range(since, since + length)}
    found = united(as_intervals(given_spans))
    counted = {
        minute
        for since, until in found
        for minute in range(
            int((since - START).total_seconds() // 60), int((until - START).total_seconds() // 60)
        )
    }
    assert counted == inside
    assert all(a[1] < b[0] for a, b in pairwise(found))


@BUSY
@given(
    zone=st.sampled_from(ZONES),
    length=st.integers(0, 60),
    unit=st.sampled_from(["days", "business_days"]),
    holidays=st.frozensets(st.dates(date(2025, 2, 20), date(2025, 9, 1)), max_size=12),
    given_spans=spans,
    hour=st.integers(0, 23),
)
def test_days_are_what_walking_through_the_calendar_gives(
    zone: str,
    length: int,
    unit: str,
    holidays: frozenset[date],
    given_spans: list[tuple[int, int]],
    hour: int,
) -> None:
    calendar = Calendar(ZoneInfo(zone), holidays)
    start, tolled = START + timedelta(hours=hour), as_intervals(given_spans)
    skipped = set()
    for since, until in united(tolled):
        day = since.astimezone(calendar.zone).date()
        while day < until.astimezone(calendar.zone).date():
            day += timedelta(days=1)
            skipped.add(day)
    day, left = start.astimezone(calendar.zone).date(), length
    while left:
        day += timedelta(days=1)
        is_working = unit == "days" or (day.weekday() < 5 and day not in holidays)
        left -= is_working and day not in skipped
    found = due_at(start, length, unit, calendar, tolled)
    assert found.astimezone(calendar.zone).date() == day
    assert found.astimezone(calendar.zone).strftime("%H:%M:%S") == "23:59:59"


@BUSY
@given(length=st.integers(0, 200), given_spans=spans)
def test_hours_are_what_counting_each_minute_gives(length: int, given_spans: list[tuple[int, int]]) -> None:
    tolled = as_intervals(given_spans)
    inside = {minute for since, span in given_spans for minute in range(since, since + span)}
    minute, left = 0, length * 60
    while left or (minute in inside and length):
        left -= minute not in inside
        minute += 1
        if not left:
            break
    assert due_at(START, length, "hours", Calendar(ZoneInfo("UTC")), tolled) == START + timedelta(
        minutes=minute
    )


def test_time_tolled_before_the_clock_began_moves_nothing() -> None:
    start, hour = noon(2025, 6, 2), timedelta(hours=1)
    calendar = Calendar(NEW_YORK)
    assert due_at(start, 2, "hours", calendar, [(start - hour, start + hour)]) == start + 3 * hour
    assert due_at(start, 2, "hours", calendar, [(start - 2 * hour, start - hour)]) == start + 2 * hour
