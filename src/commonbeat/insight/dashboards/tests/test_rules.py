"""What comes first, what changed beyond chance, and what a few answers are worth."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.insight.dashboards.rules import (
    Counts,
    Verdict,
    Work,
    compare,
    in_order,
    shrunk,
)

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_oldest_promise_comes_first(at: datetime) -> None:
    later, sooner = (Work(name, at + timedelta(hours=h), "/", "Do") for name, h in (("a", 5), ("b", 1)))
    assert in_order([later, sooner], at) == [sooner, later]
    kept_waiting = Work("d", at - timedelta(days=90), "/", "Read", is_promise=False)
    after = at + timedelta(hours=2)
    assert in_order([later, kept_waiting, sooner], after) == [sooner, kept_waiting, later]
    assert sooner.is_late(at + timedelta(hours=2))
    assert not sooner.is_late(at)
    assert not Work("c", at, "/", "Do", is_promise=False).is_late(at + timedelta(days=9))


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        ((56, 70), (48, 80), Verdict.ROSE),  # Newcombe 1998: .0524 to .3339
        ((48, 80), (56, 70), Verdict.FELL),
        ((45, 60), (50, 64), Verdict.CANNOT_TELL),
        ((None, None), (50, 64), Verdict.TOO_FEW),
        ((45, 60), (None, None), Verdict.TOO_FEW),
    ],
)
def test_a_change_is_told_only_beyond_chance(
    now: tuple[int | None, int | None], before: tuple[int | None, int | None], verdict: Verdict
) -> None:
    found = compare(Counts(*now), Counts(*before))
    assert found.verdict == verdict
    if verdict == Verdict.ROSE and found.difference:
        assert found.difference.low == pytest.approx(0.0524, abs=5e-4)
        assert found.difference.high == pytest.approx(0.3339, abs=5e-4)


@given(counts, st.floats(0, 1))
def test_an_estimate_lies_between_the_count_and_everyone(one: tuple[int, int], everyone: float) -> None:
    x, n = one
    found = shrunk(x, n, everyone)
    low, high = sorted((x / n, min(max(everyone, 0.01), 0.99)))
    assert low - 1e-9 <= found.value <= high + 1e-9
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_eleven_answers_hardly_move_the_estimate_and_a_thousand_carry_it() -> None:
    assert shrunk(11, 11, 0.94).value == pytest.approx((11 + 18.8) / 31)
    assert shrunk(500, 1000, 0.94).value == pytest.approx(0.5, abs=0.01)
