"""A problem's folder, filled as the tests need it: its four parts, and two periods that are over."""

from datetime import date, datetime

from commonbeat.domain.concerns.actions import problems as actions
from commonbeat.domain.concerns.models import Problem
from commonbeat.domain.concerns.rules.problems import STAGES, Span
from commonbeat.ground.agency.models import Staff

EAST = {"longitude": -76.595, "latitude": 39.205}
# Two periods of 56 days that end before the fixed day, 10 June 2026.
BEFORE = Span(date(2026, 1, 1), date(2026, 2, 25))
AFTER = Span(date(2026, 4, 1), date(2026, 5, 26))
MIDDLES = {"before": datetime.fromisoformat("2026-01-20T12:00-05:00")}
MIDDLES["after"] = datetime.fromisoformat("2026-04-20T12:00-04:00")


def write_all(problem: Problem, by: Staff, at: datetime) -> None:
    for stage in STAGES:
        actions.write_stage(problem=problem, stage=stage, words=f"The {stage} of it.", by=by, at=at)


def choose_days(problem: Problem, by: Staff, at: datetime, **other: object) -> None:
    actions.set_periods(problem=problem, before=BEFORE, after=AFTER, by=by, at=at, **other)  # type: ignore[arg-type]
