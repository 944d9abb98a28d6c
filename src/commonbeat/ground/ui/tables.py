"""Describes a table of figures: one row for each thing, its name first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Table:
    caption: str | Promise
    head: Sequence[str | Promise]
    rows: Sequence[Sequence[object]]
