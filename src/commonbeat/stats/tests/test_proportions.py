"""Intervals for shares, held to published numbers, to scipy and to what must hold for any count."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from commonbeat.stats import proportions as stats

counts = st.integers(0, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
counted = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)],
)
def test_wilson_is_newcombes_table(x: int, n: int, low: float, high: float) -> None:
    interval = stats.wilson(x, n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_wilson_of_the_share_of_satisfied_people() -> None:
    interval = stats.wilson(436, 466)
    assert round(100 * interval.value, 3) == 93.562
    assert (round(100 * interval.low, 2), round(100 * interval.high, 2)) == (90.96, 95.45)


@given(counted, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_is_scipys(count: tuple[int, int], confidence: float) -> None:
    theirs = binomtest(*count).proportion_ci(confidence, method="wilson")
    ours = stats.wilson(*count, confidence)
    assert ours.low == pytest.approx(theirs.low, abs=1e-12)
    assert ours.high == pytest.approx(theirs.high, abs=1e-12)


@given(counts)
def test_wilson_holds_its_estimate_and_is_a_mirror(count: tuple[int, int]) -> None:
    x, n = count
    interval, mirror = stats.wilson(x, n), stats.wilson(n - x, n)
    assert 0 <= interval.low <= interval.value <= interval.high <= 1
    assert interval.low == pytest.approx(1 - mirror.high, abs=1e-12)
    assert interval.high == pytest.approx(1 - mirror.low, abs=1e-12)


def test_wilson_narrows_with_answers_and_widens_with_confidence() -> None:
    few, many, surer = stats.wilson(8, 10), stats.wilson(800, 1000), stats.wilson(8, 10, 0.99)
    assert few.low < many.low < many.high < few.high
    assert surer.low < few.low < few.high < surer.high


def test_wilson_of_nobody_knows_nothing() -> None:
    assert stats.wilson(0, 0) == stats.Interval(0.5, 0.0, 1.0)
    assert stats.wilson(0, 20).low == 0.0
    assert stats.wilson(20, 20).high == 1.0


@pytest.mark.parametrize(("x", "n"), [(1, 0), (-1, 5), (6, 5), (0, -1), (math.nan, 5)])
def test_a_count_that_makes_no_sense_is_an_error(x: float, n: float) -> None:
    with pytest.raises(ValueError, match="is not a count"):
        stats.wilson(x, n)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95])
def test_a_confidence_is_a_share(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        stats.wilson(1, 2, confidence)


def test_newcombe_is_the_published_example() -> None:
    interval = stats.newcombe_difference(56, 70, 48, 80)
    assert interval.value == pytest.approx(0.2)
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0524, 0.3339)


@given(counted, counted)
def test_newcombe_holds_its_estimate_and_turns_round(one: tuple[int, int], two: tuple[int, int]) -> None:
    there, back = stats.newcombe_difference(*one, *two), stats.newcombe_difference(*two, *one)
    assert -1 - 1e-12 <= there.low <= there.value <= there.high <= 1 + 1e-12
    assert (there.low, there.value, there.high) == pytest.approx(
        (-back.high, -back.value, -back.low), abs=1e-12
    )


def test_newcombe_of_nobody_is_an_error() -> None:
    with pytest.raises(ValueError, match="somebody"):
        stats.newcombe_difference(0, 0, 1, 2)


def test_weighted_wilson_is_the_worked_example() -> None:
    weighted = stats.weighted_wilson(0.62, 100, 1.3375)
    assert (round(weighted.low, 5), round(weighted.high, 5)) == (0.50667, 0.72160)
    plain = stats.weighted_wilson(0.62, 100, 1.0)
    assert (round(plain.low, 5), round(plain.high, 5)) == (0.52210, 0.70902)
    with pytest.raises(ValueError, match="positive"):
        stats.weighted_wilson(0.62, 100, 0)


def test_margin_of_error_is_the_worked_example() -> None:
    assert round(100 * stats.margin_of_error(400), 3) == 4.900
    assert round(100 * stats.margin_of_error(400, population=1000), 3) == 3.797
    assert round(100 * stats.margin_of_error(400, deff=1.5), 3) == 6.001


def test_margin_of_error_at_its_ends() -> None:
    assert stats.margin_of_error(400, population=400) == 0
    assert stats.margin_of_error(1, population=1) == 0
    assert stats.margin_of_error(400, share=0.0) == stats.margin_of_error(400, share=1.0) == 0
    for wrong in ({"n": 0}, {"n": 5, "population": 4}, {"n": 5, "deff": 0}, {"n": 5, "share": 1.5}):
        with pytest.raises(ValueError, match=r"margin|answered|count"):
            stats.margin_of_error(**wrong)


def test_relative_standard_error_by_hand() -> None:
    assert stats.relative_standard_error(20, 100) == pytest.approx(0.2)
    assert stats.relative_standard_error(100, 100) == 0
    assert stats.relative_standard_error(0, 100) == math.inf
    with pytest.raises(ValueError, match="somebody"):
        stats.relative_standard_error(0, 0)


def test_trust_balance_is_the_worked_example() -> None:
    balance = stats.trust_balance(60, 15, 100)
    assert balance.value == pytest.approx(0.45)
    assert round(100 * balance.standard_error, 6) == 7.399324
    assert round(100 * balance.margin, 2) == 14.50


@given(counted)
def test_trust_balance_turns_round(count: tuple[int, int]) -> None:
    positive, n = count
    there, back = (
        stats.trust_balance(positive, n - positive, n),
        stats.trust_balance(n - positive, positive, n),
    )
    assert there.value == pytest.approx(-back.value)
    assert there.standard_error == pytest.approx(back.standard_error)
    assert -1 <= there.value <= 1


@pytest.mark.parametrize("parts", [(60, 50, 100), (-1, 0, 5), (0, 0, 0)])
def test_a_balance_of_more_than_all_is_an_error(parts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="parts"):
        stats.trust_balance(*parts)


def test_shrinking_draws_small_counts_to_the_whole() -> None:
    """Prior of 9 in 10 worth 20 answers: 1 of 2 moves far, 500 of 1000 hardly."""
    shrunk = stats.empirical_bayes_shrink([1, 500, 0], [2, 1000, 0], a=18, b=2)
    assert shrunk == pytest.approx([19 / 22, 518 / 1020, 0.9])


@given(counted, st.floats(0.1, 100), st.floats(0.1, 100))
def test_a_shrunk_share_lies_between_its_own_and_the_whole(
    count: tuple[int, int], a: float, b: float
) -> None:
    x, n = count
    [shrunk] = stats.empirical_bayes_shrink([x], [n], a, b)
    ends = sorted([x / n, a / (a + b)])
    assert ends[0] - 1e-12 <= shrunk <= ends[1] + 1e-12


@pytest.mark.parametrize(("x", "n", "a", "b"), [([3], [2], 1, 1), ([-1], [2], 1, 1), ([1], [2], 0, 1)])
def test_shrinking_what_makes_no_sense_is_an_error(x: list[int], n: list[int], a: float, b: float) -> None:
    with pytest.raises(ValueError, match="shrinking"):
        stats.empirical_bayes_shrink(x, n, a, b)
