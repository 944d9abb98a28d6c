"""Rate ratios, held to published numbers and to what must hold for any counts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from commonbeat.stats.rates import poisson_rate, rate_ratio, relative_rate_ratio

counts = st.integers(0, 400)
times = st.floats(0.5, 500)


def test_exact_interval_is_the_one_in_the_manual_of_r() -> None:
    """The example of poisson.test: counts 11 and 21 over 800 and 3,011."""
    ratio = rate_ratio(11, 800, 21, 3011)
    assert ratio.value == pytest.approx(1.971488, abs=1e-6)
    assert (ratio.low, ratio.high) == pytest.approx((0.8584264, 4.2772659), abs=1e-6)
    assert ratio.p == pytest.approx(0.07967, abs=1e-5)


def test_twenty_after_ten_in_the_same_time() -> None:
    assert rate_ratio(20, 1, 10, 1).p == pytest.approx(0.09874, abs=1e-5)


def test_relative_ratio_of_the_paper() -> None:
    """The core cells of Wheeler and Ratcliffe 2018: 207 to 110, elsewhere 308 to 318."""
    ratio = relative_rate_ratio(110, 207, 318, 308)
    assert ratio is not None
    assert ratio.value == pytest.approx(0.51469, abs=1e-5)
    assert (ratio.low, ratio.high) == pytest.approx((0.38925, 0.68056), abs=1e-5)


def test_nothing_counted_before_or_after() -> None:
    assert rate_ratio(3, 1, 0, 1).value is None
    assert rate_ratio(3, 1, 0, 1).high == math.inf
    assert rate_ratio(0, 1, 3, 1).low == 0
    assert rate_ratio(0, 1, 0, 1).p == 1
    assert relative_rate_ratio(0, 3, 4, 5) is None


@pytest.mark.parametrize(("x", "low", "high"), [(0, 0.0, 3.69), (1, 0.03, 5.57), (10, 4.80, 18.39)])
def test_poisson_interval_is_garwoods_table(x: int, low: float, high: float) -> None:
    interval = poisson_rate(x, 1)
    assert (round(interval.low, 2), round(interval.high, 2)) == (low, high)


@given(counts, times)
def test_rate_lies_in_its_range(x: int, time: float) -> None:
    rate = poisson_rate(x, time)
    assert 0 <= rate.low <= rate.value < rate.high


@given(counts, times, counts, times)
def test_ratio_lies_in_its_range_and_turns_over(x1: int, time1: float, x0: int, time0: float) -> None:
    ratio, turned = rate_ratio(x1, time1, x0, time0), rate_ratio(x0, time0, x1, time1)
    assert 0 <= ratio.low < ratio.high
    if ratio.value is not None:
        assert ratio.low <= ratio.value <= ratio.high
    if ratio.low > 0:
        assert turned.high == pytest.approx(1 / ratio.low, rel=1e-6)
    assert ratio.p == pytest.approx(turned.p, rel=1e-6)


@given(st.integers(1, 300), st.integers(1, 300), times, times)
def test_ends_are_clopper_and_pearsons(x1: int, x0: int, time1: float, time0: float) -> None:
    ends = binomtest(x1, x1 + x0).proportion_ci(method="exact")
    ratio = rate_ratio(x1, time1, x0, time0)
    expected = [end / (1 - end) * time0 / time1 for end in ends]
    assert [ratio.low, ratio.high] == pytest.approx(expected, rel=1e-6)


@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 300), st.integers(1, 300))
def test_two_places_that_changed_alike_differ_by_nothing(a: int, b: int, c: int, d: int) -> None:
    same, ratio = relative_rate_ratio(a, b, a, b), relative_rate_ratio(a, b, c, d)
    assert same is not None
    assert ratio is not None
    assert same.value == pytest.approx(1)
    assert same.p == pytest.approx(1)
    assert ratio.value is not None
    assert ratio.low < ratio.value < ratio.high


@pytest.mark.parametrize("wrong", [(-1, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, -2)])
def test_no_rate_without_time(wrong: tuple[int, float, int, float]) -> None:
    with pytest.raises(ValueError, match="rate ratio"):
        rate_ratio(*wrong)
    with pytest.raises(ValueError, match="not negative"):
        relative_rate_ratio(1, -1, 1, 1)
    with pytest.raises(ValueError, match="a rate needs"):
        poisson_rate(1, 0)
