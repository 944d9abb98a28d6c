"""Subtraction finds nothing: not inside a table, and not between releases."""

from collections.abc import Iterator
from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.engine.measures.rules import (
    NO_ANSWERS,
    PROTECTS_OTHER,
    TOO_FEW,
    TOO_SOON,
    Counted,
    Published,
    as_published,
    hidden,
    releasable,
)

SMALLEST = 10


def _cells(**sizes: int) -> dict[str, Counted]:
    return {label: Counted(n // 2, n) for label, n in sizes.items()}


def _total(cells: dict[str, Counted]) -> Counted:
    return Counted(sum(cell.x for cell in cells.values()), sum(cell.n for cell in cells.values()))


def test_the_next_smallest_row_protects_a_lone_small_one() -> None:
    why = hidden(_cells(north=40, south=25, east=9), SMALLEST)
    assert why == {"east": TOO_FEW, "south": PROTECTS_OTHER}


def test_two_small_rows_that_together_are_small_need_a_third() -> None:
    why = hidden(_cells(north=40, south=25, east=4, west=5), SMALLEST)
    assert why == {"east": TOO_FEW, "west": TOO_FEW, "south": PROTECTS_OTHER}


def test_two_small_rows_that_together_are_large_protect_each_other() -> None:
    assert set(hidden(_cells(north=40, east=6, west=5), SMALLEST)) == {"east", "west"}


def test_an_empty_row_is_said_to_be_empty_and_protects_nobody() -> None:
    why = hidden(_cells(north=40, south=25, east=9, west=0), SMALLEST)
    assert why == {"west": NO_ANSWERS, "east": TOO_FEW, "south": PROTECTS_OTHER}


def test_a_release_with_too_few_answers_waits() -> None:
    cells = _cells(north=9)
    assert releasable(cells, _total(cells), [], SMALLEST) is None


def test_a_release_that_repeats_or_grows_by_enough_goes_out() -> None:
    old = _cells(north=40, south=25)
    seen = [Published(_total(old), old)]
    assert releasable(old, _total(old), seen, SMALLEST) == {}
    grown = _cells(north=50, south=25)
    assert releasable(grown, _total(grown), seen, SMALLEST) == {}


def test_a_release_that_grows_by_three_waits_as_a_whole() -> None:
    old = _cells(north=40, south=25)
    new = _cells(north=43, south=25)
    assert releasable(new, _total(new), [Published(_total(old), old)], SMALLEST) is None


def test_a_row_that_grew_too_little_is_hidden_among_others_that_grew_enough() -> None:
    old = _cells(north=40, south=25, east=30)
    new = _cells(north=60, south=28, east=45)
    why = releasable(new, _total(new), [Published(_total(old), old)], SMALLEST)
    assert why is not None
    assert why["south"] == TOO_SOON
    assert "north" not in why


def test_a_corrected_answer_is_not_given_away() -> None:
    old = {"north": Counted(20, 40)}
    new = {"north": Counted(21, 40)}
    assert releasable(new, new["north"], [Published(old["north"], old)], SMALLEST) is None


counts = st.lists(st.integers(0, 40), min_size=2, max_size=6)


def test_a_row_shown_earlier_does_not_give_away_the_one_it_is_hidden_with() -> None:
    """A lone B of four must not be what is left of a sum when the A of an earlier release is taken off."""
    first, then = _cells(A=72, B=4, C=50), _cells(A=72, B=4, C=90)
    seen = Published(_total(first), {"A": first["A"]}, frozenset({"B", "C"}))
    why = releasable(then, _total(then), [seen], SMALLEST)
    assert why is not None
    left = sum(then[label].n for label in why) - (first["A"].n if "A" in why else 0)
    assert left >= SMALLEST


@pytest.mark.req("B5")
@settings(max_examples=150, deadline=None)
@given(counts)
def test_no_row_and_no_small_sum_of_rows_can_be_worked_out_from_one_table(sizes: list[int]) -> None:
    cells = {str(i): Counted(n // 2, n) for i, n in enumerate(sizes)}
    total = _total(cells)
    why = releasable(cells, total, [], SMALLEST)
    if why is None:
        assert total.n < SMALLEST
        return
    known = _known(sizes, why)
    for size in range(1, len(sizes) + 1):
        for labels in combinations(range(len(sizes)), size):
            n = sum(sizes[label] for label in labels)
            if 0 < n < SMALLEST:
                assert not _derivable(known, _marks(len(sizes), labels))


@pytest.mark.req("B5")
@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from([(3, 5), (4, 4), (5, 3)]).flatmap(
        lambda table: st.lists(
            st.lists(st.integers(0, 25), min_size=table[0], max_size=table[0]), min_size=2, max_size=table[1]
        )
    ),
)
def test_no_small_group_can_be_worked_out_from_a_series_of_releases(steps: list[list[int]]) -> None:
    """Attack with every linear combination of all that was published, over all labels and all steps."""
    labels, many = len(steps[0]), len(steps)
    seen: list[Published] = []
    known: list[np.ndarray] = []
    for upto in range(1, many + 1):
        sizes = [sum(step[label] for step in steps[:upto]) for label in range(labels)]
        cells = {str(i): Counted(n // 2, n) for i, n in enumerate(sizes)}
        why = releasable(cells, _total(cells), seen, SMALLEST)
        if why is None:
            continue
        seen.append(as_published(_total(cells), cells, why))
        for row in _known(sizes, why):
            wide = np.zeros((many, labels))
            wide[:upto] = row
            known.append(wide.ravel())
    for target, words in _small_groups(steps):
        assert not _derivable(known, target), f"{words} can be worked out"


def _small_groups(steps: list[list[int]]) -> Iterator[tuple[np.ndarray, str]]:
    """Yield every group of labels, and every two from two steps on, in which some, but few, answered."""
    labels, many = len(steps[0]), len(steps)
    groups = [chosen for size in range(1, labels + 1) for chosen in combinations(range(labels), size)]
    for first, last in combinations(range(many + 1), 2):
        for chosen in groups:
            n = sum(step[label] for step in steps[first:last] for label in chosen)
            if 0 < n < SMALLEST:
                target = np.zeros((many, labels))
                target[first:last, list(chosen)] = 1
                yield target.ravel(), f"{n} answers of {chosen} in steps {first} to {last}"
    for (one, other), last in product(combinations(range(labels), 2), range(1, many + 1)):
        for since, since_other in permutations(range(last), 2):
            target = np.zeros((many, labels))
            target[since:last, one] = target[since_other:last, other] = 1
            if 0 < (target * np.array(steps)).sum() < SMALLEST:
                yield target.ravel(), f"{one} from step {since} and {other} from step {since_other} to {last}"


def _known(sizes: list[int], why: dict[str, str]) -> list[np.ndarray]:
    """Return what a reader knows as rows of a linear system: the total, rows shown, rows said to be empty."""
    rows = [np.ones(len(sizes))]
    for label in range(len(sizes)):
        if why.get(str(label), NO_ANSWERS) == NO_ANSWERS:
            rows.append(_marks(len(sizes), (label,)))
    return rows


def _marks(length: int, labels: tuple[int, ...]) -> np.ndarray:
    row = np.zeros(length)
    row[list(labels)] = 1
    return row


def _derivable(known: list[np.ndarray], target: np.ndarray) -> bool:
    if not known:
        return False
    rank = np.linalg.matrix_rank(np.array(known))
    return bool(np.linalg.matrix_rank(np.array([*known, target])) == rank)
