"""A case from opening to its end: moves, clocks, letters, receipts, joining and parting."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.choices import case_types
from commonbeat.engine.casework.models import Case, Queue
from commonbeat.engine.casework.queries import receipt_by_words, stages_of, unsaved_words
from commonbeat.engine.casework.rules import faults_of
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid, Refused

Hire = Callable[..., Staff]
EVERYTHING = ["parcels.see", "parcels.work", "parcels.see_private", "parcels.lead"]


@pytest.fixture
def queue(larkspur: Agency) -> Queue:
    return Queue.objects.create(agency=larkspur, key="streets", name="Streets")


@pytest.fixture
def case(larkspur: Agency, queue: Queue, at: datetime) -> Case:
    return actions.open_case(
        agency=larkspur, kind="parcel", by=RESIDENT, at=at, queue=queue, form_token="one", is_private=False
    )


def test_every_case_type_is_whole() -> None:
    for known in case_types():
        assert faults_of(known) == []


def test_form_sent_twice_opens_one_case(case: Case, larkspur: Agency, at: datetime) -> None:
    again = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at, form_token="one")
    assert again == case


def test_no_state_is_jumped(case: Case, hire: Hire, at: datetime) -> None:
    worker = hire("Sam Reed", *EVERYTHING)
    with pytest.raises(Refused, match="moved on"):
        actions.move(case=case, key="close", by=worker, at=at, outcome="found", reason="Mended.")
    for key in ("acknowledge", "give", "start"):
        case = actions.move(case=case, key=key, by=worker, at=at)
    with pytest.raises(Invalid) as refused:
        actions.move(case=case, key="close", by=worker, at=at, outcome="found", reason="  ")
    assert refused.value.where == "reason"
    case = actions.move(case=case, key="close", by=worker, at=at, outcome="found", reason="Mended.")
    assert not case.is_open
    assert [stage.standing for stage in stages_of(case)] == ["done"] * 4 + ["now", "next"]


def test_stranger_to_the_role_cannot_see(case: Case, hire: Hire, at: datetime) -> None:
    with pytest.raises(Hidden):
        actions.move(case=case, key="acknowledge", by=hire("Lee Moss"), at=at)
    looker = hire("Ann Low", "parcels.see")
    with pytest.raises(Forbidden):
        actions.move(case=case, key="acknowledge", by=looker, at=at)


def test_words_open_the_case_with_slips(case: Case, larkspur: Agency, at: datetime) -> None:
    receipt, token = actions.give_receipt(case=case, language="en", at=at)
    found = unsaved_words(token, at)
    assert found is not None
    unsaved, words = found
    assert receipt_by_words(larkspur, " ".join(words).upper(), "en") == receipt
    assert receipt_by_words(larkspur, "".join(words), "es") == receipt
    slipped = [words[0][:2] + words[0][3:], *words[1:]]
    assert receipt_by_words(larkspur, "-".join(slipped), "en") == receipt
    assert receipt_by_words(larkspur, " ".join(reversed(words)), "en") is None
    actions.save_receipt(unsaved=unsaved, at=at)
    assert unsaved_words(token, at) is None


def test_late_case_is_told_to_the_next_level_once(case: Case, hire: Hire, queue: Queue, at: datetime) -> None:
    chief = hire("Kim Chief", *EVERYTHING)
    boss = hire("Pat Boss", *EVERYTHING[:2], supervisor=chief)
    worker = hire("Sam Reed", *EVERYTHING[:2], supervisor=boss)
    actions.assign(case=case, to=worker, by=boss, at=at)
    assert actions.keep_time(at=at) == 0
    late = at + timedelta(days=2)
    assert actions.keep_time(at=late) == 1
    assert actions.keep_time(at=late) == 0
    assert [row.to for row in boss.escalations.all()] == [boss]
    assert actions.keep_time(at=late + timedelta(days=5)) >= 1
    assert chief.escalations.count() == 1


def test_joined_and_parted(case: Case, larkspur: Agency, hire: Hire, at: datetime) -> None:
    worker = hire("Sam Reed", *EVERYTHING)
    other = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at, is_private=False)
    receipt, _token = actions.give_receipt(case=case, language="en", at=at)
    actions.merge(case=case, into=other, by=worker, at=at)
    receipt.refresh_from_db()
    assert receipt.case == other
    actions.unmerge(case=case, by=worker, at=at)
    receipt.refresh_from_db()
    case.refresh_from_db()
    assert receipt.case == case
    assert case.is_open
