"""Which stages of the usual line are behind a case, and which are still to come."""

from collections.abc import Sequence
from typing import Protocol

from commonbeat.engine.casework.rules.definitions import Passage, Place


class Way(Protocol):
    """What a case type says about its usual way."""

    @property
    def line(self) -> tuple[str, ...]: ...
    @property
    def states(self) -> Sequence[Place]: ...
    @property
    def moves(self) -> Sequence[Passage]: ...


def line_through(way: Way, entered: Sequence[str], now: str) -> tuple[list[str], list[str]]:
    """Return the stages that are done and those that usually follow; `entered` is every state, in order.

    A stage that was passed over is in neither. From a state off the line (a question that waits, a case that
    was opened again) the way goes on where it left the line; after an end it goes on where moves lead to.
    """
    place = _place_of(way, entered, now)
    done = [key for key in way.line[:place] if key in entered and key != now]
    follows = way.line[place + 1 if now in way.line else place :]
    return done, list(follows) if _goes_on(way, now) else []


def _place_of(way: Way, entered: Sequence[str], now: str) -> int:
    """Return the index in the line where `now` stands, or before which it stands when it is off the line."""
    if now in way.line:
        return way.line.index(now)
    left = next((key for key in reversed(entered) if key in way.line), None)
    if left is None:
        return 0
    if _is_open(way, now) and not _is_open(way, left):
        onward = [way.line.index(m.target) for m in way.moves if now in m.sources and m.target in way.line]
        return min(onward, default=0)
    return way.line.index(left) + 1


def _is_open(way: Way, key: str) -> bool:
    return next(state.is_open for state in way.states if state.key == key)


def _goes_on(way: Way, now: str) -> bool:
    return any(now in move.sources for move in way.moves)
