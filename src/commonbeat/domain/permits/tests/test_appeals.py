"""Appeals and late decisions: somebody else decides, always; what the person wrote is for that officer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from commonbeat.domain.permits import actions, queries
from commonbeat.domain.permits.access import appeal_officers
from commonbeat.domain.permits.choices import APPEAL_DAYS, Capability
from commonbeat.domain.permits.models import Appeal, KindVersion, Ruling
from commonbeat.domain.permits.tests.conftest import Applied, Desk, answers_for, to_review
from commonbeat.engine.casework.actions import assign, move
from commonbeat.engine.casework.models import Entry
from commonbeat.ground.agency.actions import change_setting
from commonbeat.ground.agency.models import Agency, Grant, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Forbidden, Invalid, Refused

Apply = Callable[..., Applied]
Hire = Callable[..., Staff]
MARCH = "expressive_event"
SAID = "Quince has a right to be heard"
FULL = tuple(Capability)


def deny(applied: Applied, by: Staff, at: datetime) -> None:
    actions.decide(
        application=applied.application,
        verdict="denied",
        grounds=["place_taken", "false_facts"],
        facts="The fair is there.",
        by=by,
        at=at,
    )


def late(applied: Applied) -> datetime:
    return applied.now().case.clocks.get(key="decide").due_at + timedelta(minutes=1)


@pytest.mark.req("C11")
def test_appeal_comes_to_the_list_of_an_officer_with_days_of_its_own(
    reviewed: Apply, desk: Desk, at: datetime
) -> None:
    applied = reviewed(MARCH)
    deny(applied, desk.decider, at)
    made = actions.appeal(receipt=applied.receipt, words=SAID, at=at)
    assert made.given_to == desk.officer == applied.now().case.assigned_to
    run = applied.now().case.clocks.get(key="appeal")
    assert run.is_running()
    assert run.length == 10


@pytest.mark.req("C11")
def test_who_decided_first_never_decides_the_appeal(
    reviewed: Apply, desk: Desk, hire: Hire, at: datetime
) -> None:
    decider = hire("Has Every Right", *FULL)
    applied = reviewed(MARCH)
    deny(applied, decider, at)
    actions.appeal(receipt=applied.receipt, words=SAID, at=at)
    given: dict[str, Any] = {
        "application": applied.application,
        "result": "upheld",
        "reason": "So.",
        "at": at,
    }
    with pytest.raises(Forbidden, match="had a part"):
        actions.decide_appeal(**given, by=decider)
    # Nor when the case is put on their list by hand, nor by a step of casework.
    assign(case=applied.now().case, to=decider, by=desk.clerk, at=at)
    with pytest.raises(Forbidden, match="had a part"):
        actions.decide_appeal(**given, by=decider)
    with pytest.raises(Refused):
        move(case=applied.now().case, key="uphold", by=decider, at=at, reason="I say so.")
    assert applied.state == "appealed"
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(result="upheld", reason="So.", decided_by=decider)


@pytest.mark.req("C11")
def test_who_reviewed_first_took_part_though_another_answered_anew(
    apply: Apply, desk: Desk, hire: Hire, at: datetime
) -> None:
    first = hire("First Reviewer", *FULL)
    applied = apply(MARCH)
    to_review(applied, desk, at)
    for by in (first, desk.reviewer):
        actions.agree(review=applied.application.reviews.get(key="traffic"), by=by, at=at)
    actions.agree(review=applied.application.reviews.get(key="clerk"), by=desk.clerk, at=at)
    deny(applied, desk.decider, at)
    actions.appeal(receipt=applied.receipt, words=SAID, at=at)
    with pytest.raises(Forbidden, match="had a part"):
        actions.decide_appeal(application=applied.application, result="upheld", reason="So.", by=first, at=at)


@pytest.mark.req("C11")
def test_who_had_it_on_their_list_took_part_and_who_gets_the_appeal_by_hand_did_not(
    reviewed: Apply, desk: Desk, hire: Hire, at: datetime
) -> None:
    before, after = hire("Before It", *FULL), hire("After It", *FULL)
    applied = reviewed(MARCH)
    assign(case=applied.now().case, to=before, by=desk.clerk, at=at)
    deny(applied, desk.decider, at)
    actions.appeal(receipt=applied.receipt, words=SAID, at=at)
    assign(case=applied.now().case, to=after, by=desk.clerk, at=at)
    given: dict[str, Any] = {
        "application": applied.application,
        "result": "upheld",
        "reason": "So.",
        "at": at,
    }
    with pytest.raises(Forbidden, match="had a part"):
        actions.decide_appeal(**given, by=before)
    actions.decide_appeal(**given, by=after)


@pytest.mark.req("C11")
def test_supervisor_of_who_decided_is_no_appeal_officer(reviewed: Apply, desk: Desk, at: datetime) -> None:
    applied = reviewed(MARCH)
    deny(applied, desk.decider, at)
    assert desk.chief in [desk.decider.supervisor]
    assert appeal_officers(applied.now(), at) == [desk.officer]


@pytest.mark.req("C11")
def test_appeal_with_nobody_left_is_taken_and_said(reviewed: Apply, desk: Desk, at: datetime) -> None:
    applied = reviewed(MARCH)
    deny(applied, desk.decider, at)
    Grant.objects.filter(staff=desk.officer).update(ended_at=at)
    made = actions.appeal(receipt=applied.receipt, words=SAID, at=at)
    assert made.given_to is None
    assert applied.state == "appealed"
    assert "No appeal officer is left" in Entry.objects.get(facts__change="nobody_left").words


@pytest.mark.req("C11")
def test_what_is_written_in_an_appeal_is_for_the_officer_alone(
    reviewed: Apply, desk: Desk, client: Client, at: datetime
) -> None:
    applied = reviewed(MARCH)
    deny(applied, desk.decider, at)
    actions.appeal(receipt=applied.receipt, words=SAID, at=at)
    public_id = applied.application.case.public_id
    readers = {}
    with clock.standing_at(at):
        for post in (desk.clerk, desk.reviewer, desk.decider, desk.chief, desk.officer):
            client.force_login(post.person)  # type: ignore[arg-type]
            pages = [reverse("permits:permit", args=[public_id]), reverse("casework:desk")]
            readers[post] = any(SAID in client.get(page).text for page in pages)
    assert [post for post, reads in readers.items() if reads] == [desk.officer]
    assert not Entry.objects.filter(words__contains="Quince").exists()


@pytest.mark.req("C11")
def test_the_applicant_reads_every_decision_and_its_reason(reviewed: Apply, desk: Desk, at: datetime) -> None:
    applied = reviewed(MARCH)
    deny(applied, desk.decider, at)
    first = (
        "denied",
        "Another event has the same place at the same time; A fact in the form is false in a way that "
        "matters. The fair is there.",
    )
    assert queries.own_page(applied.receipt, at).decided == [first]
    actions.appeal(receipt=applied.receipt, words=SAID, at=at)
    assert queries.own_page(applied.receipt, at).decided == [first]
    actions.decide_appeal(
        application=applied.application, result="upheld", reason="It ends at ten.", by=desk.officer, at=at
    )
    assert queries.own_page(applied.receipt, at).decided == [
        first,
        ("the decision stands", "It ends at ten."),
    ]
    assert queries.own_page(applied.receipt, at).appeal_until is None


@pytest.mark.req("C11")
def test_days_to_appeal_are_the_agencys_own(
    reviewed: Apply, desk: Desk, larkspur: Agency, hire: Hire, at: datetime
) -> None:
    applied = reviewed(MARCH)
    deny(applied, desk.decider, at)
    usual = queries.appeal_until(applied.now())
    chief = hire("Chief Of Settings", "agency.change_settings")
    change_setting(agency=larkspur, definition=APPEAL_DAYS, value=30, by=chief, at=at)
    assert queries.appeal_until(applied.now()) > usual
    actions.appeal(receipt=applied.receipt, words=SAID, at=usual + timedelta(days=1))


def test_appeal_says_no_odd_result(reviewed: Apply, desk: Desk, at: datetime) -> None:
    applied = reviewed(MARCH)
    deny(applied, desk.decider, at)
    actions.appeal(receipt=applied.receipt, words=SAID, at=at)
    with pytest.raises(Invalid):
        actions.decide_appeal(
            application=applied.application, result="maybe", reason="So.", by=desk.officer, at=at
        )
    with pytest.raises(Refused):
        actions.appeal(receipt=applied.receipt, words="Again.", at=at)


# ---- when the time for the decision runs out ----


@pytest.mark.req("C11")
def test_officer_of_a_late_decision_waits_for_no_reviewer(apply: Apply, desk: Desk, at: datetime) -> None:
    applied = apply(MARCH)
    to_review(applied, desk, at)
    after = late(applied)
    actions.keep_permits(at=after)
    assert applied.now().taken_over_by == desk.officer
    assert applied.application.reviews.filter(standing="waiting").count() == 2
    actions.decide(
        application=applied.application, verdict="granted", facts="It fits.", by=desk.officer, at=after
    )
    assert applied.state == "decided"


def granting_by_time(version: KindVersion, desk: Desk, at: datetime) -> KindVersion:
    return actions.change_kind(
        version=version, cents={}, sources={}, when_late="granted", by=desk.manager, at=at
    )


@pytest.mark.req("C11")
@pytest.mark.parametrize("key", [MARCH, "film"])
def test_kind_may_say_that_time_gives_a_yes(
    key: str, kinds: dict[str, KindVersion], desk: Desk, at: datetime
) -> None:
    version = granting_by_time(kinds[key], desk, at)
    made = actions.submit(version=version, answers=answers_for(version), language="es", at=at).application
    due = made.case.clocks.get(key="decide").due_at
    assert actions.keep_permits(at=due) == 0
    assert actions.keep_permits(at=due + timedelta(seconds=1)) == 1
    assert actions.keep_permits(at=due + timedelta(seconds=2)) == 0
    made.case.refresh_from_db()
    ruling = made.rulings.get()
    assert (made.case.state, made.case.outcome, ruling.verdict, ruling.by) == (
        "decided",
        "granted",
        "granted",
        None,
    )
    assert "sí" in ruling.facts
    actions.take_payment(application=made, cashier_reference="CR-9", by=desk.clerk, at=due)


@pytest.mark.req("C11")
def test_time_that_stands_still_with_notice_gives_no_yes(
    kinds: dict[str, KindVersion], desk: Desk, at: datetime
) -> None:
    version = granting_by_time(kinds["film"], desk, at)
    made = actions.submit(version=version, answers=answers_for(version), language="en", at=at).application
    actions.ask_for_more(application=made, keys=["people"], words="How many?", by=desk.clerk, at=at)
    assert actions.keep_permits(at=at + timedelta(days=60)) == 0
    made.case.refresh_from_db()
    assert made.case.state == "incomplete"


@pytest.mark.req("C11")
def test_nobody_brings_a_yes_by_time_about(apply: Apply, desk: Desk, at: datetime) -> None:
    applied = apply(MARCH)
    for by in (desk.officer, SYSTEM):
        with pytest.raises(Refused):
            move(case=applied.now().case, key="lapse", by=by, at=at, outcome="granted")
    for verdict, deed in (("denied", "decision"), ("revoked", "revocation")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ruling.objects.create(
                application=applied.application,
                deed=deed,
                verdict=verdict,
                ground=applied.application.version.grounds.first(),
                facts="Nobody said so.",
                at=at,
            )


@pytest.mark.req("C11")
def test_other_late_decisions_are_heard_of_above(apply: Apply, desk: Desk, at: datetime) -> None:
    applied = apply("film")
    assert actions.keep_permits(at=late(applied)) == 0
    assert applied.now().taken_over_by is None
    assert applied.state == "submitted"


@pytest.mark.req("C11")
def test_database_takes_no_denial_without_a_listed_ground(reviewed: Apply, desk: Desk, at: datetime) -> None:
    applied = reviewed(MARCH)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.create(
            application=applied.application,
            deed="decision",
            verdict="denied",
            facts="We do not like it.",
            by=desk.decider,
            at=at,
        )
    deny(applied, desk.decider, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.update(ground=None)
    assert [ground.key for ground in Ruling.objects.get().grounds] == ["place_taken", "false_facts"]
