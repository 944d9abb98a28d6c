"""Business days, held to a worked example and to properties."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.ground.agency.models import Agency, Holiday
from commonbeat.ground.agency.queries import business_days_due
from commonbeat.ground.agency.rules import add_business_days, is_business_day

DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


def test_ten_business_days_across_the_fourth_of_july() -> None:
    friday = date(2025, 6, 27)
    assert add_business_days(friday, 10, {date(2025, 7, 4)}) == date(2025, 7, 14)
    assert add_business_days(friday, 10, set()) == date(2025, 7, 11)


def test_negative_days_are_an_error() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_business_days(date(2025, 6, 27), -1, set())


@given(DAYS, st.integers(1, 40), st.sets(DAYS, max_size=5))
def test_due_day_is_a_business_day_with_the_right_number_between(
    start: date, days: int, holidays: set[date]
) -> None:
    due = add_business_days(start, days, holidays)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert is_business_day(due, holidays)
    assert sum(is_business_day(day, holidays) for day in between) == days


def test_due_moment_is_the_end_of_the_local_day(larkspur: Agency) -> None:
    zone = ZoneInfo("America/New_York")
    Holiday.objects.create(agency=larkspur, day=date(2026, 11, 26), name="Thanksgiving")
    wednesday_night = datetime(2026, 11, 25, 23, 30, tzinfo=zone)
    due = business_days_due(larkspur, wednesday_night, 3)
    assert due == datetime(2026, 12, 1, 23, 59, 59, tzinfo=zone)
