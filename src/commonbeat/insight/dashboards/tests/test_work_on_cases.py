"""My work on problems and permits: what waits for this post and for nobody else."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonbeat.domain.concerns.actions import adopt_categories
from commonbeat.domain.concerns.actions import problems as solving
from commonbeat.domain.concerns.models import Category, Problem
from commonbeat.domain.permits import actions as permits
from commonbeat.domain.permits.models import Application, KindVersion
from commonbeat.domain.permits.queries import suggested
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.models import Queue
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.insight.dashboards.queries import waiting_for

Hire = Callable[..., Staff]
DAY = timedelta(days=1)
ANSWERS = {"holder": "Hugo Ibarra", "birth": True, "begins": "2026-07-01"}


@pytest.fixture
def solver(hire: Hire) -> Staff:
    return hire("Ana Ortiz", "concerns.see", "concerns.see_problems", "concerns.work_on_problems")


@pytest.fixture
def problem(larkspur: Agency, solver: Staff, hire: Hire, at: datetime) -> Problem:
    manager = hire("Max Manager", "concerns.manage_categories")
    adopt_categories(agency=larkspur, by=manager, at=at)
    kind = Category.objects.get(agency=larkspur, key="graffiti")
    return solving.open_problem(agency=larkspur, title="Paint", category=kind, by=solver, at=at)


@pytest.fixture
def desk(hire: Hire) -> Staff:
    return hire("Cleo Clerk", "permits.see", "permits.work", "permits.manage_kinds")


@pytest.fixture
def in_review(larkspur: Agency, desk: Staff, at: datetime) -> Application:
    permits.adopt_suggested(agency=larkspur, keys=suggested(), by=desk, at=at)
    version = KindVersion.objects.get(agency=larkspur, key="ride_along")
    sent = permits.submit(version=version, answers=ANSWERS, language="en", at=at).application
    for item in sent.checklist.all():
        permits.set_item(item=item, is_done=True, by=desk, at=at)
    permits.find_complete(application=sent, by=desk, at=at)
    return permits.start_review(application=sent, by=desk, at=at)


def test_problem_waits_for_its_solver_until_its_part_is_due(
    problem: Problem, solver: Staff, hire: Hire, at: datetime
) -> None:
    other = hire("Lee Moss", "concerns.see", "concerns.see_problems", "concerns.work_on_problems")
    [work] = waiting_for(solver, at)
    assert (work.about, work.verb) == ("Problem: Paint", "Go on")
    assert work.due_at == at + 15 * DAY
    assert waiting_for(other, at) == []


def test_comparing_waits_once_the_second_period_is_over(
    problem: Problem, solver: Staff, at: datetime
) -> None:
    for part, key in (("scan", "analyse"), ("analysis", "respond"), ("response", "assess")):
        solving.write_stage(problem=problem, stage=part, words="Seen.", by=solver, at=at)
        move(case=problem.case, key=key, by=solver, at=at)
    before = solving.Span(date(2026, 4, 1), date(2026, 5, 31))
    after = solving.Span(date(2026, 6, 11), date(2026, 7, 31))
    solving.set_periods(problem=problem, before=before, after=after, by=solver, at=at)
    [work] = waiting_for(solver, at)
    assert (work.verb, work.due_at.date()) == ("Go on", date(2026, 8, 1))
    later = at + 60 * DAY
    [work] = waiting_for(solver, later)
    assert work.verb == "Compare"
    solving.compare(problem=problem, by=solver, at=later)
    assert [work.verb for work in waiting_for(solver, later)] == ["Go on"]


def test_permit_waits_for_those_who_review_and_then_for_those_who_decide(
    in_review: Application, desk: Staff, hire: Hire, at: datetime
) -> None:
    reviewer = hire("Rae Reviewer", "permits.see", "permits.review")
    outside = hire("Uma Outside", "permits.see", "permits.review")
    decider = hire("Dee Decider", "permits.see", "permits.work", "permits.decide")
    Queue.objects.create(agency=in_review.agency, key="patrol", name="Patrol").members.add(reviewer)
    assert [work.verb for work in waiting_for(reviewer, at)] == ["Review"]
    assert waiting_for(outside, at) == []
    assert [work.verb for work in waiting_for(desk, at)] == ["Review"]
    for review in in_review.reviews.all():
        permits.agree(review=review, by=desk if review.key == "clerk" else reviewer, at=at)
    assert waiting_for(reviewer, at) == []
    [work] = waiting_for(decider, at)
    assert (work.verb, work.is_promise) == ("Decide", True)


def test_appeal_waits_for_one_who_had_no_part(
    in_review: Application, desk: Staff, hire: Hire, at: datetime
) -> None:
    reviewer = hire("Rae Reviewer", "permits.see", "permits.review")
    rights = ("permits.see", "permits.work", "permits.decide", "permits.hear_appeals")
    decider, officer = hire("Dee Decider", *rights), hire("Ola Officer", *rights)
    for review in in_review.reviews.all():
        permits.agree(review=review, by=desk if review.key == "clerk" else reviewer, at=at)
    permits.decide(
        application=in_review, verdict="denied", grounds=["ride_again"], facts="In May.", by=decider, at=at
    )
    receipt = in_review.case.receipts.get()
    permits.appeal(receipt=receipt, words="It was my sister.", at=at)
    assert [work.verb for work in waiting_for(officer, at)] == ["Hear it"]
    assert waiting_for(decider, at) == []


def test_what_nobody_has_waits_for_the_queue_and_its_lead_before_it_is_late(
    in_review: Application, hire: Hire, at: datetime
) -> None:
    lead = hire("Pat Lead", "permits.see")
    queue = Queue.objects.create(agency=in_review.agency, key="permits", name="Permits", lead=lead)
    in_review.case.queue = queue
    in_review.case.save()
    due_at = in_review.case.clocks.get(key="decide").due_at
    early = [work for work in waiting_for(lead, at) if work.verb == "Open it"]
    late = [work for work in waiting_for(lead, due_at) if work.verb == "Open it"]
    assert (early, len(late)) == ([], 1)


def test_the_page_asks_few_questions_for_one_who_does_all(
    problem: Problem,
    in_review: Application,
    hire: Hire,
    client: Client,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    everyone = hire(
        "Ivy Lund",
        *("concerns.see", "concerns.see_problems", "concerns.work_on_problems"),
        *("permits.see", "permits.work", "permits.review", "permits.decide", "permits.hear_appeals"),
    )
    for number in range(6):
        solving.open_problem(
            agency=problem.agency, title=f"Wall {number}", category=problem.category, by=everyone, at=at
        )
    client.force_login(everyone.person)  # type: ignore[arg-type]
    with clock.standing_at(at), django_assert_max_num_queries(32):
        page = client.get("/staff/").content.decode()
    assert page.count("Problem: Wall") == 6
    assert "Permit to review" in page
