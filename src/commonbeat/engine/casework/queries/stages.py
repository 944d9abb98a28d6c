"""Reads the line of stages that a case goes through: what is done, where it is now, what usually follows."""

from dataclasses import dataclass
from datetime import datetime

from commonbeat.engine.casework.choices import Kind, State, case_type
from commonbeat.engine.casework.models import Case
from commonbeat.engine.casework.rules import line_through


@dataclass(frozen=True)
class Stage:
    """One place on the usual line: `standing` is "done", "now" or "next"; `since` when it was entered."""

    state: State
    standing: str
    since: datetime | None


def stages_of(case: Case) -> list[Stage]:
    """Return the states the case went through, where it is now, and the usual way from there.

    Of stages it came to more than once, each is told once, with the last time.
    """
    known = case_type(case.kind)
    lines = case.entries.filter(kind__in=[Kind.OPENED, Kind.MOVED]).order_by("at", "pk")
    entered = [(line.facts["to"], line.at) for line in lines if "to" in line.facts]
    done, after = line_through(known, [key for key, _at in entered], case.state)
    when = dict(entered)
    return [
        *(Stage(known.state(key), "done", when.get(key)) for key in done),
        Stage(known.state(case.state), "now", case.state_since),
        *(Stage(known.state(key), "next", None) for key in after),
    ]
