"""No path jumps a state, whatever is tried in whatever order; and the line of stages tells the truth."""

from itertools import pairwise

import pytest
from django.conf import settings as house
from django.utils.module_loading import import_string
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from commonbeat.engine.casework.choices import CaseType, Who
from commonbeat.engine.casework.rules import fault_of_move, faults_of, line_through, moves_open
from commonbeat.engine.casework.tests.parcel import PARCEL

pytestmark = [pytest.mark.req("C10")]
TYPES = {known.key: known for known in [PARCEL, *map(import_string, house.CASE_TYPES)]}


class Journey(RuleBasedStateMachine):
    """Someone of each kind tries any move at any time; only the moves of the table from here succeed."""

    @initialize(key=st.sampled_from(sorted(TYPES)))
    def begin(self, key: str) -> None:
        self.kind: CaseType = TYPES[key]
        self.state = self.kind.first
        self.entered = [self.state]

    @rule(data=st.data(), who=st.sampled_from([who.value for who in Who]), has_role=st.booleans())
    def try_any_move(self, data: st.DataObject, who: str, has_role: bool) -> None:
        move = data.draw(st.sampled_from(self.kind.moves))
        held = {move.capability} if has_role else set()
        fault = fault_of_move(move, self.state, who, held)
        is_open = move in moves_open(self.kind.moves, self.state, who, held)
        assert is_open == (not fault)
        assert is_open == (
            self.state in move.sources and move.who == who and (has_role or not move.capability)
        )
        if is_open:
            self.state = move.target
            self.entered.append(self.state)

    @invariant()
    def every_step_is_one_of_the_table(self) -> None:
        if not hasattr(self, "kind"):
            return
        table = {(source, move.target) for move in self.kind.moves for source in move.sources}
        assert all(step in table for step in pairwise(self.entered))

    @invariant()
    def line_tells_the_truth(self) -> None:
        if not hasattr(self, "kind"):
            return
        done, follows = line_through(self.kind, self.entered, self.state)
        assert set(done) <= set(self.entered) - {self.state}
        assert self.state not in follows
        assert not set(done) & set(follows)
        assert [key for key in self.kind.line if key in done] == done
        if not any(self.state in move.sources for move in self.kind.moves):
            assert follows == []


Journey.TestCase.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
test_journey = Journey.TestCase


@pytest.mark.parametrize("key", sorted(TYPES))
def test_type_is_whole(key: str) -> None:
    assert faults_of(TYPES[key]) == []


LETTERS = {
    "r": "received",
    "a": "acknowledged",
    "g": "assigned",
    "w": "in_work",
    "?": "asked",
    "c": "closed",
    "y": "confirmed",
    "o": "reopened",
    "t": "withdrawn",
    "h": "handed_off",
}


def named(letters: str) -> list[str]:
    return [LETTERS[letter] for letter in letters]


@pytest.mark.parametrize(
    ("key", "entered", "done", "follows"),
    [
        ("parcel", "r", "", "agwcy"),
        ("parcel", "rag?", "rag", "wcy"),
        ("parcel", "ragw?g", "ra", "wcy"),
        ("parcel", "ragwc", "ragw", "y"),
        ("parcel", "ragwca", "r", "gwcy"),
        ("parcel", "ragwcy", "ragwc", ""),
        ("concern", "rac", "ra", "y"),
        ("concern", "raco", "ra", "gwcy"),
        ("concern", "rat", "ra", ""),
        ("concern", "rah", "ra", "gwcy"),
    ],
)
def test_line_of_stages(key: str, entered: str, done: str, follows: str) -> None:
    path = named(entered)
    assert line_through(TYPES[key], path, path[-1]) == (named(done), named(follows))
