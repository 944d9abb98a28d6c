"""Exports in local time over the two nights when the clocks change: every row is read, none is shifted."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from commonbeat.domain.calls.rules.exports.cells import times
from commonbeat.domain.calls.tests.exports import MAPPING, mapping, read, row, table

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-08 01:59:59", "2026-03-08T06:59:59+00:00"),
        # The clock never showed this: it is read as the instant an hour after 01:30.
        ("2026-03-08 02:30:00", "2026-03-08T07:30:00+00:00"),
        ("2026-03-08 03:00:00", "2026-03-08T07:00:00+00:00"),
        # The clock showed this twice: without an offset, the first time is meant.
        ("2025-11-02 01:30:00", "2025-11-02T05:30:00+00:00"),
        ("2025-11-02 02:00:00", "2025-11-02T07:00:00+00:00"),
        ("2025-11-02 01:30:00-05:00", "2025-11-02T06:30:00+00:00"),
    ],
)
def test_local_times_around_a_change(written: str, meant: str) -> None:
    instant = datetime.fromisoformat(meant)
    # Alone and among others, as a column whose cells are all alike is read in one go.
    for column in ([written], [written, "2026-06-01T10:00:00Z"], [written, "2026-06-01 10:00:00"]):
        found = times(column, ("iso",), NEW_YORK, required=True)
        assert not found.wrong
        assert found.values[0].astimezone(UTC) == instant


def test_no_row_of_such_a_night_is_rejected() -> None:
    nights = [f"{day} {hour:02}:{minute:02}:00" for day in ("2026-03-08", "2025-11-02") for hour in range(5)
              for minute in range(0, 60, 10)]  # fmt: skip
    rows = [row(n, received=night, cleared=night) for n, night in enumerate(nights)]
    found = read(table(rows), mapping(MAPPING))
    assert len(found.lines) == len(nights)
    assert not found.rejects
