"""Closing needs an outcome, a plain reason and proof of work; its sender is asked, and may open it again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.choices import LeftContact, Source
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.engine.casework.models import Attachment, Receipt
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Invalid, Refused

Report = Callable[..., Concern]
Walk = Callable[..., Concern]
Photo = Callable[..., StoredFile]


@pytest.fixture
def begun(send: Report, walk: Walk) -> Concern:
    """A concern whose sender left a number, in work."""
    concern = send(contact=LeftContact(phone="555-555-0123"))
    return walk(concern, "acknowledge", "give", "start")


@pytest.fixture
def closed(begun: Concern, worker: Staff, photo: Photo, at: datetime) -> Concern:
    return actions.close(
        concern=begun, outcome="fixed", reason="We painted it over.", evidence=[photo()], by=worker, at=at
    )


@pytest.mark.req("C4")
def test_close_needs_outcome_reason_and_proof(
    begun: Concern, worker: Staff, photo: Photo, at: datetime
) -> None:
    for outcome, reason, where in (
        ("", "Painted.", "outcome"),
        ("fixed", "  ", "reason"),
        ("x", "y", "outcome"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.close(concern=begun, outcome=outcome, reason=reason, by=worker, at=at)
        assert refused.value.where == where
    with pytest.raises(Refused, match="shows the work"):
        actions.close(concern=begun, outcome="fixed", reason="Painted over.", by=worker, at=at)
    concern = actions.close(
        concern=begun, outcome="fixed", reason="Painted over.", evidence=[photo()], by=worker, at=at
    )
    assert (concern.case.state, concern.case.outcome, concern.case.reason) == (
        "closed",
        "fixed",
        "Painted over.",
    )


@pytest.mark.req("C4")
def test_desk_work_needs_no_proof(send: Report, walk: Walk, worker: Staff, at: datetime) -> None:
    concern = walk(send("noise", answers={"kind": "music"}), "acknowledge", "give", "start")
    concern = actions.close(concern=concern, outcome="acted", reason="We spoke with them.", by=worker, at=at)
    assert concern.case.state == "closed"


@pytest.mark.req("C4")
def test_sender_is_asked_once_after_14_days(closed: Concern, at: datetime) -> None:
    told = Message.objects.filter(dedupe_key__startswith="case-news").count()
    early = at + timedelta(days=13, hours=23)
    assert actions.ask_if_fixed(at=early) == 0
    day = at + timedelta(days=14)
    assert [actions.ask_if_fixed(at=day), actions.ask_if_fixed(at=day + timedelta(hours=1))] == [1, 0]
    assert Message.objects.filter(dedupe_key__startswith="case-news").count() == told + 1
    assert closed.case.entries.filter(words__startswith="Is it fixed?").count() == 1


@pytest.mark.req("C4")
def test_only_the_sender_confirms(closed: Concern, at: datetime, work: Callable[[], int]) -> None:
    other, _token = actions.me_too(concern=closed, language="en", at=at)
    with pytest.raises(Refused):
        actions.confirm(receipt=other.receipt, at=at)
    concern = actions.confirm(receipt=Receipt.objects.get(case=closed.case, is_owner=True), at=at)
    work()
    concern.refresh_from_db()
    assert (concern.case.state, concern.is_fixed, concern.answered_fixed_at) == ("confirmed", True, at)


@pytest.mark.req("C4")
def test_reopened_within_30_days_and_asked_again_after_the_next_closing(
    closed: Concern, walk: Walk, worker: Staff, photo: Photo, at: datetime, work: Callable[[], int]
) -> None:
    receipt = Receipt.objects.get(case=closed.case)
    day = at + timedelta(days=15)
    actions.ask_if_fixed(at=day)
    with pytest.raises(Invalid):
        actions.reopen(receipt=receipt, reason=" ", at=day)
    concern = actions.reopen(receipt=receipt, reason="It came back.", at=day)
    work()
    concern.refresh_from_db()
    assert (concern.is_fixed, concern.case.state, concern.case.is_open) == (False, "reopened", True)
    walk(concern, "give", "start", when=day)
    with pytest.raises(Refused, match="shows the work"):
        actions.close(concern=concern, outcome="fixed", reason="Again.", by=worker, at=day)
    concern = actions.close(
        concern=concern, outcome="fixed", reason="Again.", evidence=[photo("blue")], by=worker, at=day
    )
    assert actions.ask_if_fixed(at=day + timedelta(days=13)) == 0
    assert actions.ask_if_fixed(at=day + timedelta(days=14)) == 1
    actions.confirm(receipt=receipt, at=day + timedelta(days=15))
    work()
    concern.refresh_from_db()
    assert concern.is_fixed is True


@pytest.mark.req("C4")
def test_old_proof_does_not_become_new_by_covering_it(
    closed: Concern, walk: Walk, worker: Staff, photo: Photo, at: datetime
) -> None:
    concern = actions.reopen(receipt=Receipt.objects.get(case=closed.case), reason="It came back.", at=at)
    proof = Attachment.objects.get(case=closed.case, is_evidence=True)
    for _twice in range(2):
        proof = actions.cover_photo(
            concern=concern, attachment=proof, boxes=[(0, 0, 0.1, 0.1)], reason="A plate", by=worker, at=at
        )
    assert proof.is_evidence
    walk(concern, "give", "start")
    told: dict[str, Any] = {"outcome": "fixed", "reason": "Painted again.", "by": worker, "at": at}
    with pytest.raises(Refused, match="shows the work"):
        actions.close(concern=concern, **told)
    assert actions.close(concern=concern, evidence=[photo("blue")], **told).case.state == "closed"


@pytest.mark.req("C4")
def test_after_30_days_it_ends_and_cannot_be_opened(closed: Concern, at: datetime) -> None:
    receipt = Receipt.objects.get(case=closed.case)
    late = at + timedelta(days=30, seconds=1)
    with pytest.raises(Refused, match="30 days"):
        actions.reopen(receipt=receipt, reason="It came back.", at=late)
    assert actions.end_unanswered(at=at + timedelta(days=29)) == 0
    assert [actions.end_unanswered(at=late), actions.end_unanswered(at=late)] == [1, 0]
    closed.refresh_from_db()
    closed.case.refresh_from_db()
    assert (closed.case.state, closed.is_fixed) == ("no_answer", None)


def test_older_records_are_never_asked(larkspur: Agency, kinds: dict[str, Category], at: datetime) -> None:
    def keep() -> Concern:
        return actions.record_history(
            agency=larkspur,
            category=kinds["graffiti"],
            words="Paint.",
            place="",
            longitude=-76.605,
            latitude=39.205,
            received_at=at - timedelta(days=90),
            closed_at=at - timedelta(days=40),
            outcome="fixed",
            outside_id="7",
            at=at,
        )

    concern = keep()
    assert keep() == concern
    assert (concern.source, concern.case.state, concern.case.clocks.count()) == (Source.IMPORT, "closed", 0)
    assert [actions.ask_if_fixed(at=at), actions.end_unanswered(at=at), Receipt.objects.count()] == [0, 0, 0]
