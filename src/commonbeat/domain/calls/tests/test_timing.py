"""When a text falls due, when it has lost its sense, and which shift a call belongs to."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commonbeat.domain.calls.rules.events import CallState
from commonbeat.domain.calls.rules.timing import due_at, is_answered, latest, shift_of

AT = datetime(2026, 6, 10, 18, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
STARTS = {"day": "07:00", "evening": "15:00", "night": "23:00"}


@pytest.mark.parametrize(
    ("state", "trigger", "due"),
    [
        (CallState(received_at=AT), "received", AT + HOUR),
        (CallState(received_at=AT), "cleared", None),
        (CallState(cleared_at=AT), "cleared", AT + HOUR),
        (CallState(received_at=AT - HOUR), "delayed", AT),
        (CallState(received_at=AT - HOUR + timedelta(seconds=1)), "delayed", None),
        (CallState(received_at=AT, delayed_at=AT), "delayed", AT),
        (CallState(case_assigned_at=AT), "case_assigned", AT + HOUR),
    ],
)
def test_due(state: CallState, trigger: str, due: datetime | None) -> None:
    assert due_at(state, trigger, HOUR, AT) == due


@pytest.mark.parametrize("trigger", ["received", "dispatched", "delayed"])
def test_text_for_people_who_wait_ends_when_someone_comes(trigger: str) -> None:
    assert not is_answered(CallState(received_at=AT), trigger)
    assert is_answered(CallState(on_scene_at=AT), trigger)
    assert is_answered(CallState(cleared_at=AT), trigger)
    assert not is_answered(CallState(cleared_at=AT), "cleared")
    assert latest(trigger, 72) == HOUR
    assert latest("cleared", 72) == timedelta(hours=72)


@pytest.mark.parametrize(
    ("local", "shift"),
    [
        ("06:59", "night"),
        ("07:00", "day"),
        ("14:59", "day"),
        ("15:00", "evening"),
        ("23:00", "night"),
        ("00:30", "night"),
    ],
)
def test_shift(local: str, shift: str) -> None:
    assert shift_of(datetime.fromisoformat(f"2026-06-10T{local}:00-04:00"), STARTS) == shift


def test_shift_on_the_night_the_clocks_go_back_counts_local_time() -> None:
    new_york = ZoneInfo("America/New_York")
    first, second = (datetime(2026, 11, 1, hour, 30, tzinfo=UTC).astimezone(new_york) for hour in (5, 6))
    assert (first.hour, second.hour, first.fold, second.fold) == (1, 1, 0, 1)
    assert shift_of(first, STARTS) == shift_of(second, STARTS) == "night"
