"""The one problem of the city: cars that race past the school, from its folder to what came of it."""

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from commonbeat.demo.actions.concerns import Concerns
from commonbeat.demo.rules.concerns import (
    AFTER_DAYS,
    ANALYSED,
    ASSESSED,
    BEFORE_DAYS,
    OPENED,
    RACES_BEAT,
    RESPONDED,
)
from commonbeat.domain.concerns.actions import problems
from commonbeat.domain.concerns.choices import ComparedWith
from commonbeat.domain.concerns.models import Category, Problem
from commonbeat.domain.concerns.queries.problems import concerns_to_join
from commonbeat.engine.casework.actions import move
from commonbeat.ground.agency.models import Area, Staff

MOST_JOINED = 30
SCAN = (
    "From the harbor to the school, cars are too fast. People tell us of it again and again, most of all "
    "on weekday evenings. Children cross there, and so do people on their way to the ferry."
)
ANALYSIS = (
    "We stood there on six evenings with a radar. Half of the cars were above the limit, nearly all of them "
    "drove through and did not live nearby. The road is wide and straight, and the limit is written once."
)
RESPONSE = (
    "With public works we put up signs and narrowed the lanes. Officers stood there three evenings a week "
    "for a month. The school moved its gate away from the road."
)
ASSESSMENT = (
    "Fewer people told us of it in the weeks after. What the counts can and cannot show stands below. Some "
    "of the traffic may have moved to the road along the river; we look at that next."
)


def plan_problem(life: Concerns) -> None:
    """Put the problem's steps on the calendar, at noon of their day."""
    for day, step in ((OPENED, _open), (ANALYSED, _analyse), (RESPONDED, _respond), (ASSESSED, _assess)):
        life.later(life.began_at + timedelta(days=day, hours=12), partial(step, life))


def _open(life: Concerns, at: datetime) -> None:
    solver = _solver(life)
    category = Category.objects.get(agency=life.agency, key="speeding")
    area = Area.objects.get(agency=life.agency, code=RACES_BEAT)
    problem = problems.open_problem(
        agency=life.agency,
        title="Racing past the harbor school",
        category=category,
        area=area,
        by=solver,
        at=at,
    )
    problems.write_stage(problem=problem, stage="scan", words=SCAN, by=solver, at=at)
    _join(problem, solver, at)
    move(case=problem.case, key="analyse", by=solver, at=at)


def _analyse(life: Concerns, at: datetime) -> None:
    problem, solver = _problem(life), _solver(life)
    problems.write_stage(problem=problem, stage="analysis", words=ANALYSIS, by=solver, at=at)
    _join(problem, solver, at)
    first = life.began_at.astimezone(ZoneInfo(life.agency.time_zone)).date()
    before, after = (
        problems.Span(first + timedelta(days=since), first + timedelta(days=until))
        for since, until in (BEFORE_DAYS, AFTER_DAYS)
    )
    problems.set_periods(
        problem=problem, before=before, after=after, comparison=ComparedWith.REST, by=solver, at=at
    )
    move(case=problem.case, key="respond", by=solver, at=at)


def _respond(life: Concerns, at: datetime) -> None:
    problem, solver = _problem(life), _solver(life)
    problems.write_stage(problem=problem, stage="response", words=RESPONSE, by=solver, at=at)
    today = at.astimezone(ZoneInfo(life.agency.time_zone)).date()
    week = timedelta(days=7)
    promises = [
        problems.Promise("Public Works", "Signs and narrow lanes", today - 2 * week, today, today),
        problems.Promise("Harbor school", "A gate on the quiet side", today - 2 * week, today + week, today),
        problems.Promise("Bus company", "Drivers keep to 20 there", today - week, today + 2 * week),
    ]
    problems.set_partners(problem=problem, promises=promises, by=solver, at=at)
    problems.show_problem(problem=problem, is_public=True, reason="People ask.", by=solver, at=at)
    move(case=problem.case, key="assess", by=solver, at=at)


def _assess(life: Concerns, at: datetime) -> None:
    problem, solver = _problem(life), _solver(life)
    problems.write_stage(problem=problem, stage="assessment", words=ASSESSMENT, by=solver, at=at)
    problems.compare(problem=problem, by=solver, at=at)
    move(case=problem.case, key="finish", by=solver, at=at, reason="The weeks after are over and compared.")


def _join(problem: Problem, solver: Staff, at: datetime) -> None:
    offered = concerns_to_join(problem, solver, category=problem.category, area=problem.area)
    problems.join_concerns(problem=problem, concerns=offered[:MOST_JOINED], by=solver, at=at)


def _problem(life: Concerns) -> Problem:
    return Problem.objects.select_related("case", "agency", "category", "area").get(agency=life.agency)


def _solver(life: Concerns) -> Staff:
    return Staff.objects.select_related("agency").get(agency=life.agency, employee_no="5001")
