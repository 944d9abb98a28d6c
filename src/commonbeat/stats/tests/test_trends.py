"""Change over time and between places, held to the worked examples and to scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, kendalltau, theilslopes

from commonbeat.stats import trends as stats

SERIES = [62, 64, 63, 66, 68, 67, 70, 71]
some_values = st.lists(st.integers(-1000, 1000), min_size=3, max_size=40)


def test_a_p_chart_is_the_worked_example() -> None:
    chart = stats.p_chart([45, 50, 40, 30], [60, 64, 50, 50])
    assert chart.centre == pytest.approx(0.736607, abs=1e-6)
    last = chart.periods[-1]
    assert (last.value, round(last.low, 4), round(last.high, 4)) == (0.6, 0.5497, 0.9235)
    assert not any(period.is_signal for period in chart.periods)


def test_a_period_far_off_is_a_signal_and_limits_stay_shares() -> None:
    chart = stats.p_chart([95, 96, 94, 60], [100, 100, 100, 100])
    assert [period.is_signal for period in chart.periods] == [False, False, False, True]
    tiny = stats.p_chart([1, 2], [2, 2])
    assert [(period.low, period.high) for period in tiny.periods] == [(0.0, 1.0)] * 2
    assert not any(period.is_signal for period in stats.p_chart([0, 0], [5, 9]).periods)


@pytest.mark.parametrize(("x", "n"), [([], []), ([1], [1, 2]), ([3], [2]), ([0], [0]), ([-1], [2])])
def test_a_p_chart_of_what_makes_no_sense_is_an_error(x: list[int], n: list[int]) -> None:
    with pytest.raises(ValueError, match="p-chart"):
        stats.p_chart(x, n)


def test_mann_kendall_is_the_worked_example() -> None:
    trend = stats.mann_kendall(SERIES)
    assert trend.s == 24
    assert trend.variance == pytest.approx(65.3333, abs=1e-4)
    assert trend.z == pytest.approx(2.845512, abs=1e-6)
    assert trend.p == pytest.approx(0.004434, abs=1e-6)


@given(some_values)
def test_mann_kendall_turns_with_time_and_agrees_with_kendalls_tau(values: list[int]) -> None:
    there, back = stats.mann_kendall(values), stats.mann_kendall(values[::-1])
    assert there.s == -back.s
    assert there.z == pytest.approx(-back.z)
    assert 0 <= there.p <= 1
    if len(set(values)) > 1:
        tau = float(kendalltau(range(len(values)), values).statistic)
        assert (tau > 0) - (tau < 0) == (there.s > 0) - (there.s < 0)


def test_equal_values_are_no_trend() -> None:
    assert stats.mann_kendall([5, 5, 5, 5]).p == 1
    with pytest.raises(ValueError, match="three"):
        stats.mann_kendall([1, 2])


def test_theil_sen_is_the_worked_example() -> None:
    assert stats.theil_sen(SERIES) == pytest.approx(1.309524, abs=1e-6)


@given(some_values)
def test_theil_sen_is_scipys(values: list[int]) -> None:
    assert stats.theil_sen(values) == pytest.approx(float(theilslopes(values).slope))
    doubled = [2 * step for step in range(len(values))]
    assert stats.theil_sen(values, at=doubled) == pytest.approx(stats.theil_sen(values) / 2)


def test_a_slope_needs_two_times() -> None:
    with pytest.raises(ValueError, match="two different times"):
        stats.theil_sen([1, 2], at=[3, 3])
    with pytest.raises(ValueError, match="one time"):
        stats.theil_sen([1, 2], at=[3])


def test_benjamini_hochberg_by_hand() -> None:
    adjusted = stats.benjamini_hochberg([0.01, 0.04, 0.03, 0.005])
    assert adjusted == pytest.approx([0.02, 0.04, 0.04, 0.02])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_benjamini_hochberg_is_scipys(p_values: list[float]) -> None:
    adjusted = stats.benjamini_hochberg(p_values)
    assert adjusted == pytest.approx(false_discovery_control(p_values))
    assert all(after >= before for before, after in zip(p_values, adjusted, strict=True))


@pytest.mark.parametrize("p_values", [[1.1], [-0.1], [float("nan")]])
def test_what_is_no_p_value_is_an_error(p_values: list[float]) -> None:
    with pytest.raises(ValueError, match="p-values"):
        stats.benjamini_hochberg(p_values)


@pytest.mark.parametrize(
    ("past", "now", "z"),
    [(10, 20, 2.6197), (25, 16, -2.0), (100, 130, 2.8035), (4, 0, -4.0), (308, 318, 0.5653)],
)
def test_poisson_z_is_the_worked_example(past: int, now: int, z: float) -> None:
    assert round(stats.poisson_z(past, now), 4) == z
    assert stats.poisson_z(now, past) == pytest.approx(-stats.poisson_z(past, now))


def test_a_negative_count_is_an_error() -> None:
    with pytest.raises(ValueError, match="negative"):
        stats.poisson_z(-1, 4)
