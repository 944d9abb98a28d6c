"""Whether a case type is whole: every state can be reached and left, and nothing names what is not there."""

from collections.abc import Iterable, Sequence
from typing import Protocol


class Place(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def usual_days(self) -> int | None: ...


class Passage(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def sources(self) -> tuple[str, ...]: ...
    @property
    def target(self) -> str: ...


class Timer(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def starts_in(self) -> tuple[str, ...]: ...
    @property
    def met_in(self) -> tuple[str, ...]: ...
    @property
    def tolled_in(self) -> tuple[str, ...]: ...


class Definition(Protocol):
    """What choices.CaseType says that can be checked."""

    @property
    def first(self) -> str: ...
    @property
    def line(self) -> tuple[str, ...]: ...
    @property
    def states(self) -> Sequence[Place]: ...
    @property
    def moves(self) -> Sequence[Passage]: ...
    @property
    def clocks(self) -> Sequence[Timer]: ...


def faults_of(definition: Definition) -> list[str]:
    """Return what is wrong with a case type, in words; [] when it may be used."""
    known = {state.key for state in definition.states}
    named = [definition.first, *definition.line]
    named += [key for move in definition.moves for key in (*move.sources, move.target)]
    named += [
        key for clock in definition.clocks for key in (*clock.starts_in, *clock.met_in, *clock.tolled_in)
    ]
    faults = [f"names the state {key}, which is not there" for key in sorted(set(named) - known)]
    faults += [f"has two states or moves called {key}" for key in _twice(definition)]
    reached = _reached(definition)
    faults += [f"never reaches the state {key}" for key in sorted(known - reached)]
    sources = {key for move in definition.moves for key in move.sources}
    for state in definition.states:
        if state.is_open and state.key not in sources:
            faults.append(f"has no way out of the state {state.key}")
        if state.is_open and state.usual_days is None:
            faults.append(f"does not say how long cases usually stay in {state.key}")
    return faults


def _twice(definition: Definition) -> list[str]:
    places: Iterable[Sequence[Place] | Sequence[Passage]] = (definition.states, definition.moves)
    doubled = []
    for things in places:
        keys = [thing.key for thing in things]
        doubled += [key for key in keys if keys.count(key) > 1]
    return sorted(set(doubled))


def _reached(definition: Definition) -> set[str]:
    reached = {definition.first}
    while True:
        onward = {m.target for m in definition.moves if reached & set(m.sources)} - reached
        if not onward:
            return reached
        reached |= onward
