"""Scores of scales and their reliability, held to the worked examples."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.stats.scales import cronbach_alpha, scale_score

ROWS: list[list[float]] = [[4, 5, 4], [3, 3, 2], [5, 5, 5], [2, 3, 3], [1, 2, 1], [4, 4, 5]]


def test_alpha_is_the_worked_example() -> None:
    answers = np.asarray(ROWS, dtype=float)
    assert answers.var(axis=0, ddof=1) == pytest.approx([2.166667, 1.466667, 2.666667], abs=1e-6)
    assert answers.sum(axis=1).var(ddof=1) == pytest.approx(17.366667, abs=1e-6)
    assert cronbach_alpha(ROWS).value == pytest.approx(0.955854, abs=1e-6)


def test_the_interval_is_feldts() -> None:
    """An alpha of .591719 from 15 rows of 10 items has .195 to .840, as the pingouin documentation prints."""
    answers = _rows_with_alpha(0.591718848599583, people=15, items=10)
    interval = cronbach_alpha(answers)
    assert interval.value == pytest.approx(0.591718848599583, abs=1e-9)
    assert (round(interval.low, 3), round(interval.high, 3)) == (0.195, 0.840)


def test_a_row_with_a_gap_is_left_out_whole() -> None:
    gap: list[list[float]] = [*ROWS, [1, np.nan, 5]]
    assert cronbach_alpha(gap) == cronbach_alpha(ROWS)


@given(st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=3, max_size=30))
def test_the_interval_holds_the_estimate(rows: list[list[int]]) -> None:
    if len({sum(row) for row in rows}) < 2:
        return
    interval = cronbach_alpha(rows)
    assert interval.low <= interval.value <= interval.high <= 1 + 1e-12


@pytest.mark.parametrize(
    "rows", [[], [[1, 2]], [[1], [2], [3]], [[1, 2], [2, 1]], [1, 2, 3], [[1, np.nan], [2, 3]]]
)
def test_alpha_of_too_little_is_an_error(rows: Any) -> None:
    with pytest.raises(ValueError, match="alpha needs"):
        cronbach_alpha(rows)


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        ([5, 5, 5], 100),
        ([1, 1, 1], 0),
        ([4, 5, None], 87.5),
        ([4, None, None], None),
        ([None, None], None),
        ([], None),
        ([3, 4, 4, None], 200 / 3),
    ],
)
def test_a_score_needs_two_thirds_of_the_items(answers: list[float | None], score: float | None) -> None:
    assert scale_score(answers) == (pytest.approx(score) if score is not None else None)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=12))
def test_a_score_lies_on_its_scale_and_turns_round(answers: list[int]) -> None:
    score, turned = scale_score(answers), scale_score([6 - answer for answer in answers])
    assert score is not None
    assert turned is not None
    assert 0 <= score <= 100
    assert score + turned == pytest.approx(100)


@pytest.mark.parametrize("answer", [0, 6, float("nan")])
def test_an_answer_off_the_scale_is_an_error(answer: float) -> None:
    with pytest.raises(ValueError, match="answers on this scale"):
        scale_score([3, answer])


def _rows_with_alpha(alpha: float, *, people: int, items: int) -> np.ndarray:
    """Return rows whose alpha is exactly this: a shared part and own parts that do not correlate with it."""
    rng = np.random.default_rng(6)
    raw = rng.normal(size=(people, items + 1))
    low, high = 0.0, 10.0
    for _ in range(200):
        middle = (low + high) / 2
        rows = raw[:, 1:] + middle * raw[:, :1]
        total, parts = rows.sum(axis=1).var(ddof=1), rows.var(axis=0, ddof=1).sum()
        low, high = (middle, high) if items / (items - 1) * (1 - parts / total) < alpha else (low, middle)
    return np.asarray(rows)
