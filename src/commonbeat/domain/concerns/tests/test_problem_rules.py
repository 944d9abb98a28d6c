"""What a problem's counts say, and that the words never say more."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.concerns.rules.problems import (
    Compared,
    Span,
    Verdict,
    finding_of,
    periods_fault,
    step_fault,
    were_chosen_early,
)

counts = st.integers(0, 300)
days = st.integers(28, 400)
NOTHING = {"scan": "", "analysis": "", "response": "", "assessment": ""}


def test_halved_in_the_same_time_is_more_than_chance() -> None:
    finding = finding_of(Compared(60, 30, 91, 91))
    assert finding.ratio.value == pytest.approx(0.5)
    assert finding.verdict == Verdict.FEWER


def test_with_another_place_only_what_changed_beyond_it_counts() -> None:
    alone = Compared(60, 30, 91, 91)
    beside = Compared(60, 30, 91, 91, other_before=120, other_after=62)
    assert finding_of(alone).verdict == Verdict.FEWER
    assert finding_of(beside).verdict == Verdict.CANNOT_TELL


def test_few_or_nothing_to_divide_by_is_never_a_finding() -> None:
    assert finding_of(Compared(9, 0, 91, 91)).verdict == Verdict.TOO_FEW
    nothing_there = finding_of(Compared(40, 2, 91, 91, other_before=0, other_after=3))
    assert nothing_there.against is None
    assert nothing_there.verdict == Verdict.CANNOT_TELL


@given(counts, counts, days, days)
def test_a_finding_needs_a_range_without_one(before: int, after: int, first: int, second: int) -> None:
    finding = finding_of(Compared(before, after, first, second))
    if finding.verdict == Verdict.FEWER:
        assert finding.ratio.high < 1
    if finding.verdict == Verdict.MORE:
        assert finding.ratio.low > 1
    if before + after < 10:
        assert finding.verdict == Verdict.TOO_FEW


@given(counts, counts, days)
def test_turned_round_it_says_the_opposite(before: int, after: int, length: int) -> None:
    opposite = {Verdict.FEWER: Verdict.MORE, Verdict.MORE: Verdict.FEWER}
    there, back = (finding_of(Compared(*pair, length, length)) for pair in ((before, after), (after, before)))
    assert back.verdict == opposite.get(there.verdict, there.verdict)


def test_days_are_chosen_early_until_the_second_period_began() -> None:
    after = Span(date(2026, 4, 1), date(2026, 5, 26))
    assert were_chosen_early(date(2026, 4, 1), after)
    assert not were_chosen_early(date(2026, 4, 2), after)


def test_each_step_needs_what_comes_before_it() -> None:
    assert step_fault("analyse", NOTHING, is_compared=False) == "scan"
    assert step_fault("respond", NOTHING | {"scan": "x"}, is_compared=False) == "analysis"
    assert step_fault("assess", NOTHING | {"response": " "}, is_compared=False) == "response"
    assert step_fault("finish", NOTHING, is_compared=True) == "assessment"
    assert step_fault("finish", NOTHING | {"assessment": "x"}, is_compared=False) == "comparison"
    assert step_fault("finish", NOTHING | {"assessment": "x"}, is_compared=True) == ""
    assert step_fault("drop", NOTHING, is_compared=False) == ""


def test_periods_are_long_enough_and_in_order() -> None:
    first = date(2026, 1, 1)

    def span(start: int, end: int) -> Span:
        return Span(first + timedelta(days=start), first + timedelta(days=end))

    assert span(0, 27).days == 28
    assert periods_fault(span(0, 27), span(28, 55)) == ""
    assert periods_fault(span(0, 26), span(28, 55)) == "too_short"
    assert periods_fault(span(0, 27), span(27, 60)) == "out_of_order"
