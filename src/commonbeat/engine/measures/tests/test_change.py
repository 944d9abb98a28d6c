"""What changed beyond chance, and what nobody can tell."""

from datetime import date

import pytest

from commonbeat.engine.measures.choices import Change, Figure, Measure, Period, Tally
from commonbeat.engine.measures.queries import change_in, figure

MEASURE = Measure("share", "Share", "A share.", "x/n", ("text",))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def _series(*counts: tuple[int, int]) -> list[Figure]:
    return [figure(MEASURE, stratum="text", period=YEAR, tally=Tally("", x, n)) for x, n in counts]


def test_a_published_example_within_the_limits_is_no_signal() -> None:
    assert change_in(_series((45, 60), (50, 64), (40, 50), (30, 50))) is Change.CANNOT_TELL


def test_a_fall_beyond_the_limits_is_said() -> None:
    assert change_in(_series((90, 100), (92, 100), (91, 100), (60, 100))) is Change.FELL


def test_a_rise_beyond_the_limits_is_said() -> None:
    assert change_in(_series((60, 100), (58, 100), (61, 100), (92, 100))) is Change.ROSE


def test_a_steady_climb_is_said() -> None:
    counts = [(n, 100) for n in (62, 64, 63, 66, 68, 67, 70, 71)]
    assert change_in(_series(*counts)) is Change.RISING
    assert change_in(_series(*reversed(counts))) is Change.FALLING


@pytest.mark.parametrize("counts", [[], [(5, 10)], [(45, 60), (50, 64), (3, 9)]])
def test_too_few_figures_say_nothing(counts: list[tuple[int, int]]) -> None:
    assert change_in(_series(*counts)) is Change.TOO_SHORT
