"""What the tests of the book build with."""

from collections.abc import Callable, Iterable
from typing import Any

from pymerkle import InmemoryTree

from commonbeat.ground.ledger.models import Entry

# Writes that many lines and returns them.
Write = Callable[[int], list[Entry]]


def second_tree(leaves: Iterable[bytes]) -> Any:
    """Return the same tree as another implementation builds it."""
    other: Any = InmemoryTree(algorithm="sha256")  # type: ignore[no-untyped-call]
    for leaf in leaves:
        other.append_entry(leaf)
    return other
