"""A permit from the form to its last day: nothing is skipped, reviewers answer side by side."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from commonbeat.domain.permits import actions, queries
from commonbeat.domain.permits.access import draft_by_token
from commonbeat.domain.permits.models import Application, FeeNote, KindVersion, RenewalNotice
from commonbeat.domain.permits.tests.conftest import Applied, Desk, answers_for, to_review
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.queries import timeline_of
from commonbeat.engine.conflicts.models import Screening
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid, Refused

Apply = Callable[..., Applied]


@pytest.mark.req("C10")
def test_special_event_goes_through_every_step(apply: Apply, desk: Desk, at: datetime) -> None:
    applied = apply("special_event", people=900, street=True, nonprofit=False)
    application = applied.application
    assert queries.owing(application) == 5000 + 15000 + 10000 + 7500
    to_review(applied, desk, at)
    first, *others = reversed(list(application.reviews.order_by("pk")))
    with pytest.raises(Refused, match="Not every reviewer"):
        actions.decide(application=application, verdict="granted", facts="Fine.", by=desk.decider, at=at)
    for review in (first, *others):
        by = desk.clerk if review.key == "clerk" else desk.reviewer
        actions.agree(review=review, by=by, at=at)
    assert Screening.objects.filter(act="review").count() == 4
    actions.decide(
        application=application,
        verdict="granted",
        facts="All fits.",
        conditions="Keep the lane free.",
        by=desk.decider,
        at=at,
    )
    with pytest.raises(Refused, match="fee"):
        actions.issue(application=application, by=desk.clerk, at=at)
    actions.take_payment(application=application, cashier_reference="CR-1", by=desk.clerk, at=at)
    with pytest.raises(Refused, match="inspection"):
        actions.issue(application=application, by=desk.clerk, at=at)
    failed = actions.plan_inspection(
        application=application, key="setup", on=date(2026, 8, 1), by=desk.clerk, at=at
    )
    actions.record_inspection(
        inspection=failed, is_passed=False, on=date(2026, 8, 1), found="Exit blocked.", by=desk.clerk, at=at
    )
    with pytest.raises(Refused, match="inspection"):
        actions.issue(application=application, by=desk.clerk, at=at)
    again = actions.plan_inspection(
        application=application, key="setup", on=date(2026, 8, 1), by=desk.clerk, at=at
    )
    actions.record_inspection(inspection=again, is_passed=True, on=date(2026, 8, 1), by=desk.clerk, at=at)
    actions.issue(application=application, by=desk.clerk, at=at)
    issued = applied.now()
    assert (issued.case.state, bool(issued.number)) == ("issued", True)
    moved = [line.facts["to"] for line in timeline_of(issued.case, Shown.PARTIES) if "move" in line.facts]
    assert moved == ["complete", "in_review", "decided", "issued"]
    assert list(queries.register(issued.agency)) == [issued]


@pytest.mark.req("C10")
def test_own_page_shows_each_review_as_a_step(apply: Apply, desk: Desk, at: datetime) -> None:
    applied = apply("film")
    to_review(applied, desk, at)
    review = applied.application.reviews.get(key="traffic")
    actions.agree(review=review, by=desk.reviewer, at=at)
    steps = {step["label"]: step["state"] for step in queries.own_page(applied.receipt, at).steps}
    assert steps == {"Permit desk": "now", "Patrol": "now", "Traffic": "done"}


@pytest.mark.req("C10")
def test_objection_names_grounds_and_what_would_mend_it(apply: Apply, desk: Desk, at: datetime) -> None:
    applied = apply("film")
    to_review(applied, desk, at)
    review = applied.application.reviews.get(key="traffic")
    with pytest.raises(Invalid, match="mend"):
        actions.object_to(
            review=review, grounds=["place_taken"], facts="Taken.", mend=" ", by=desk.reviewer, at=at
        )
    with pytest.raises(Invalid, match="list"):
        actions.object_to(
            review=review, grounds=["ugly"], facts="It is.", mend="No.", by=desk.reviewer, at=at
        )
    actions.object_to(
        review=review,
        grounds=["place_taken"],
        facts="The fair is there.",
        mend="Another day.",
        by=desk.reviewer,
        at=at,
    )
    with pytest.raises(Forbidden):
        actions.agree(review=review, by=desk.decider, at=at)


def test_missing_answer_is_asked_for_and_sent(apply: Apply, desk: Desk, at: datetime) -> None:
    applied = apply("film", people=40)
    later = at + timedelta(days=1)
    actions.ask_for_more(
        application=applied.application, keys=["street"], words="Which is it?", by=desk.clerk, at=at
    )
    assert applied.state == "incomplete"
    with pytest.raises(Refused, match="permit page"):
        move(case=applied.now().case, key="answer", by=RESIDENT, at=later, receipt=applied.receipt)
    with pytest.raises(Invalid, match="not asked"):
        actions.answer_missing(receipt=applied.receipt, answers={"people": 4}, at=later)
    before = queries.owing(applied.now())
    actions.answer_missing(receipt=applied.receipt, answers={"street": False}, at=later)
    assert applied.state == "submitted"
    assert queries.owing(applied.now()) == before - 10000


def test_fee_is_waived_by_rule_and_refunded_with_reason(apply: Apply, desk: Desk, at: datetime) -> None:
    application = apply("block_party").application
    with pytest.raises(Invalid):
        actions.waive_fee(application=application, rule="friend", reason="Kind.", by=desk.clerk, at=at)
    with pytest.raises(Invalid, match="reason"):
        actions.waive_fee(application=application, rule="indigent", reason=" ", by=desk.clerk, at=at)
    actions.waive_fee(
        application=application, rule="indigent", reason="Shown by letter.", by=desk.clerk, at=at
    )
    assert queries.due(application) == 0
    with pytest.raises(Refused, match="nothing"):
        actions.note_refund(
            application=application, cashier_reference="R1", reason="Rain", by=desk.clerk, at=at
        )


@pytest.mark.parametrize("number", ["4111 1111 1111 1111", "paid 4111-1111-1111-1111 ok", "378282246310005"])
def test_card_number_is_never_kept(number: str, apply: Apply, desk: Desk, at: datetime) -> None:
    application = apply("block_party").application
    with pytest.raises(Invalid, match="card"):
        actions.take_payment(application=application, cashier_reference=number, by=desk.clerk, at=at)
    assert not FeeNote.objects.exists()


def test_running_application_keeps_its_version(
    apply: Apply, kinds: dict[str, KindVersion], desk: Desk, at: datetime
) -> None:
    applied = apply("block_party")
    newer = actions.change_kind(
        version=kinds["block_party"], cents={"base": 9900}, sources={}, by=desk.manager, at=at
    )
    assert newer.number == 2
    assert queries.owing(applied.now()) == 2500
    made = actions.submit(version=newer, answers=answers_for(newer), language="en", at=at).application
    assert queries.owing(made) == 9900
    with pytest.raises(Forbidden):
        actions.change_kind(version=newer, cents={"base": 1}, sources={}, by=desk.clerk, at=at)


def test_license_is_renewed_with_the_old_answers(reviewed: Apply, desk: Desk, at: datetime) -> None:
    applied = reviewed("second_hand")
    actions.decide(application=applied.application, verdict="granted", facts="Fine.", by=desk.decider, at=at)
    actions.take_payment(application=applied.application, cashier_reference="CR-2", by=desk.clerk, at=at)
    actions.issue(application=applied.application, by=desk.clerk, at=at)
    ends = applied.now().valid_until
    assert ends is not None
    for days in (61, 59, 58, 29, 28):
        actions.keep_permits(at=ends - timedelta(days=days))
    assert list(RenewalNotice.objects.order_by("pk").values_list("days", flat=True)) == [60, 30]
    draft = actions.begin_renewal(application=applied.now(), at=ends - timedelta(days=20))
    assert draft.answers["business"] == "Lantern Yard"
    assert "begins" not in draft.answers
    actions.keep_permits(at=ends + timedelta(minutes=1))
    assert applied.state == "expired"


def test_permit_is_taken_away_on_listed_grounds(reviewed: Apply, desk: Desk, at: datetime) -> None:
    applied = reviewed("ride_along")
    actions.decide(application=applied.application, verdict="granted", facts="Fine.", by=desk.decider, at=at)
    actions.issue(application=applied.application, by=desk.clerk, at=at)
    with pytest.raises(Refused, match="grounds"):
        move(case=applied.now().case, key="revoke", by=desk.decider, at=at, reason="No.")
    actions.revoke(
        application=applied.application, grounds=["false_facts"], facts="Was 15.", by=desk.decider, at=at
    )
    assert applied.state == "revoked"


def test_form_sent_twice_is_one_application_and_one_receipt(
    kinds: dict[str, KindVersion], at: datetime
) -> None:
    draft = actions.begin_draft(version=kinds["film"], at=at)
    for key, value in answers_for(kinds["film"]).items():
        draft = actions.save_answer(draft=draft, key=key, value=value)
    first, second = (actions.send_draft(draft=draft, language="en", at=at) for _time in range(2))
    assert first == second != ""
    assert Application.objects.count() == 1
    # What is typed on in another window changes nothing that was sent, and loses no receipt.
    actions.save_answer(draft=draft, key="people", value=7)
    assert draft_by_token(kinds["film"].agency, draft.token).receipt == first
    assert actions.keep_permits(at=at + timedelta(hours=25)) == 1
    with pytest.raises(Hidden):
        draft_by_token(kinds["film"].agency, draft.token)


def test_conditions_of_the_database_hold(apply: Apply, desk: Desk, at: datetime) -> None:
    application = apply("film").application
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeNote.objects.create(
            application=application, kind="waived", cents=1, rule="indigent", by=desk.clerk, at=at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        application.reviews.update(standing="objected", by=desk.clerk)
