"""The problems of the city: opened, written part by part, compared and called done, or given up."""

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from commonbeat.demo.actions.calendar import RELATIONS, Calendar, post
from commonbeat.demo.rules.problems import PROBLEMS, SimulatedProblem
from commonbeat.domain.concerns.actions import problems
from commonbeat.domain.concerns.choices import ComparedWith
from commonbeat.domain.concerns.models import Category, Problem
from commonbeat.domain.concerns.queries.problems import concerns_to_join
from commonbeat.engine.casework.actions import move
from commonbeat.ground.agency.models import Area

MOST_JOINED = 30
PARTS = ("scan", "analysis", "response", "assessment")
MOVES = ("analyse", "respond", "assess")
FINISHED = "The weeks after are over and compared."


def plan_problems(life: Calendar) -> None:
    """Put each part of each problem on the calendar, at noon of its day."""
    for told in PROBLEMS:
        for number, day in enumerate(told.days):
            step = _open if number == 0 else partial(_write_next, number)
            life.later(life.began_at + timedelta(days=day, hours=12), partial(step, life, told))


def _open(life: Calendar, told: SimulatedProblem, at: datetime) -> None:
    solver = post(life.agency, RELATIONS)
    problem = problems.open_problem(
        agency=life.agency,
        title=told.title,
        category=Category.objects.get(agency=life.agency, key=told.category),
        area=Area.objects.get(agency=life.agency, code=told.beat),
        by=solver,
        at=at,
    )
    problems.write_stage(problem=problem, stage="scan", words=told.parts[0], by=solver, at=at)
    _join(problem, at)
    if told.is_public:
        problems.show_problem(problem=problem, is_public=True, reason="People ask.", by=solver, at=at)
    if told.dropped_because:
        later = at + timedelta(days=9)
        life.later(later, partial(_drop, problem, told.dropped_because))
    elif told.has_begun:
        move(case=problem.case, key="analyse", by=solver, at=at)


def _drop(problem: Problem, reason: str, at: datetime) -> None:
    move(case=problem.case, key="drop", by=post(problem.agency, RELATIONS), at=at, reason=reason)


def _write_next(number: int, life: Calendar, told: SimulatedProblem, at: datetime) -> None:
    """Write the part of that number, do what goes with it and begin the next; after the last it is done."""
    solver = post(life.agency, RELATIONS)
    problem = Problem.objects.select_related("case", "agency", "category", "area").get(
        agency=life.agency, title=told.title
    )
    problems.write_stage(problem=problem, stage=PARTS[number], words=told.parts[number], by=solver, at=at)
    {"analysis": _choose_days, "response": _promise, "assessment": _compare}[PARTS[number]](
        life, told, problem, at
    )
    if PARTS[number] == "assessment":
        problems.finish(problem=problem, reason=FINISHED, by=solver, at=at)
    else:
        move(case=problem.case, key=MOVES[number], by=solver, at=at)


def _choose_days(life: Calendar, told: SimulatedProblem, problem: Problem, at: datetime) -> None:
    _join(problem, at)
    if told.before is None or told.after is None:
        return
    first = life.began_at.astimezone(ZoneInfo(life.agency.time_zone)).date()
    before, after = (
        problems.Span(first + timedelta(days=since), first + timedelta(days=until))
        for since, until in (told.before, told.after)
    )
    solver = post(life.agency, RELATIONS)
    problems.set_periods(
        problem=problem, before=before, after=after, comparison=ComparedWith.REST, by=solver, at=at
    )


def _promise(life: Calendar, told: SimulatedProblem, problem: Problem, at: datetime) -> None:
    today = at.astimezone(ZoneInfo(life.agency.time_zone)).date()
    promises = [
        problems.Promise(
            one.name,
            one.promise,
            today + timedelta(days=one.said),
            today + timedelta(days=one.due),
            today if one.is_kept else None,
        )
        for one in told.promises
    ]
    problems.set_partners(problem=problem, promises=promises, by=post(life.agency, RELATIONS), at=at)


def _compare(_life: Calendar, _told: SimulatedProblem, problem: Problem, at: datetime) -> None:
    problems.compare(problem=problem, by=post(problem.agency, RELATIONS), at=at)


def _join(problem: Problem, at: datetime) -> None:
    solver = post(problem.agency, RELATIONS)
    offered = concerns_to_join(problem, solver, category=problem.category, area=problem.area)
    problems.join_concerns(problem=problem, concerns=offered[:MOST_JOINED], by=solver, at=at)
