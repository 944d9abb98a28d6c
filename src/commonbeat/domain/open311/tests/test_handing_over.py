"""A concern goes to another agency's server once, and its news come back."""

import json
import socket
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import ip_network
from itertools import pairwise

import pytest

from commonbeat.domain.concerns.actions.handing_off import take_back
from commonbeat.domain.concerns.models import HandOff
from commonbeat.domain.open311 import actions
from commonbeat.domain.open311.choices import MOST_ATTEMPTS
from commonbeat.domain.open311.models import Exchange
from commonbeat.domain.open311.providers.network import Limits, Unfetched, fetch
from commonbeat.domain.open311.queries import health_of, unsettled, unsettled_for
from commonbeat.domain.open311.tests.servers import (
    SERVICES,
    Handler,
    Heard,
    Other,
    Works,
    listening,
    rest,
    said,
)
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Refused

pytestmark = pytest.mark.usefixtures("loopback_is_inside")


@pytest.mark.req("C2", "C8")
@pytest.mark.parametrize("form", ["json", "xml"])
def test_handed_over_once_and_its_news_come_back(
    hand_over: Callable[..., HandOff], works: Works, other: Other, form: str, at: datetime
) -> None:
    works.form = form
    row = hand_over(other.address)
    at = rest(at, row)
    [given] = works.taken
    assert (row.state, row.remote_id) == ("accepted", "R1")
    assert given["service_code"] == "G1"
    assert given["api_key"] == "their-key"
    assert given["jurisdiction_id"] == "city.example"
    assert given["account_id"].startswith(row.concern.case.public_id)
    assert not {"email", "phone", "first_name", "last_name"} & given.keys()
    works.state = {"status": "closed", "status_notes": "Painted over"}
    rest(at, row)
    case = row.concern.case
    case.refresh_from_db()
    assert (case.state, case.reason) == ("closed", "Painted over")
    assert len(works.taken) == 1
    assert row.ended_at is not None


@pytest.mark.req("C2", "C8")
def test_a_token_is_asked_until_there_is_a_number(
    hand_over: Callable[..., HandOff], works: Works, other: Other, at: datetime
) -> None:
    works.token = "t/1"
    row = hand_over(other.address)
    at = rest(at, row)
    assert (row.token, row.remote_id) == ("t/1", "")
    rest(at, row)
    assert row.remote_id == "R1"
    assert any("/tokens/t%2F1.json" in heard.path for heard in other.heard)


@pytest.mark.req("C2", "C8")
@pytest.mark.parametrize("breaks", ["after", "page", "500", "502", "503", "504", "303"])
def test_what_may_have_arrived_is_asked_for_and_never_sent_again(
    hand_over: Callable[..., HandOff], works: Works, other: Other, breaks: str, at: datetime
) -> None:
    works.breaks = breaks
    row = hand_over(other.address)
    at = rest(at, row)
    assert (row.state, row.fault, row.remote_id) == ("sent", "unsure", "")
    rest(at, row)
    assert row.remote_id == "R1"
    assert len(works.taken) == 1


@pytest.mark.req("C2", "C8")
def test_a_worker_killed_while_sending_leaves_it_unsure_and_not_to_be_sent(
    hand_over: Callable[..., HandOff], works: Works, other: Other, at: datetime
) -> None:
    row = hand_over(other.address)
    actions.forwarding._claim(row, at)
    works.taken.append({"account_id": f"{row.concern.case.public_id}-{row.pk}"})
    assert actions.keep_in_touch(at=at) == 0
    rest(at, row)
    assert row.remote_id == "R1"
    assert [heard.method for heard in other.heard].count("POST") == 0


@pytest.mark.req("C2", "C8")
def test_two_workers_send_it_once(
    hand_over: Callable[..., HandOff], works: Works, other: Other, at: datetime
) -> None:
    row = hand_over(other.address)
    same = HandOff.objects.select_related("partner", "concern__case").get(pk=row.pk)
    actions.attend(hand_off=row, at=at)
    actions.attend(hand_off=same, at=at)
    assert len(works.taken) == 1


@pytest.mark.req("C2", "C8")
def test_what_surely_did_not_arrive_is_sent_again_later(
    hand_over: Callable[..., HandOff], works: Works, other: Other, at: datetime
) -> None:
    works.breaks = "before"
    row = hand_over(other.address)
    at = rest(at, row, times=3)
    assert (row.state, works.taken) == ("waiting", [])
    works.breaks = ""
    rest(at, row)
    assert row.remote_id == "R1"
    assert len(works.taken) == 1


@pytest.mark.req("C2", "C8")
def test_a_server_that_is_gone_is_asked_ever_less_and_then_staff_are_told(
    hand_over: Callable[..., HandOff], larkspur: Agency, chief: Staff, at: datetime
) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        row = hand_over(f"http://127.0.0.1:{held.getsockname()[1]}")
        times = [at]
        for _attempt in range(MOST_ATTEMPTS):
            times.append(rest(times[-1], row))
    assert (row.state, row.next_attempt_at) == ("failed", None)
    waits = [later - sooner for sooner, later in pairwise(times[1:])]
    assert waits[0] < waits[4] < waits[7]
    assert max(waits) <= timedelta(hours=8)
    assert row.concern.case.entries.filter(kind="note").count() == 1
    assert list(unsettled(larkspur)) == [row]
    actions.settle(hand_off=row, number="", by=chief, at=at)
    row.refresh_from_db()
    assert (row.state, row.next_attempt_at) == ("waiting", at)


@pytest.mark.req("C2", "C8")
def test_a_person_settles_what_nobody_can_tell(
    hand_over: Callable[..., HandOff],
    works: Works,
    other: Other,
    larkspur: Agency,
    chief: Staff,
    at: datetime,
) -> None:
    works.breaks = "after"
    row = hand_over(other.address)
    at = rest(at, row)
    works.taken[0]["account_id"] = "a server that keeps no names"
    at = rest(at, row, times=MOST_ATTEMPTS)
    assert (row.state, row.fault, row.next_attempt_at) == ("sent", "unsure", None)
    assert list(unsettled_for(chief)) == [row]
    actions.settle(hand_off=row, number="R77", by=chief, at=at)
    row.refresh_from_db()
    assert (row.state, row.remote_id) == ("accepted", "R77")
    assert len(works.taken) == 1
    with pytest.raises(Refused):
        actions.settle(hand_off=row, number="R78", by=chief, at=at)


@pytest.mark.req("C8")
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html><p>Sorry", "text/html"),
        (b"\xff\xfe\x00", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"a": NaN, "b": [1, 2', "application/json"),
        (b"[[1]]", "application/json"),
        (b"", "application/json"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "text/xml"),
        (b"x" * 3_000_000, "text/plain"),
    ],
)
def test_an_answer_nobody_can_read_changes_nothing(
    hand_over: Callable[..., HandOff], body: bytes, kind: str, at: datetime
) -> None:
    wrong = {"is": False}
    works = Works()

    def answer(handler: Handler, heard: Heard) -> None:
        said(handler, 200, body, kind) if wrong["is"] else works(handler, heard)

    with listening(answer) as other:
        row = hand_over(other.address)
        at = rest(at, row)
        wrong["is"] = True
        rest(at, row)
    assert (row.state, row.remote_id, row.remote_status) == ("accepted", "R1", "open")
    assert row.fault != ""
    assert len(works.taken) == 1


@pytest.mark.req("C8")
@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: "]
)
def test_a_slow_server_is_not_waited_for(head: bytes) -> None:
    """It sends a little all the time, in its head or in its body, and never comes to an end."""

    def answer(handler: Handler, _heard: Heard) -> None:
        handler.wfile.write(head)
        for _byte in range(1000):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    with listening(answer) as other:
        begun = time.monotonic()
        limits = Limits(total_seconds=0.4, inside=[ip_network("127.0.0.0/8")])
        with pytest.raises(Unfetched) as wrong:
            fetch(f"{other.address}/x", limits)
        assert wrong.value.was_sent
        assert time.monotonic() - begun < 5


def test_a_partner_that_says_no_is_told_to_staff_and_health_is_kept(
    hand_over: Callable[..., HandOff], larkspur: Agency, at: datetime
) -> None:
    def answer(handler: Handler, heard: Heard) -> None:
        if heard.method == "POST":
            said(handler, 400, json.dumps([{"code": 400, "description": "No such service"}]))
        else:
            said(handler, 200, json.dumps(SERVICES))

    with listening(answer) as other:
        row = hand_over(other.address)
        rest(at, row)
    assert row.state == "failed"
    assert "No such service" in row.fault
    [health] = health_of(larkspur, at)
    assert (health.asked, health.answered, health.upness) == (2, 2, 1.0)
    assert Exchange.objects.count() == 2


def test_a_concern_that_was_taken_back_is_left_alone(
    hand_over: Callable[..., HandOff], works: Works, other: Other, chief: Staff, at: datetime
) -> None:
    row = hand_over(other.address)
    take_back(concern=row.concern, reason="Ours after all.", by=chief, at=at)
    assert actions.keep_in_touch(at=at) == 0
    assert works.taken == []
