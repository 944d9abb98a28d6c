"""Words go on the first day of the agency's calendar on which they have been kept for all of their days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from commonbeat.ground.retention.rules import due_on, kept_before

NEW_YORK = ZoneInfo("America/New_York")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_words_of_the_first_kept_for_thirty_days_go_on_the_first_of_the_next_month() -> None:
    assert due_on(date(2026, 5, 1), 30) == date(2026, 6, 1)
    start = datetime(2026, 6, 1, 0, 0, tzinfo=NEW_YORK)
    assert kept_before(start, NEW_YORK, 30) == datetime(2026, 5, 2, 0, 0, tzinfo=NEW_YORK)


def test_two_years_are_two_years_over_a_leap_day() -> None:
    assert due_on(date(2027, 3, 1), 730) == date(2029, 3, 1)


@given(MOMENTS, MOMENTS, st.integers(1, 3650))
def test_the_day_that_is_shown_is_the_day_on_which_it_happens(
    written: datetime, at: datetime, days: int
) -> None:
    shown = due_on(written.astimezone(NEW_YORK).date(), days)
    assert (written < kept_before(at, NEW_YORK, days)) == (at.astimezone(NEW_YORK).date() >= shown)


@given(MOMENTS, st.integers(1, 3650))
def test_nothing_goes_before_its_days_are_over(at: datetime, days: int) -> None:
    # A clock change may make one of the days an hour short.
    assert at - kept_before(at, NEW_YORK, days) >= timedelta(days=days) - timedelta(hours=1)
