"""What is still to happen in the city beside its calls: acts by their time."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from commonbeat.ground.agency.models import Agency, Staff

CHIEF, RELATIONS, SERGEANT = "1001", "5001", "2001"


@dataclass
class Calendar:
    """`began_at` and `until` are the ends of the stretch that is lived through."""

    agency: Agency
    seed: int
    began_at: datetime
    until: datetime
    due: list[tuple[datetime, int, Callable[[datetime], object]]] = field(default_factory=list)
    count: int = 0

    def later(self, moment: datetime, act: Callable[[datetime], object]) -> None:
        self.count += 1
        heapq.heappush(self.due, (moment, self.count, act))

    def before_the_end(self, days: float) -> datetime:
        """Return the moment that many days before the end, or the beginning in a city that is younger."""
        return max(self.began_at, self.until - timedelta(days=days))

    def happen(self, until: datetime) -> int:
        """Let happen what is due by an instant; return how many acts that were."""
        acts = 0
        while self.due and self.due[0][0] <= until:
            moment, _count, act = heapq.heappop(self.due)
            act(moment)
            acts += 1
        return acts


def post(agency: Agency, number: str) -> Staff:
    return Staff.objects.select_related("agency").get(agency=agency, employee_no=number)
