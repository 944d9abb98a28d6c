"""What weights cost, held to the worked examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.stats.weights import kish

some_weights = st.lists(st.floats(0.01, 1000), min_size=1, max_size=50)


def test_kish_is_the_worked_example() -> None:
    effect = kish([1, 1, 1, 1, 2, 2, 3, 0.5, 0.5, 0.5])
    assert effect.deff == pytest.approx(1.392, abs=1e-6)
    assert effect.n_effective == pytest.approx(7.183908, abs=1e-6)


def test_kish_of_the_raked_sample() -> None:
    effect = kish([0.5] * 40 + [1.0] * 30 + [1.25] * 20 + [2.5] * 10)
    assert effect.deff == pytest.approx(1.3375, abs=1e-9)
    assert effect.n_effective == pytest.approx(74.766355, abs=1e-6)


@given(some_weights, st.floats(1e-6, 1e6))
def test_weights_cost_at_least_nothing_and_their_scale_is_free(weights: list[float], scale: float) -> None:
    effect = kish(weights)
    assert effect.deff >= 1 - 1e-9
    assert 1 - 1e-9 <= effect.n_effective <= len(weights) + 1e-9
    assert kish([scale * weight for weight in weights]).deff == pytest.approx(effect.deff)


def test_equal_weights_cost_nothing() -> None:
    assert kish([7.0] * 9).deff == pytest.approx(1)
    assert kish([0.0, 0.0, 5.0]).n_effective == 1


@pytest.mark.parametrize("weights", [[], [-1.0, 2.0], [0.0, 0.0], [float("nan")], [float("inf"), 1.0]])
def test_what_is_no_weight_is_an_error(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        kish(weights)
