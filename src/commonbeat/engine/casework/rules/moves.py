"""Which moves are open from a state, and what must be given with one."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar


class Step(Protocol):
    """What a move says about itself; choices.Move is one."""

    @property
    def key(self) -> str: ...
    @property
    def sources(self) -> tuple[str, ...]: ...
    @property
    def who(self) -> str: ...
    @property
    def capability(self) -> str: ...
    @property
    def needs(self) -> Sequence[str]: ...


StepType = TypeVar("StepType", bound=Step)


def moves_open(
    moves: Iterable[StepType], state: str, who: str, capabilities: Collection[str]
) -> list[StepType]:
    """Return the moves that `who` ("staff", "resident", "system") may make from `state`."""
    return [move for move in moves if not fault_of_move(move, state, who, capabilities)]


def fault_of_move(move: Step, state: str, who: str, capabilities: Collection[str]) -> str:
    """Return the code of why a move is not open, or ""."""
    if move.who != who:
        return "not_yours"
    if state not in move.sources:
        return "not_from_here"
    if move.capability and move.capability not in capabilities:
        return "forbidden"
    return ""


def needs_unmet(move: Step, outcome: str, reason: str, known_outcomes: Collection[str]) -> list[str]:
    """Return which needs of a move are not met: an outcome off the list or a reason of blanks is none."""
    met = {"outcome": outcome in known_outcomes, "reason": bool(reason.strip())}
    return [need for need in move.needs if not met[need]]
