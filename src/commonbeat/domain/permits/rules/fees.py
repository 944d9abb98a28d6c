"""What is owed, from the rows of a fee table and the facts of an application; amounts are whole cents."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol


class Row(Protocol):
    """One row of a fee table: an amount, and the listed fact that it rests on."""

    @property
    def key(self) -> str: ...
    @property
    def amount_cents(self) -> int: ...
    @property
    def fact(self) -> str: ...
    @property
    def at_least(self) -> int | None: ...
    @property
    def at_most(self) -> int | None: ...
    @property
    def is_each(self) -> bool: ...


def owed(rows: Iterable[Row], facts: Mapping[str, Any]) -> dict[str, int]:
    """Return row key → how many times it is owed; rows whose condition is not met are left out."""
    counts = {row.key: _count(row, facts) for row in rows}
    return {key: count for key, count in counts.items() if count > 0}


def _count(row: Row, facts: Mapping[str, Any]) -> int:
    if not row.fact:
        return 1
    value = facts.get(row.fact)
    if value is None:
        return 0
    # A yes or no counts as 1 or 0, so that "at most 0" means no.
    number = int(value)
    if number < (1 if row.at_least is None else row.at_least) and not (row.at_most == 0 and number == 0):
        return 0
    if row.at_most is not None and number > row.at_most:
        return 0
    return number if row.is_each else 1


def balance(owing: int, notes: Sequence[tuple[str, int]]) -> int:
    """Return the cents that are still due after what was paid and waived, given as (kind, cents)."""
    settled = sum(cents for kind, cents in notes if kind in ("paid", "waived"))
    return max(0, owing - settled)


def looks_like_card(text: str) -> bool:
    """Tell whether a text holds what could be a card's number: 13 to 19 digits that pass Luhn's check."""
    for found in re.findall(r"(?:\d[ -]?){13,19}", text):
        digits = [int(each) for each in found if each.isdigit()]
        doubled = [
            d if place % 2 == 0 else (2 * d - 9 if d > 4 else 2 * d)
            for place, d in enumerate(reversed(digits))
        ]
        if sum(doubled) % 10 == 0:
            return True
    return False
