"""No state of a permit is skipped, whatever the kind and whatever is tried in whatever order."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonbeat.domain.permits import actions
from commonbeat.domain.permits.choices import PERMIT
from commonbeat.domain.permits.mappings import suggested
from commonbeat.domain.permits.models import Application
from commonbeat.domain.permits.tests.conftest import ANSWERS, Applied, Desk
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.choices import Who, case_types
from commonbeat.engine.casework.rules import faults_of
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.actor import RESIDENT, SYSTEM, Actor
from commonbeat.ground.core.errors import Refused

STEPS = [
    "tick", "complete", "ask", "answer", "start", "review", "object", "grant", "deny", "pay", "waive",
    "inspect", "issue", "appeal", "uphold", "overturn", "revoke", "withdraw",
    *[f"move:{step.key}" for step in PERMIT.moves],
]  # fmt: skip
USUAL = ["tick", "complete", "start", "review"]
MUST_PASS = {
    "complete": {"submitted"},
    "in_review": {"submitted", "complete"},
    "decided": {"submitted", "complete", "in_review"},
    "issued": {"submitted", "complete", "in_review", "decided"},
    "denied": {"submitted", "complete", "in_review", "decided"},
    "appealed": {"submitted", "complete", "in_review", "decided", "denied"},
    "upheld": {"decided", "denied", "appealed"},
    "overturned": {"decided", "denied", "appealed"},
    "revoked": {"decided", "issued"},
    "expired": {"decided", "issued"},
}


def test_case_type_is_whole() -> None:
    assert PERMIT in case_types()
    assert faults_of(PERMIT) == []


class Trier:
    """Tries steps at one permit as the right person would; what is refused changes nothing."""

    def __init__(self, applied: Applied, desk: Desk, at: datetime) -> None:
        self.applied, self.desk, self.at = applied, desk, at
        self.entered = ["submitted"]
        self.seen: set[int] = set()

    def try_step(self, step: str) -> None:
        with suppress(Refused):
            self.do(step, self.applied.now())
        for line in self.applied.now().case.entries.order_by("pk"):
            if "move" in line.facts and line.pk not in self.seen:
                self.seen.add(line.pk)
                self.check(line.facts["from"], line.facts["to"])

    def check(self, source: str, target: str) -> None:
        assert source == self.entered[-1]
        assert any(source in step.sources and target == step.target for step in PERMIT.moves)
        self.entered.append(target)
        assert MUST_PASS.get(target, set()) <= set(self.entered)
        application = self.applied.now()
        if target == "decided":
            assert not application.reviews.filter(standing="waiting").exists()
            assert not application.checklist.filter(done_at=None).exists()

    def do(self, step: str, application: Application) -> None:
        desk, at = self.desk, self.at
        if step.startswith("move:"):
            key = step.removeprefix("move:")
            who = PERMIT.move(key).who  # type: ignore[union-attr]
            acting: dict[str, Staff | Actor]
            acting = {Who.STAFF: desk.officer, Who.RESIDENT: RESIDENT, Who.SYSTEM: SYSTEM}
            by = acting[who]
            outcome = "granted" if key == "decide" else ""
            move(case=application.case, key=key, by=by, at=at, reason="A reason.", outcome=outcome)
        elif step == "tick":
            for item in application.checklist.filter(done_at=None):
                actions.set_item(item=item, is_done=True, by=desk.clerk, at=at)
        elif step in ("review", "object"):
            self.review(step, application)
        else:
            self.act(step, application)

    def review(self, step: str, application: Application) -> None:
        for review in application.reviews.order_by("-pk"):
            by = desk_of(self.desk, review.key)
            if step == "review":
                actions.agree(review=review, by=by, at=self.at)
            else:
                actions.object_to(
                    review=review, grounds=["false_facts"], facts="Wrong.", mend="Mend it.", by=by, at=self.at
                )

    def act(self, step: str, application: Application) -> None:
        desk, at, receipt = self.desk, self.at, self.applied.receipt
        given: dict[str, Any] = {"application": application, "at": at}
        first = application.kind.fields[0]
        known: dict[str, Callable[[], object]] = {
            "complete": lambda: actions.find_complete(**given, by=desk.clerk),
            "start": lambda: actions.start_review(**given, by=desk.clerk),
            "ask": lambda: actions.ask_for_more(**given, keys=[first.key], words="Again.", by=desk.clerk),
            "answer": lambda: actions.answer_missing(
                receipt=receipt, answers={first.key: ANSWERS[first.type]}, at=at
            ),
            "grant": lambda: actions.decide(**given, verdict="granted", facts="Fine.", by=desk.decider),
            "deny": lambda: actions.decide(
                **given, verdict="denied", grounds=["false_facts"], facts="Not so.", by=desk.decider
            ),
            "pay": lambda: actions.take_payment(**given, cashier_reference="CR-7", by=desk.clerk),
            "waive": lambda: actions.waive_fee(**given, rule="indigent", reason="Shown.", by=desk.clerk),
            "inspect": lambda: self.inspect(application),
            "issue": lambda: actions.issue(**given, by=desk.clerk),
            "appeal": lambda: actions.appeal(receipt=receipt, words="It was so.", at=at),
            "uphold": lambda: actions.decide_appeal(**given, result="upheld", reason="No.", by=desk.officer),
            "overturn": lambda: actions.decide_appeal(
                **given, result="overturned", reason="Yes.", by=desk.officer
            ),
            "revoke": lambda: actions.revoke(
                **given, grounds=["false_facts"], facts="Not so.", by=desk.decider
            ),
            "withdraw": lambda: move(
                case=application.case, key="withdraw", by=RESIDENT, at=at, receipt=receipt
            ),
        }
        known[step]()

    def inspect(self, application: Application) -> None:
        for part in application.kind.inspections:
            planned = actions.plan_inspection(
                application=application, key=part.key, on=date(2026, 7, 1), by=self.desk.clerk, at=self.at
            )
            actions.record_inspection(
                inspection=planned, is_passed=True, on=date(2026, 7, 1), by=self.desk.clerk, at=self.at
            )


def desk_of(desk: Desk, reviewer: str) -> Staff:
    return desk.clerk if reviewer == "clerk" else desk.reviewer


@pytest.mark.req("C10")
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), min_size=3, max_size=10), is_usual=st.booleans())
@pytest.mark.parametrize("key", sorted(suggested()))
def test_no_state_is_skipped(
    key: str, steps: list[str], is_usual: bool, apply: Callable[..., Applied], desk: Desk, at: datetime
) -> None:
    trier = Trier(apply(key), desk, at)
    for step in [*(USUAL if is_usual else []), *steps]:
        trier.try_step(step)


@pytest.mark.req("C10")
@pytest.mark.parametrize("key", sorted(suggested()))
def test_every_kind_can_be_issued_by_its_steps_alone(
    key: str, apply: Callable[..., Applied], desk: Desk, at: datetime
) -> None:
    trier = Trier(apply(key), desk, at)
    for step in (*USUAL, "grant", "pay", "inspect", "issue"):
        trier.try_step(step)
    assert trier.entered == ["submitted", "complete", "in_review", "decided", "issued"]


@pytest.mark.req("C10")
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(["clerk", "patrol", "traffic", "fire"]))
def test_reviewers_answer_in_any_order_and_none_is_left_out(
    order: list[str], apply: Callable[..., Applied], desk: Desk, at: datetime
) -> None:
    applied = apply("special_event")
    trier = Trier(applied, desk, at)
    for step in USUAL[:3]:
        trier.try_step(step)
    for key in order:
        with pytest.raises(Refused, match="Not every reviewer"):
            actions.decide(
                application=applied.now(), verdict="granted", facts="Fine.", by=desk.decider, at=at
            )
        review = applied.application.reviews.get(key=key)
        actions.agree(review=review, by=desk_of(desk, key), at=at)
    actions.decide(application=applied.now(), verdict="granted", facts="Fine.", by=desk.decider, at=at)
    assert applied.state == "decided"
