"""Who gets what: the first rule that fits by kind, area and local time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True)
class Route:
    """One rule, known by its `key`: what is None or empty fits everything.

    Hours are local; `until` before `since` passes midnight. Weekdays
    are ISO numbers (Monday is 1). The hours after midnight belong to the day on which they began.
    """

    key: int
    category: int | None = None
    area: int | None = None
    weekdays: frozenset[int] = frozenset()
    since: time | None = None
    until: time | None = None

    def fits(self, category: int, area: int | None, local: datetime) -> bool:
        if self.category not in (None, category) or self.area not in (None, area):
            return False
        return self._fits_time(local)

    def _fits_time(self, local: datetime) -> bool:
        weekday, hour = local.isoweekday(), local.time()
        if self.since is not None and self.until is not None:
            is_overnight = self.until <= self.since
            if is_overnight and hour < self.until:
                weekday = (weekday + 5) % 7 + 1
            elif hour < self.since or (not is_overnight and hour >= self.until):
                return False
        return not self.weekdays or weekday in self.weekdays


def first_fit(rules: Iterable[Route], category: int, area: int | None, local: datetime) -> Route | None:
    """Return the first rule that fits a report of this kind in this area at this local time."""
    return next((rule for rule in rules if rule.fits(category, area, local)), None)
