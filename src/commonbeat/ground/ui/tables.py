"""Describes a table of figures: one row for each thing, its name first.

A row of two cells says in words why it has no figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Table:
    caption: str | Promise
    head: Sequence[str | Promise]
    rows: Sequence[Sequence[object]]

    @property
    def figures(self) -> int:
        return len(self.head) - 1
