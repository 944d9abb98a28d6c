"""What everyone can see of concerns: no private one, no address, no words before somebody looked."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from feedparser.api import parse as read_feed

from commonbeat.domain.concerns.actions import moderate
from commonbeat.domain.concerns.choices import PUBLISH_WORDS
from commonbeat.domain.concerns.models import Concern
from commonbeat.engine.casework.actions import set_private
from commonbeat.ground.agency.actions import change_setting
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock

Report = Callable[..., Concern]


@pytest.fixture(autouse=True)
def today(at: datetime) -> Any:
    with clock.standing_at(at):
        yield


@pytest.fixture
def looked(send: Report, at: datetime) -> Concern:
    """A concern whose words somebody looked at."""
    concern = send("graffiti", "Paint on 12 Mill Road.", place="12 Mill Road")
    Concern.objects.filter(pk=concern.pk).update(looked_at=at, public_words="Paint on a house.")
    return concern


def page_of(concern: Concern) -> str:
    return f"/concerns/{concern.case.public_id}/"


@pytest.mark.req("C6")
def test_words_are_shown_only_after_somebody_looked(client: Client, send: Report, looked: Concern) -> None:
    fresh = send("graffiti", "Rude words about a neighbor", place="14 Mill Road")
    page = client.get(page_of(fresh)).text
    assert "Rude words" not in page
    assert "14 Mill Road" not in page
    assert "West" in page
    page = client.get(page_of(looked)).text
    assert "Paint on a house." in page
    assert "12 Mill Road" not in page
    # Rounded to three decimals, on the page and on the map.
    assert "39.205" in page
    for text in (client.get("/concerns/").text, client.get("/concerns/feed.xml").text):
        assert "Rude words" not in text
        assert "Mill Road" not in text


def test_an_agency_may_show_no_words_at_all(
    client: Client, hire: Callable[..., Staff], larkspur: Agency, looked: Concern, at: datetime
) -> None:
    chief = hire("Kim Ortiz", "agency.change_settings")
    change_setting(agency=larkspur, definition=PUBLISH_WORDS, value="never", by=chief, at=at)
    assert "Paint on a house." not in client.get(page_of(looked)).text


def test_a_private_concern_is_nowhere(client: Client, looked: Concern, worker: Staff, at: datetime) -> None:
    name = looked.case.public_id
    assert name in client.get("/concerns/").text
    set_private(case=looked.case, is_private=True, reason="Names someone", by=worker, at=at)
    assert client.get(page_of(looked)).status_code == 404
    assert client.post(f"{page_of(looked)}follow/").status_code == 404
    for address in ("/concerns/", "/concerns/map.json", "/concerns/feed.xml", "/concerns/feed.atom"):
        assert name not in client.get(address).text, address


def test_the_list_is_narrowed_by_area_kind_and_state(client: Client, send: Report) -> None:
    west = send("graffiti", longitude=-76.605).case.public_id
    east = send("speeding", "Fast cars", longitude=-76.595).case.public_id
    for query, shown, hidden in (
        ("area=A", west, east),
        ("area=B", east, west),
        ("category=speeding", east, west),
        ("state=closed", "Nothing like this", west),
        ("area=ZZ&category=none&state=odd", west, "Nothing like this"),
    ):
        page = client.get(f"/concerns/?{query}").text
        assert shown in page, query
        assert hidden not in page, query


@pytest.mark.parametrize("count", [3, 500])
def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    count: int, client: Client, send: Report, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        send("graffiti", f"Wall {number}", gives_receipt=False)
    client.get("/concerns/")
    with django_assert_max_num_queries(14):
        assert client.get("/concerns/").status_code == 200
    with django_assert_max_num_queries(8):
        assert len(client.get("/concerns/map.json").json()["features"]) == count
    with django_assert_max_num_queries(12):
        client.get("/concerns/feed.xml")


def test_the_map_answers_what_lies_in_the_box(client: Client, send: Report) -> None:
    west = send("graffiti", longitude=-76.60512, latitude=39.20512)
    send("graffiti", longitude=-76.595)
    document = json.loads(client.get("/concerns/map.json?bbox=-76.61,39.2,-76.6,39.21").content)
    [feature] = document["features"]
    assert feature["id"] == west.case.public_id
    assert feature["geometry"] == {"type": "Point", "coordinates": [-76.605, 39.205]}
    for bad in ("1,2,3", "a,b,c,d", "nan,0,1,1", "5,0,1,1", "-181,0,0,0"):
        assert client.get(f"/concerns/map.json?bbox={bad}").status_code == 422, bad


@pytest.mark.parametrize("address", ["/concerns/feed.xml", "/concerns/feed.atom"])
def test_feeds_are_well_formed(address: str, client: Client, send: Report) -> None:
    send("graffiti")
    send("speeding", "Fast & loud <cars>", longitude=-76.595)
    for query, count in (("", 2), ("?area=B", 1), ("?category=graffiti", 1)):
        feed = read_feed(client.get(address + query).content)  # type: ignore[no-untyped-call]
        assert feed.bozo == 0
        assert len(feed.entries) == count
        assert feed.entries[0].link.startswith("http://testserver/concerns/")


def test_a_page_says_how_long_its_kind_usually_takes(client: Client, send: Report, at: datetime) -> None:
    shown = send("graffiti")
    assert "We mean to finish reports of this kind" in client.get(page_of(shown)).text
    assert "Half of the last" not in client.get(page_of(shown)).text
    for days in range(1, 12):
        done = send("graffiti", at=at - timedelta(days=30))
        closed = at - timedelta(days=30) + timedelta(days=days)
        done.case.is_open, done.case.state, done.case.outcome = False, "closed", "fixed"
        done.case.closed_at = closed
        done.case.save()
    assert "Half of the last 11 took 7 days or less." in client.get(page_of(shown)).text
    assert "What came of it:" not in client.get(page_of(shown)).text
    for text in (client.get(page_of(done)).text, client.get("/concerns/?state=closed").text):
        assert "It was fixed" in text


@pytest.mark.req("C5")
def test_me_too_counts_and_gives_a_code_of_its_own(client: Client, send: Report) -> None:
    concern = send("graffiti")
    for wish in ("troubled", "follower"):
        answer = client.post(f"{page_of(concern)}follow/", {"as": wish})
        assert answer.headers["Location"].startswith("/follow/new/")
    assert sorted(concern.others.values_list("is_troubled", flat=True)) == [False, True]
    assert concern.case.receipts.filter(is_owner=False).count() == 2
    assert "1 more person is troubled by it." in client.get(page_of(concern)).text


@pytest.mark.parametrize("address", ["/concerns/feed.xml", "/concerns/feed.atom"])
def test_no_sign_in_a_report_breaks_the_feed_for_everyone(
    client: Client, send: Report, worker: Staff, at: datetime, address: str
) -> None:
    words = "Paint\x0b on\x1b the \ufffe wall ]]> <b>&amp;"
    concern = send(words=words)
    moderate(concern=concern, words=words, reason="", is_private=False, by=worker, at=at)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "the  wall ]]>" in "".join(fromstring(answer.content).itertext())
