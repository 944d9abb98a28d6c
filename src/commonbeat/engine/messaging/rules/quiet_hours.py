"""When a text may be sent: the open hours of the day in every place the person may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# A clock change moves an opening by a day at the most; beyond this, the zones never open together.
LOOK_AHEAD_DAYS = 3


@dataclass(frozen=True)
class Window:
    """The open hours: from `opens` to just before `closes`, local time; over midnight if it closes first."""

    opens: time = time(9)
    closes: time = time(20)

    def holds(self, local: time) -> bool:
        if self.opens < self.closes:
            return self.opens <= local < self.closes
        return local >= self.opens or local < self.closes


def zones_to_respect(stated: str, of_number: Sequence[str], of_agency: str) -> tuple[str, ...]:
    """Return every zone whose night must be respected.

    A stated zone is trusted alone. A number only hints where its owner is: people keep their number when
    they move, and this person was in the agency's area, so both nights count.
    """
    if stated:
        return (stated,)
    return tuple(dict.fromkeys([*of_number, of_agency]))


def may_send_at(moment: datetime, zones: Iterable[str], window: Window) -> bool:
    """Return whether it is open hours in all the zones. `moment` is aware."""
    return all(window.holds(moment.astimezone(ZoneInfo(zone)).time()) for zone in zones)


def next_opening(moment: datetime, zones: Sequence[str], window: Window) -> datetime | None:
    """Return `moment` if it may be sent then, else the next instant it may, in UTC; None if there is none."""
    if may_send_at(moment, zones, window):
        return moment
    for opening in sorted(_openings(moment, zones, window)):
        if may_send_at(opening, zones, window):
            return opening
    return None


def _openings(moment: datetime, zones: Sequence[str], window: Window) -> set[datetime]:
    # The hours common to several zones begin when one of them opens, so no other instant need be tried.
    found = set()
    for zone in zones:
        first: date = moment.astimezone(ZoneInfo(zone)).date()
        for days in range(LOOK_AHEAD_DAYS + 1):
            day = first + timedelta(days=days)
            for fold in (0, 1):
                local = datetime.combine(day, window.opens, ZoneInfo(zone)).replace(fold=fold)
                found.add(local.astimezone(UTC))
    return {opening for opening in found if opening > moment}
