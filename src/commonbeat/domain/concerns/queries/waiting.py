"""Which problems wait for one post, and since when they should have gone on."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from commonbeat.domain.concerns.choices import PROBLEM
from commonbeat.domain.concerns.models import Problem
from commonbeat.engine.casework.access import cases_visible_to
from commonbeat.ground.agency.models import Staff


@dataclass(frozen=True)
class WaitingProblem:
    """`can_compare` when the second period is over and nobody has compared since."""

    problem: Problem
    due_at: datetime
    can_compare: bool


def waiting_problems(staff: Staff, at: datetime, most: int) -> list[WaitingProblem]:
    """Return the open problems given to a post, those first that should have gone on the longest ago."""
    given = cases_visible_to(staff, PROBLEM.key).filter(is_open=True, assigned_to=staff)
    found = Problem.objects.filter(case__in=given.values("pk")).select_related("case", "agency")
    waiting = [_waiting(problem, at) for problem in found.order_by("case__state_since", "pk")[:most]]
    return sorted(waiting, key=lambda one: one.due_at)


def _waiting(problem: Problem, at: datetime) -> WaitingProblem:
    """A part is due after its usual time; the last one not before there is something to compare."""
    usual = PROBLEM.state(problem.case.state).usual_days or 0
    due_at = problem.case.state_since + timedelta(days=usual)
    if problem.case.state != "assessment" or problem.after_until is None:
        return WaitingProblem(problem, due_at, can_compare=False)
    zone = ZoneInfo(problem.agency.time_zone)
    over_at = datetime.combine(problem.after_until + timedelta(days=1), time(), zone)
    is_compared = problem.compared_at is not None and problem.compared_at >= problem.case.state_since
    return WaitingProblem(problem, max(due_at, over_at), can_compare=over_at <= at and not is_compared)
