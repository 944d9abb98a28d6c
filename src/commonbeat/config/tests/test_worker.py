"""The worker's clockwork: each entry in its own time, and one that fails stops none of the others."""

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from commonbeat.config import worker

RAN: list[str] = []


def first(at: datetime) -> None:
    RAN.append("first")


def broken(at: datetime) -> None:
    RAN.append("broken")
    raise OSError("the disk is full")


def last(at: datetime) -> None:
    RAN.append("last")


@pytest.fixture(autouse=True)
def fresh_start(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    RAN.clear()


def schedule(*entries: tuple[int, str]) -> worker.Schedule:
    return worker.Schedule([(seconds, f"{__name__}.{name}") for seconds, name in entries])


def test_one_that_fails_is_said_and_stops_no_other(at: datetime, caplog: pytest.LogCaptureFixture) -> None:
    schedule((60, "first"), (60, "broken"), (60, "last")).run_due(at)
    assert RAN == ["first", "broken", "last"]
    assert "broken failed; it runs again in 60 s" in caplog.text


def test_each_waits_for_its_interval(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    running = schedule((1, "first"), (10, "last"))
    for second in range(1000, 1012):
        monkeypatch.setattr("time.monotonic", lambda second=second: float(second))
        running.run_due(at)
    assert (RAN.count("first"), RAN.count("last")) == (12, 2)


def test_the_beat_says_that_the_worker_lives(at: datetime, tmp_path: Path) -> None:
    schedule().run_due(at)
    assert (tmp_path / "worker.beat").is_file()
