"""A problem from its first concerns to its end: four stages, none skipped, no end without a comparison."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from commonbeat.domain.concerns.actions import problems as actions
from commonbeat.domain.concerns.models import Concern, Problem
from commonbeat.domain.concerns.queries import problems as queries
from commonbeat.domain.concerns.rules.problems import STAGES, Span
from commonbeat.domain.concerns.tests.folder import AFTER, BEFORE, choose_days, write_all
from commonbeat.engine.casework.actions import merge, move
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid, Refused

Send = Callable[..., Concern]


def walked(problem: Problem, by: Staff, at: datetime, *moves: str) -> Problem:
    for key in moves:
        move(case=problem.case, key=key, by=by, at=at, reason="As planned.")
    problem.case.refresh_from_db()
    return problem


@pytest.mark.req("C9")
def test_done_needs_an_assessment_with_a_comparison(
    problem: Problem, solver: Staff, came_in: Callable[..., None], at: datetime
) -> None:
    came_in("before", 24, {})
    came_in("after", 6, {})
    for stage in STAGES[:3]:
        actions.write_stage(problem=problem, stage=stage, words="Seen and done.", by=solver, at=at)
    walked(problem, solver, at, "analyse", "respond", "assess")

    def finish() -> Problem:
        return actions.finish(problem=problem, reason="It is over.", by=solver, at=at)

    with pytest.raises(Refused, match="what came of it"):
        finish()
    actions.write_stage(problem=problem, stage="assessment", words="Less paint.", by=solver, at=at)
    with pytest.raises(Refused, match="Compare before and after"):
        finish()
    with pytest.raises(Refused, match="Choose the periods"):
        actions.compare(problem=problem, by=solver, at=at)
    choose_days(problem, solver, at)
    with pytest.raises(Refused, match="Compare before and after"):
        finish()
    actions.compare(problem=problem, by=solver, at=at)
    problem.refresh_from_db()
    assert problem.figures["before"] == 24
    assert problem.figures["after"] == 6
    with pytest.raises(Refused, match="on the page of the problem"):
        walked(problem, solver, at, "finish")
    with pytest.raises(Invalid, match="plain reason"):
        actions.finish(problem=problem, reason=" ", by=solver, at=at)
    problem.refresh_from_db()
    assert problem.done_at is None
    assert finish().case.state == "done"
    for missing in ({"assessment": ""}, {"compared_at": None}):
        with pytest.raises(IntegrityError, match="done_is_assessed"), transaction.atomic():
            Problem.objects.filter(pk=problem.pk).update(**missing)


@pytest.mark.req("C9")
def test_new_response_needs_a_new_comparison(problem: Problem, solver: Staff, at: datetime) -> None:
    write_all(problem, solver, at)
    walked(problem, solver, at, "analyse", "respond", "assess")
    choose_days(problem, solver, at)
    actions.compare(problem=problem, by=solver, at=at)
    later = at + timedelta(days=1)
    walked(problem, solver, later, "rethink", "respond", "assess")
    with pytest.raises(Refused, match="Compare before and after"):
        actions.finish(problem=problem, reason="Over.", by=solver, at=later)
    actions.compare(problem=problem, by=solver, at=later)
    assert actions.finish(problem=problem, reason="Over.", by=solver, at=later).done_at == later


@pytest.mark.req("C9")
def test_period_after_must_be_over(problem: Problem, solver: Staff, at: datetime) -> None:
    late = Span(date(2026, 5, 1), date(2026, 6, 10))
    actions.set_periods(problem=problem, before=BEFORE, after=late, by=solver, at=at)
    with pytest.raises(Refused, match="not ended yet"):
        actions.compare(problem=problem, by=solver, at=at)
    actions.compare(problem=problem, by=solver, at=at + timedelta(days=1))
    problem.refresh_from_db()
    assert problem.compared_at is not None
    choose_days(problem, solver, at)
    problem.refresh_from_db()
    assert problem.compared_at is None
    assert problem.figures == {}


@pytest.mark.req("C9")
def test_no_stage_is_skipped(problem: Problem, solver: Staff, at: datetime) -> None:
    write_all(problem, solver, at)
    with pytest.raises(Refused, match="Compare"):
        actions.finish(problem=problem, reason="Over.", by=solver, at=at)
    for key in ("respond", "assess", "finish"):
        with pytest.raises(Refused, match="moved on"):
            walked(problem, solver, at, key)
    walked(problem, solver, at, "analyse")
    for key in ("analyse", "assess", "finish"):
        with pytest.raises(Refused, match="moved on"):
            walked(problem, solver, at, key)
    assert walked(problem, solver, at, "respond", "assess", "rethink").case.state == "analysis"


@pytest.mark.req("C9")
def test_stage_needs_its_words_before_the_next(problem: Problem, solver: Staff, at: datetime) -> None:
    with pytest.raises(Refused, match="what was seen"):
        walked(problem, solver, at, "analyse")


@pytest.mark.req("C9")
def test_concern_joins_one_open_problem_at_a_time(
    problem: Problem, send: Send, solver: Staff, at: datetime
) -> None:
    concern = send()
    assert actions.join_concerns(problem=problem, concerns=[concern], by=solver, at=at) == 1
    assert actions.join_concerns(problem=problem, concerns=[concern], by=solver, at=at) == 0
    other = actions.open_problem(
        agency=problem.agency, title="The park at night", area=problem.area, by=solver, at=at
    )
    with pytest.raises(Refused, match="another open problem"):
        actions.join_concerns(problem=other, concerns=[concern], by=solver, at=at)
    assert concern not in queries.concerns_to_join(other, solver)
    actions.leave_concern(problem=problem, concern=concern, by=solver, at=at, reason="Another wall.")
    assert actions.join_concerns(problem=other, concerns=[concern], by=solver, at=at) == 1
    walked(other, solver, at, "drop")
    assert actions.join_concerns(problem=problem, concerns=[concern], by=solver, at=at) == 1


@pytest.mark.req("C9")
def test_merging_keeps_a_concern_in_its_problem(
    problem: Problem, send: Send, solver: Staff, at: datetime
) -> None:
    concern, same = send(), send(words="The wall is full of paint.")
    actions.join_concerns(problem=problem, concerns=[concern], by=solver, at=at)
    merge(case=concern.case, into=same.case, by=solver, at=at)
    assert list(queries.joined_concerns(problem, solver)) == [concern]
    concern.refresh_from_db()
    with pytest.raises(Refused, match="part of another"):
        actions.join_concerns(
            problem=actions.open_problem(
                agency=problem.agency, title="Walls", area=problem.area, by=solver, at=at
            ),
            concerns=[concern],
            by=solver,
            at=at,
        )


@pytest.mark.req("C9")
def test_partners_and_what_they_promised(problem: Problem, solver: Staff, at: datetime) -> None:
    day = date(2026, 3, 1)
    parks = actions.Promise("City parks", "Cut the bushes", day, day + timedelta(days=20))
    school = actions.Promise("The school", "A mural", day)
    actions.set_partners(problem=problem, promises=[parks, school], by=solver, at=at)
    kept = actions.Promise("City parks", "Cut the bushes", day, day + timedelta(days=20), day)
    actions.set_partners(problem=problem, promises=[kept, school], by=solver, at=at)
    standing = problem.partners.filter(ended_at=None).values_list("name", "kept_on")
    assert sorted(standing) == [("City parks", day), ("The school", None)]
    assert problem.partners.count() == 3
    early = actions.Promise("Bus company", "Light", day, day - timedelta(days=1))
    with pytest.raises(Invalid, match="due, or kept"):
        actions.set_partners(problem=problem, promises=[early], by=solver, at=at)


def test_only_those_who_may_work_on_problems(
    problem: Problem, hire: Callable[..., Staff], at: datetime
) -> None:
    looker, stranger = hire("Lee Moss", "concerns.see_problems"), hire("Ann Low")
    for by, refused in ((looker, Forbidden), (stranger, Hidden)):
        with pytest.raises(refused):
            actions.write_stage(problem=problem, stage="scan", words="x", by=by, at=at)
    with pytest.raises(Forbidden):
        actions.open_problem(agency=problem.agency, title="x", area=problem.area, by=looker, at=at)


def test_ended_folder_stays_as_it_is(problem: Problem, solver: Staff, at: datetime) -> None:
    walked(problem, solver, at, "drop")
    with pytest.raises(Refused, match="ended"):
        actions.write_stage(problem=problem, stage="scan", words="x", by=solver, at=at)


@pytest.mark.req("C9")
def test_public_story_is_there_only_when_shown(
    problem: Problem, solver: Staff, send: Send, came_in: Callable[..., None], at: datetime, client: Client
) -> None:
    address = reverse("concerns:public_problem", args=[problem.case.public_id])
    assert client.get(address).status_code == 404
    with pytest.raises(Invalid, match="what was seen"):
        actions.show_problem(problem=problem, is_public=True, reason="Open.", by=solver, at=at)
    came_in("before", 24, {})
    came_in("after", 6, {})
    write_all(problem, solver, at)
    choose_days(problem, solver, at)
    actions.compare(problem=problem, by=solver, at=at)
    actions.show_problem(problem=problem, is_public=True, reason="Open.", by=solver, at=at)
    page = client.get(address).content.decode()
    for words in ("The scan of it.", "The assessment of it.", "24 concerns", "75 % fewer", "<svg", "<table"):
        assert words in page
    assert "Paint at the park" in client.get("/problems/").content.decode()
    actions.show_problem(problem=problem, is_public=False, reason="Not yet.", by=solver, at=at)
    assert client.get(address).status_code == 404


def test_staff_work_on_it_page_by_page(
    problem: Problem, solver: Staff, send: Send, at: datetime, client: Client
) -> None:
    concern = send()
    client.force_login(solver.person)  # type: ignore[arg-type]
    folder = f"/staff/problems/{problem.case.public_id}/"
    with clock.standing_at(at):
        assert client.post(f"{folder}stages/scan/", {"words": "Paint, every week."}).status_code == 302
        assert client.post(f"{folder}add/", {}).status_code == 422
        assert str(concern.pk) in client.get(f"{folder}add/").content.decode()
        assert client.post(f"{folder}add/", {"concerns": [concern.pk]}).status_code == 302
        lines = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-name": "City parks"}
        assert client.post(f"{folder}partners/", lines).status_code == 422
        lines |= {"form-0-promise": "Cut the bushes", "form-0-promised_on": "2026-03-01"}
        assert client.post(f"{folder}partners/", lines).status_code == 302
        days = {"before_from": BEFORE.since, "before_until": BEFORE.until, "comparison": "nothing"}
        days |= {"after_from": BEFORE.until, "after_until": AFTER.until}
        assert client.post(f"{folder}days/", days).status_code == 422
        assert client.post(f"{folder}days/", days | {"after_from": AFTER.since}).status_code == 302
        assert client.post(f"{folder}compare/").status_code == 302
        assert client.post(f"{folder}done/", {"reason": "It is over."}).status_code == 422
        page = client.get(folder).content.decode()
        assert "Paint, every week." in page
        assert "City parks" in page
        assert concern.case.public_id in page
        taken = f"{folder}take-out/{concern.case.public_id}/"
        assert client.post(taken, {"reason": "Another wall."}).status_code == 302
        assert client.post(f"{folder}show/", {"is_public": "on", "reason": "Open."}).status_code == 302
        assert client.post("/staff/problems/new/", {"title": "Empty"}).status_code == 422
        new = client.post("/staff/problems/new/", {"title": "Noise", "area": problem.area_id})
        assert new.status_code == 302


def test_list_asks_few_questions(
    problem: Problem,
    solver: Staff,
    at: datetime,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(5):
        actions.open_problem(agency=problem.agency, title=f"{number}", area=problem.area, by=solver, at=at)
    client.force_login(solver.person)  # type: ignore[arg-type]
    with django_assert_max_num_queries(20):
        assert client.get("/staff/problems/").status_code == 200
