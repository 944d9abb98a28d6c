"""Every kind that comes with CommonBeat, from its form to its last day; the applicant sees each step."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from commonbeat.domain.permits import actions, queries
from commonbeat.domain.permits.mappings import suggested
from commonbeat.domain.permits.models import Application, RenewalNotice, Review
from commonbeat.domain.permits.tests.conftest import Applied, Desk
from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.queries import timeline_of
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Refused

Apply = Callable[..., Applied]


@dataclass(frozen=True)
class Walk:
    """What is expected of one kind: cents for some answers and for others, visits to pass before."""

    cents: int
    given: dict[str, Any] = field(default_factory=dict)
    cheap: int = 0
    given_cheap: dict[str, Any] = field(default_factory=dict)
    before: tuple[str, ...] = ()


WALKS = {
    "block_party": Walk(2500, cheap=2500, given_cheap={"people": 5, "street": False}),
    "special_event": Walk(
        37_500,
        {"people": 500, "street": True, "nonprofit": False},
        5000,
        {"people": 499, "street": False, "nonprofit": True},
        ("setup",),
    ),
    "expressive_event": Walk(2500, {"street": True}, 0, {"street": False}),
    "alarm": Walk(4500, {"sites": 3}, 1500, {"sites": 1}),
    "solicitor": Walk(8000, {"sellers": 4}, 2000, {"sellers": 1}),
    "second_hand": Walk(12_000, cheap=12_000),
    "tow": Walk(18_000, {"trucks": 2}, 14_000, {"trucks": 1}),
    "film": Walk(17_500, {"street": True}, 7500, {"street": False}, ("setup",)),
    "ride_along": Walk(0),
}


class Reader:
    """The applicant at their own page, opened by their code alone."""

    def __init__(self, applied: Applied, client: Client, at: datetime) -> None:
        self.client, self.at = client, at
        with clock.standing_at(at):
            client.post(reverse("casework:follow"), {"code": applied.code})

    def sees(self, *words: str) -> None:
        with clock.standing_at(self.at):
            page = self.client.get(reverse("permits:yours")).text
        for each in words:
            assert each in page


def test_every_kind_has_its_walk() -> None:
    assert set(WALKS) == set(suggested())


@pytest.mark.req("C10")
@pytest.mark.parametrize("key", sorted(WALKS))
def test_fee_is_what_the_table_says(key: str, apply: Apply) -> None:
    walk = WALKS[key]
    assert queries.owing(apply(key, **walk.given).application) == walk.cents
    assert queries.owing(apply(key, **walk.given_cheap).application) == walk.cheap


@pytest.mark.req("C10")
@pytest.mark.parametrize("key", sorted(WALKS))
def test_walk(key: str, apply: Apply, desk: Desk, larkspur: Agency, client: Client, at: datetime) -> None:
    walk, kind = WALKS[key], suggested()[key]
    applied = apply(key, **walk.given)
    reader = Reader(applied, client, at)
    reader.sees("We have it")
    check(applied, desk, at, [part["key"] for part in kind["checklist"]])
    reader.sees("Nothing is missing")
    actions.start_review(application=applied.application, by=desk.clerk, at=at)
    reader.sees("It is being looked at", *[who["name"]["en"] for who in kind["reviewers"]])
    review_side_by_side(applied, desk, at, [who["key"] for who in kind["reviewers"]])
    actions.decide(
        application=applied.application,
        verdict="granted",
        facts="It fits.",
        conditions="Keep the lane free.",
        by=desk.decider,
        at=at,
    )
    reader.sees("We have decided", "It fits.")
    settle(applied, desk, at, walk.cents)
    inspect(applied, desk, at, walk.before)
    actions.issue(application=applied.application, by=desk.clerk, at=at)
    number = applied.now().number
    reader.sees("You have the permit", number, "Keep the lane free.")
    is_shown = number in Client().get(reverse("permits:register")).text
    assert is_shown == (key not in ("alarm", "ride_along"))
    assert [
        line.facts["to"] for line in timeline_of(applied.now().case, Shown.PARTIES) if "move" in line.facts
    ] == [
        "complete",
        "in_review",
        "decided",
        "issued",
    ]
    run_out(applied, kind, desk, at)


def check(applied: Applied, desk: Desk, at: datetime, keys: list[str]) -> None:
    application = applied.application
    assert list(application.checklist.order_by("pk").values_list("key", flat=True)) == keys
    for item in application.checklist.all():
        with pytest.raises(Refused, match="checklist"):
            actions.find_complete(application=application, by=desk.clerk, at=at)
        actions.set_item(item=item, is_done=True, by=desk.clerk, at=at)
    actions.find_complete(application=application, by=desk.clerk, at=at)


def review_side_by_side(applied: Applied, desk: Desk, at: datetime, keys: list[str]) -> None:
    """Let the last one asked answer first: all are asked at once, and nobody decides before all are in."""
    rows = {review.key: review for review in Review.objects.filter(application=applied.application)}
    assert set(rows) == set(keys)
    assert {review.standing for review in rows.values()} == {"waiting"}
    for key in reversed(keys):
        with pytest.raises(Refused, match="Not every reviewer"):
            actions.decide(
                application=applied.application, verdict="granted", facts="Fine.", by=desk.decider, at=at
            )
        by = desk.clerk if key == "clerk" else desk.reviewer
        actions.agree(review=rows[key], by=by, at=at)


def settle(applied: Applied, desk: Desk, at: datetime, cents: int) -> None:
    application = applied.application
    if not cents:
        with pytest.raises(Refused, match="nothing"):
            actions.take_payment(application=application, cashier_reference="CR-1", by=desk.clerk, at=at)
        return
    with pytest.raises(Refused, match="fee"):
        actions.issue(application=application, by=desk.clerk, at=at)
    note = actions.take_payment(application=application, cashier_reference="CR-1", by=desk.clerk, at=at)
    assert note.cents == cents


def inspect(applied: Applied, desk: Desk, at: datetime, keys: tuple[str, ...]) -> None:
    """Plan each visit that must be passed before; one that is failed is none."""
    for key in keys:
        for is_passed in (False, True):
            with pytest.raises(Refused, match="inspection"):
                actions.issue(application=applied.application, by=desk.clerk, at=at)
            visit = actions.plan_inspection(
                application=applied.application, key=key, on=at.date(), by=desk.clerk, at=at
            )
            actions.record_inspection(
                inspection=visit, is_passed=is_passed, on=at.date(), found="An exit.", by=desk.clerk, at=at
            )


def run_out(applied: Applied, kind: dict[str, Any], desk: Desk, at: datetime) -> None:
    """Be told before it ends and renew it, or let the event be over."""
    ends = applied.now().valid_until
    assert ends is not None
    told: list[int] = []
    for day in range(70, 0, -1):
        actions.keep_permits(at=ends - timedelta(days=day))
        if len(told) < RenewalNotice.objects.filter(application=applied.application).count():
            told.append(day)
    assert told == kind.get("remind_days", [])
    actions.keep_permits(at=ends)
    assert applied.state == "issued"
    if kind["valid"] == "days":
        draft = actions.begin_renewal(application=applied.now(), at=ends)
        asked = draft.version.kind.fields
        for question in asked:
            if question.key not in draft.answers:
                draft = actions.save_answer(draft=draft, key=question.key, value="2027-06-12")
        actions.send_draft(draft=draft, language="en", at=ends)
        newer = Application.objects.get(renews=applied.application)
        assert newer.case.state == "submitted"
        with pytest.raises(Refused, match="already"):
            actions.begin_renewal(application=applied.now(), at=ends)
    else:
        assert ends == applied.now().ends_at
        with pytest.raises(Refused, match="cannot be renewed"):
            actions.begin_renewal(application=applied.now(), at=ends)
    actions.keep_permits(at=ends + timedelta(seconds=1))
    assert applied.state == "expired"
