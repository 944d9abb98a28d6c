"""What a limit is; each app lists its own among its choices."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self


@dataclass(frozen=True)
class Limit:
    """One visitor may do what `key` names `hits` times in each `window`; all together `ceiling` times.

    Without a ceiling (0) only the single visitor is limited.
    """

    key: str
    hits: int
    window: timedelta
    ceiling: int = 0

    def __post_init__(self) -> None:
        if self.hits < 1 or self.window < timedelta(seconds=1):
            raise ValueError(f"{self.key}: a limit lets at least one through, in at least a second.")
        if 0 < self.ceiling < self.hits or self.ceiling < 0:
            raise ValueError(f"{self.key}: all together may do at least what one may.")

    def within(self, part: str) -> Self:
        """Return the same limit counted for one part alone, as for one of several agencies."""
        return replace(self, key=f"{self.key}:{part}")
