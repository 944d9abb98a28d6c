"""The interval of a median, held to the published table of ranks and to what must hold for any sample."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.stats.quantiles import median_interval, median_ranks

values = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=120)


@pytest.mark.parametrize(
    ("n", "ranks"),
    [
        *((6, (1, 6)), (10, (2, 9)), (15, (4, 12)), (20, (6, 15)), (25, (8, 18))),
        *((30, (10, 21)), (50, (18, 33)), (100, (40, 61))),
    ],
)
def test_ranks_are_those_of_the_table(n: int, ranks: tuple[int, int]) -> None:
    """Campbell and Gardner 1988, Br Med J 296:1454-6, the ranks for the interval of a median."""
    assert median_ranks(n) == ranks


def test_five_values_hold_no_interval() -> None:
    assert median_ranks(5) is None
    assert median_interval([3, 1, 2]).low is None
    assert median_interval([3, 1, 2]).value == 2


@given(st.integers(6, 400), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_ranks_hold_the_median_and_none_nearer_do(n: int, confidence: float) -> None:
    ranks = median_ranks(n, confidence)

    def held(low: int) -> float:
        return 1 - 2 * float(sum(math.comb(n, k) for k in range(low)) / 2**n)

    if ranks is None:
        assert held(1) < confidence
        return
    low, high = ranks
    assert low + high == n + 1
    assert held(low) >= confidence - 1e-12
    assert held(low + 1) < confidence + 1e-12


@given(values)
def test_median_lies_in_its_range(sample: list[float]) -> None:
    found = median_interval(sample)
    assert found.value == pytest.approx(float(np.median(sample)))
    if found.low is not None and found.high is not None:
        assert found.low <= found.value <= found.high
        assert {found.low, found.high} <= set(map(float, sample))


@pytest.mark.parametrize("wrong", [[], [1, math.nan], [[1, 2]]])
def test_no_median_of_nothing(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match="median"):
        median_interval(wrong)
    with pytest.raises(ValueError, match="confidence"):
        median_ranks(10, 1)
