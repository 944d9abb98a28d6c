"""A partner's server that is slow, wrong, gone or lying does no harm: nothing twice, no flood."""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from commonbeat.domain.concerns.models import Concern, HandOff, Partner
from commonbeat.domain.open311 import actions
from commonbeat.domain.open311.choices import LONGEST_WAIT, MOST_ATTEMPTS, NEWS, TOKEN_PATIENCE
from commonbeat.domain.open311.models import Exchange, KeyTerms, Update
from commonbeat.domain.open311.providers.network import Limits
from commonbeat.domain.open311.providers.partner import read
from commonbeat.domain.open311.queries import health_of, unsettled, unsettled_for
from commonbeat.domain.open311.tests.conftest import Program
from commonbeat.domain.open311.tests.servers import Handler, Heard, Other, Works, listening, rest, said
from commonbeat.domain.open311.tests.test_history import LAUGHS, OUTER
from commonbeat.engine.casework.models import Case, Entry
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Refused

pytestmark = [pytest.mark.usefixtures("loopback_is_inside"), pytest.mark.req("C8")]
HandOver = Callable[..., HandOff]


def lines(row: HandOff) -> list[Entry]:
    """Return what the resident and staff read of a hand-off."""
    return list(Entry.objects.filter(case=row.concern.case_id, kind="handed_off").order_by("pk"))


@pytest.mark.req("C2")
def test_each_answer_of_a_list_goes_with_it(hand_over: HandOver, works: Works, other: Other) -> None:
    answers = {"when": ["morning", "night"], "plate": "ABC 123"}
    row = hand_over(other.address, kind="speeding", answers=answers)
    rest(row.at, row)
    [given] = works.taken
    assert (given["attribute[when][]"], given["attribute[plate]"]) == ("morning,night", "ABC 123")


def test_who_asks_to_wait_is_waited_for_and_never_for_ever(
    hand_over: HandOver, works: Works, other: Other, at: datetime
) -> None:
    works.breaks = "before"
    row = hand_over(other.address)
    rest(at, row)
    assert row.next_attempt_at is not None
    assert row.next_attempt_at >= at + timedelta(seconds=1200)
    works.later = "999999"
    before = row.next_attempt_at
    rest(at, row)
    assert row.next_attempt_at == before + LONGEST_WAIT
    works.later = "Wed, 21 Oct 2026 07:28:00 GMT"
    rest(at, row)
    assert (row.state, works.taken) == ("waiting", [])


@pytest.mark.parametrize("status", ["408", "425", "429"])
def test_what_was_not_taken_is_sent_again(
    hand_over: HandOver, works: Works, other: Other, status: str, at: datetime
) -> None:
    row = hand_over(other.address)
    works.refuses = status
    at = rest(at, row)
    assert (row.state, row.fault) == ("waiting", f"http_{status}")
    works.refuses = ""
    rest(at, row)
    assert (row.remote_id, len(works.taken)) == ("R1", 1)


def test_a_slow_server_may_have_taken_it_and_is_not_sent_it_again(
    hand_over: HandOver, works: Works, other: Other, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Limits

    def impatient(**given: Any) -> Limits:
        return real(**{**given, "total_seconds": 0.5})

    monkeypatch.setattr("commonbeat.domain.open311.actions.forwarding.Limits", impatient)
    works.breaks = "slow"
    row = hand_over(other.address)
    begun = time.monotonic()
    at = rest(at, row)
    assert time.monotonic() - begun < 5
    assert (row.state, row.fault) == ("sent", "unsure")
    works.breaks = ""
    rest(at, row)
    assert (row.remote_id, len(works.taken)) == ("R1", 1)


def test_a_server_whose_words_change_each_time_is_heard_a_few_times_a_day(
    hand_over: HandOver, works: Works, other: Other, at: datetime
) -> None:
    """Each line of it is told to the resident: nobody is to get a text every quarter of an hour."""
    row = hand_over(other.address)
    at = rest(at, row)
    before = len(lines(row))
    for number in range(20):
        works.state = {"status": "open", "status_notes": f"Looked at {number} times"}
        at = rest(at, row)
    assert len(lines(row)) - before == NEWS.hits
    assert (row.attempts, row.fault) == (0, "")
    works.state = {"status": "closed", "status_notes": "Painted"}
    rest(at, row)
    case = Case.objects.get(pk=row.concern.case_id)
    assert (case.state, case.reason) == ("closed", "Painted")


def test_the_same_news_is_told_once_and_nothing_after_the_end(
    hand_over: HandOver, works: Works, other: Other, at: datetime
) -> None:
    row = hand_over(other.address)
    works.state = {"status": "open", "status_notes": "x" * 3000 + " \x00\x0b"}
    at = rest(at, row, times=4)
    told = len(lines(row))
    rest(at, row, times=3)
    assert len(lines(row)) == told
    works.state = {"status": "CLOSED", "status_notes": "Done"}
    at = rest(at, row)
    works.state = {"status": "open", "status_notes": "Not done"}
    told, asked = len(lines(row)), len(other.heard)
    rest(at, row, times=3)
    assert (len(lines(row)), len(other.heard)) == (told, asked)


@pytest.mark.parametrize(
    "answer",
    [
        [{"service_request_id": "R2", "status": "closed"}],
        [{"service_request_id": ["R1"], "status": "closed"}],
        [{"service_request_id": "R1", "status": "fixed for ever"}],
        [{"service_request_id": "R1", "status": True}],
        [{"service_request_id": "R1"}],
        [{"status": "closed"}],
        [],
    ],
)
def test_an_answer_about_something_else_changes_nothing(
    hand_over: HandOver, answer: list[dict[str, Any]], at: datetime
) -> None:
    works, lies = Works(), {"is": False}

    def answering(handler: Handler, heard: Heard) -> None:
        said(handler, 200, json.dumps(answer)) if lies["is"] else works(handler, heard)

    with listening(answering) as other:
        row = hand_over(other.address)
        at = rest(at, row)
        lies["is"] = True
        rest(at, row)
    assert (row.state, row.remote_status, row.attempts) == ("accepted", "open", 1)
    assert Case.objects.get(pk=row.concern.case_id).is_open


@pytest.mark.parametrize("name", ["somebody else's", None])
def test_who_claims_to_have_it_under_another_name_is_not_believed(
    hand_over: HandOver, works: Works, other: Other, name: str | None, at: datetime
) -> None:
    works.breaks = "after"
    row = hand_over(other.address)
    at = rest(at, row)
    works.claims = [{"service_request_id": "R9", "account_id": name}]
    at = rest(at, row)
    assert (row.remote_id, row.fault) == ("", "unsure")
    mine = works.taken[0]["account_id"]
    works.claims = [{"service_request_id": f"R{n}", "account_id": mine} for n in (8, 9)]
    rest(at, row)
    assert (row.remote_id, row.fault, len(works.taken)) == ("", "unsure", 1)


@pytest.mark.req("C2")
def test_a_server_that_goes_after_it_took_it_is_put_before_staff_who_may_ask_again(
    hand_over: HandOver, works: Works, larkspur: Agency, chief: Staff, at: datetime
) -> None:
    with listening(works) as other:
        row = hand_over(other.address)
        at = rest(at, row)
        assert list(unsettled(larkspur)) == []
    at = rest(at, row, times=MOST_ATTEMPTS + 3)
    assert (row.state, row.next_attempt_at) == ("failed", None)
    assert row.concern.case.entries.filter(kind="note").count() == 1
    assert list(unsettled_for(chief)) == [row]
    assert Exchange.objects.filter(outcome="silent").count() == MOST_ATTEMPTS
    assert health_of(larkspur, at)[0].upness is not None
    actions.settle(hand_off=row, number="", by=chief, at=at)
    row.refresh_from_db()
    assert (row.state, row.remote_id, row.next_attempt_at) == ("accepted", "R1", at)
    assert list(unsettled(larkspur)) == []
    with pytest.raises(Refused):
        actions.settle(hand_off=row, number="", by=chief, at=at)


def test_a_token_that_never_becomes_a_number_is_put_before_staff(
    hand_over: HandOver, works: Works, other: Other, chief: Staff, at: datetime
) -> None:
    works.token, works.keeps_token = "t-1", True
    row = hand_over(other.address)
    at = rest(at, row, times=3)
    assert (row.state, row.attempts) == ("sent", 0)
    row.next_attempt_at = row.at + TOKEN_PATIENCE + timedelta(minutes=1)
    row.save()
    at = rest(at, row)
    assert (row.state, row.fault, list(unsettled_for(chief))) == ("failed", "no_number", [row])
    # It has it, whatever else: asking again never sends again.
    actions.settle(hand_off=row, number="", by=chief, at=at)
    works.keeps_token = False
    rest(at, row)
    assert (row.remote_id, len(works.taken)) == ("R1", 1)


def test_what_never_left_is_sent_again_by_a_person_alone(
    hand_over: HandOver, works: Works, other: Other, chief: Staff, at: datetime
) -> None:
    row = hand_over(other.address)
    Partner.objects.update(services={})
    at = rest(at, row)
    assert (row.state, row.fault) == ("failed", "no_service_code")
    Partner.objects.update(services={"graffiti": "G1"})
    assert (actions.keep_in_touch(at=at), works.taken) == (0, [])
    actions.settle(hand_off=row, number="", by=chief, at=at)
    rest(at, row)
    assert (row.remote_id, len(works.taken)) == ("R1", 1)


def test_asking_is_spread_and_limited(hand_over: HandOver, works: Works, other: Other, at: datetime) -> None:
    row = hand_over(other.address)
    at = rest(at, row)
    assert row.next_attempt_at is not None
    assert timedelta(minutes=11) < row.next_attempt_at - at < timedelta(minutes=19)
    asked = len(other.heard)
    actions.keep_in_touch(at=at + timedelta(minutes=10))
    assert len(other.heard) == asked


@pytest.mark.parametrize(
    "body", [LAUGHS, OUTER, LAUGHS.replace("<!DOCTYPE a", '<?xml version="1.0"?><!DOCTYPE a')]
)
def test_an_answer_that_would_grow_or_read_our_files_is_not_read(body: str) -> None:
    assert read("xml", body.encode()) is None


def test_no_address_inside_is_asked_whatever_a_partner_is_called(
    hand_over: HandOver, settings: Any, at: datetime
) -> None:
    settings.OPEN311_INSIDE = []
    with listening(Works()) as other:
        row = hand_over(other.address)
        rest(at, row)
        assert other.heard == []
    assert (row.state, row.fault) == ("waiting", "not_outside")


@pytest.fixture
def partners_key(hand_over: HandOver, chief: Staff, at: datetime) -> Callable[[], Program]:
    """Return a function that gives the partner a key of ours, once there is a partner."""

    def add() -> Program:
        from django.test import Client  # noqa: PLC0415

        theirs = Partner.objects.get()
        _terms, secret = actions.issue_key(name="Works", reports_a_day=9, partner=theirs, by=chief, at=at)
        return Program(Client(), secret)

    return add


@pytest.mark.req("C2")
def test_a_partner_may_tell_us_and_is_believed_about_its_own_alone(
    hand_over: HandOver, works: Works, other: Other, partners_key: Callable[[], Program], at: datetime
) -> None:
    row = hand_over(other.address)
    at = rest(at, row)
    joined = hand_over(other.address, words="The same paint")
    rest(at, joined)
    HandOff.objects.update(remote_id="R1")
    program = partners_key()
    news = {"service_request_id": "R1", "update_id": "1", "description": "A crew is there"}
    for _again in range(2):
        assert program.post("servicerequestupdates", **news, status="open")[0] == 200
    for each in (row, joined):
        assert [line.words for line in lines(each)].count("A crew is there") == 1
    assert Update.objects.count() == 1
    assert (
        program.post("servicerequestupdates", **{**news, "update_id": "2", "service_request_id": "R7"})[0]
        == 404
    )
    # Another program's key knows nothing of this number.
    KeyTerms.objects.update(partner=None)
    assert program.post("servicerequestupdates", **{**news, "update_id": "3"})[0] == 404


def test_a_partner_that_tells_too_much_is_asked_to_wait(
    hand_over: HandOver, works: Works, other: Other, partners_key: Callable[[], Program], at: datetime
) -> None:
    row = hand_over(other.address)
    rest(at, row)
    program, before = partners_key(), len(lines(row))
    statuses = []
    for number in range(NEWS.hits + 2):
        news = {"service_request_id": "R1", "update_id": str(number), "description": f"Step {number}"}
        statuses.append(program.post("servicerequestupdates", **news, status="open")[0])
    assert statuses == [200] * NEWS.hits + [429] * 2
    assert len(lines(row)) - before == NEWS.hits
    closing = {"service_request_id": "R1", "update_id": "end", "description": "Done", "status": "closed"}
    assert program.post("servicerequestupdates", **closing)[0] == 200
    assert not Case.objects.get(pk=row.concern.case_id).is_open


@pytest.mark.req("C2")
def test_what_a_partner_sends_back_is_not_handed_on_by_itself(
    hand_over: HandOver, works: Works, other: Other, partners_key: Callable[[], Program], at: datetime
) -> None:
    """Two agencies that each think it is the other's do not go round: every step is a person's."""
    row = hand_over(other.address)
    at = rest(at, row)
    status, [back] = partners_key().report(account_id=works.taken[0]["account_id"])
    assert status == 200
    assert back["service_request_id"] != row.concern.case.public_id
    rest(at, row, times=5)
    assert (HandOff.objects.count(), len(works.taken), Concern.objects.count()) == (1, 1, 2)
