"""What a problem counts before and after, what it says, and that no number tells of private concerns."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from commonbeat.domain.concerns.actions import problems as actions
from commonbeat.domain.concerns.choices import ComparedWith, Source
from commonbeat.domain.concerns.models import Category, Concern, Problem
from commonbeat.domain.concerns.queries import problems as queries
from commonbeat.domain.concerns.tests.folder import AFTER, BEFORE, EAST, choose_days, write_all
from commonbeat.ground.agency.models import Agency, Area, Staff

Send = Callable[..., Concern]


@pytest.mark.req("C9")
def test_older_records_and_private_concerns_are_not_counted(
    problem: Problem, solver: Staff, came_in: Callable[..., None], at: datetime
) -> None:
    came_in("before", 12, {})
    first, second = Concern.objects.order_by("pk")[:2]
    Concern.objects.filter(pk=first.pk).update(source=Source.IMPORT)
    second.case.is_private = True
    second.case.save()
    choose_days(problem, solver, at)
    assert queries.counted(Problem.objects.get(pk=problem.pk)).before == 10


@pytest.mark.req("C9")
@pytest.mark.parametrize(("chosen_on", "is_said"), [("2026-03-31", False), ("2026-06-01", True)])
def test_days_chosen_after_the_fact_are_said_to_be(
    chosen_on: str, is_said: bool, problem: Problem, solver: Staff, at: datetime
) -> None:
    moment = datetime.fromisoformat(f"{chosen_on}T12:00-04:00")
    choose_days(problem, solver, moment)
    actions.compare(problem=problem, by=solver, at=at)
    problem.refresh_from_db()
    account = queries.account_of(problem, for_everyone=True)
    assert account is not None
    assert any("could be known already" in words for words in account.cannot) is is_said


@pytest.mark.req("C9")
def test_no_number_tells_of_private_concerns(
    problem: Problem, send: Send, hire: Callable[..., Staff], solver: Staff, at: datetime, client: Client
) -> None:
    """One of two in the folder is private: neither everyone nor staff without the right learns of it."""
    shown, private = send(), send()
    private.case.is_private = True
    private.case.save()
    actions.join_concerns(problem=problem, concerns=[shown, private], by=solver, at=at)
    write_all(problem, solver, at)
    actions.show_problem(problem=problem, is_public=True, reason="Open.", by=solver, at=at)
    page = client.get(reverse("concerns:public_problem", args=[problem.case.public_id])).content.decode()
    assert "1 public concern belongs" in page
    assert private.case.public_id not in page
    looker = hire("Lee Moss", "concerns.see", "concerns.see_problems")
    assert queries.problems_visible_to(looker).get().joined == 1  # type: ignore[attr-defined]
    assert queries.problems_visible_to(solver).get().joined == 2  # type: ignore[attr-defined]
    client.force_login(looker.person)  # type: ignore[arg-type]
    page = client.get(reverse("concerns:problem", args=[problem.case.public_id])).content.decode()
    assert shown.case.public_id in page
    assert private.case.public_id not in page


@pytest.mark.req("C9")
def test_comparison_is_held_against_another_place(
    problem: Problem,
    solver: Staff,
    beats: list[Area],
    came_in: Callable[..., None],
    at: datetime,
) -> None:
    came_in("before", 30, {})
    came_in("after", 10, {})
    came_in("before", 20, EAST)
    came_in("after", 22, EAST)
    choose_days(problem, solver, at, comparison=ComparedWith.AREA, comparison_area=beats[1])
    actions.compare(problem=problem, by=solver, at=at)
    problem.refresh_from_db()
    assert problem.figures["other_before"] == 20
    assert problem.figures["other_after"] == 22
    account = queries.account_of(problem, for_everyone=True)
    assert account is not None
    assert "Beside the other place fewer" in account.meaning
    assert "East" in account.change
    choose_days(problem, solver, at, comparison=ComparedWith.REST)
    actions.compare(problem=problem, by=solver, at=at)
    problem.refresh_from_db()
    assert problem.figures["other_after"] == 22


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("before", "after"), [(30, 3), (3, 30), (12, 11), (2, 1), (0, 0)])
def test_words_never_claim_more_than_counts_can(
    before: int, after: int, language: str, problem: Problem, at: datetime
) -> None:
    problem.figures = {"before": before, "after": after, "before_days": 56, "after_days": 56}
    problem.before_from, problem.before_until = BEFORE.since, BEFORE.until
    problem.after_from, problem.after_until = AFTER.since, AFTER.until
    problem.compared_at = problem.days_chosen_at = at
    with override(language):
        account = queries.account_of(problem, for_everyone=True)
        assert account is not None
        said = " ".join([account.sentence, account.change, account.meaning, *account.cannot]).lower()
    for claim in ("proved", "proven", "no effect", "no difference", "because of", "demostr", "sin efecto"):
        assert claim not in said
    assert len(account.cannot) >= 4
    assert f"{before}" in said


@pytest.mark.req("C9")
def test_private_kind_shows_everyone_no_counts_however_large(
    larkspur: Agency,
    kinds: dict[str, Category],
    beats: list[Area],
    solver: Staff,
    came_in: Callable[..., None],
    at: datetime,
) -> None:
    private = next(kind for kind in kinds.values() if kind.is_private)
    came_in("before", 33, {})
    Concern.objects.update(category=private)
    problem = actions.open_problem(
        agency=larkspur, title="A house", category=private, area=beats[0], by=solver, at=at
    )
    choose_days(problem, solver, at)
    actions.write_stage(problem=problem, stage="scan", words="Seen.", by=solver, at=at)
    actions.compare(problem=problem, by=solver, at=at)
    actions.show_problem(problem=problem, is_public=True, reason="Neighbours ask.", by=solver, at=at)
    problem.refresh_from_db()
    assert queries.account_of(problem, for_everyone=True) is None
    assert queries.account_of(problem, for_everyone=False) is not None
    assert problem.figures["before"] == 33
    page = Client(headers={"host": "localhost"}).get(f"/problems/{problem.case.public_id}/").content.decode()
    assert "are kept private" in page
    assert "33 concerns" not in page
    assert "<svg" not in page
