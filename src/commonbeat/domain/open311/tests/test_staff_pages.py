"""The staff's pages: keys with their shares, partners with their words, hand-offs that need a person."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from commonbeat.domain.concerns.models import Category, HandOff, Partner
from commonbeat.domain.open311.actions import issue_key
from commonbeat.domain.open311.models import Exchange, KeyTerms
from commonbeat.domain.open311.queries.hand_offs import key_of
from commonbeat.ground.agency.models import Agency, ApiKey, Staff
from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid
from commonbeat.ground.ledger.models import Entry

pytestmark = pytest.mark.req("C8")
GONE = "http://127.0.0.1:1"


@pytest.fixture
def administrators(client: Client, administrator: Staff, kinds: dict[str, Category]) -> Client:
    client.force_login(administrator.person)  # type: ignore[arg-type]
    return client


@pytest.fixture
def chiefs(chief: Staff) -> Client:
    client = Client()
    client.force_login(chief.person)  # type: ignore[arg-type]
    return client


@pytest.fixture
def elm(at: datetime) -> Agency:
    return Agency.objects.create(
        slug="elm",
        name="Elm Police",
        short_name="Elm",
        place="Elm",
        hostname="elm.localhost",
        time_zone="America/New_York",
        languages=["en"],
        created_at=at,
    )


@pytest.fixture
def works(larkspur: Agency) -> Partner:
    return Partner.objects.create(agency=larkspur, name="Public Works", endpoint=f"{GONE}/v2")


def test_a_key_is_shown_once_and_never_again(administrators: Client, works: Partner) -> None:
    empty = administrators.get("/staff/open311/").content.decode()
    assert "No program has a key." in empty
    given = {"name": "Town <app>", "reports_a_day": "3", "partner": works.pk}
    answer = administrators.post("/staff/open311/", given)
    terms = KeyTerms.objects.select_related("key").get()
    assert (terms.reports_a_day, terms.partner, terms.key.name) == (3, works, "Town <app>")
    page = answer.content.decode()
    assert page.count(terms.key.prefix) == 2
    assert "Town &lt;app&gt;" in page
    assert "no-store" in answer["Cache-Control"]
    again = administrators.get("/staff/open311/").content.decode()
    assert f"({terms.key.prefix}…): 3 reports a day, speaks for Public Works" in again
    assert "The key is shown only now" not in again


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"name": "a\x00b"},
        {"reports_a_day": "0"},
        {"reports_a_day": "100001"},
        {"reports_a_day": "many"},
        {"reports_a_day": "9" * 400},
        {"partner": "999"},
        {"partner": "'; --"},
    ],
)
def test_what_cannot_be_a_key_is_said_at_its_field(administrators: Client, changes: dict[str, str]) -> None:
    answer = administrators.post("/staff/open311/", {"name": "Town app", "reports_a_day": "3", **changes})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == changes.keys()
    assert not ApiKey.objects.exists()


def test_a_key_is_ended_by_its_own_agency_alone(
    administrators: Client, hire: Callable[..., Staff], elm: Agency, at: datetime
) -> None:
    theirs = hire("Bo Reed", "open311.manage", agency=elm)
    terms, _secret = issue_key(name="Elm app", reports_a_day=1, partner=None, by=theirs, at=at)
    assert administrators.post(f"/staff/open311/keys/{terms.key_id}/end/").status_code == 404
    administrators.post("/staff/open311/", {"name": "Town app", "reports_a_day": "3"})
    own = ApiKey.objects.get(name="Town app")
    assert "Elm app" not in administrators.get("/staff/open311/").content.decode()
    for _twice in range(2):
        assert administrators.post(f"/staff/open311/keys/{own.pk}/end/").status_code == 302
    own.refresh_from_db()
    assert own.ended_at is not None
    assert "Town app" not in administrators.get("/staff/open311/").content.decode()
    # A key that was given elsewhere, without terms of its own, is listed and ended here, too; others are not.
    plain, other = (
        ApiKey.objects.create(
            agency=own.agency, name=name, prefix=name, digest=name, capabilities=[may], created_at=at
        )
        for name, may in (("plain", "open311.report"), ("other", "calls.send_events"))
    )
    page = administrators.get("/staff/open311/").content.decode()
    assert "plain (plain…): 1000 reports a day" in page
    assert "other (other" not in page
    assert administrators.post(f"/staff/open311/keys/{plain.pk}/end/").status_code == 302
    assert administrators.post(f"/staff/open311/keys/{other.pk}/end/").status_code == 404


def test_the_partners_words_and_key(administrators: Client, works: Partner) -> None:
    address = f"/staff/open311/partners/{works.pk}/"
    given = {"key": "their-secret", "service_graffiti": " G1 ", "service_speeding": ""}
    assert administrators.post(address, given).status_code == 302
    works.refresh_from_db()
    assert (works.services, key_of(works)) == ({"graffiti": "G1"}, "their-secret")
    page = administrators.get(address).content.decode()
    assert 'value="G1"' in page
    assert "their-secret" not in page
    # Left empty the key stays; it is nowhere in the book, nor in the table as it is.
    administrators.post(address, {"service_graffiti": "G2"})
    works.refresh_from_db()
    assert (works.services, key_of(works)) == ({"graffiti": "G2"}, "their-secret")
    assert b"their-secret" not in bytes(works.key_sealed or b"")
    assert "their-secret" not in str(list(Entry.objects.values_list("content", flat=True)))
    too_long = administrators.post(address, {"key": "x" * 201, "service_graffiti": "y" * 81})
    assert too_long.context["form"].errors.keys() == {"key", "service_graffiti"}


def test_another_agencys_partner_is_not_there(administrators: Client, elm: Agency) -> None:
    theirs = Partner.objects.create(agency=elm, name="Works of Elm", endpoint=f"{GONE}/v2")
    for answer in (administrators.get, administrators.post):
        assert answer(f"/staff/open311/partners/{theirs.pk}/").status_code == 404
    given = {"name": "Town app", "reports_a_day": "3", "partner": theirs.pk}
    assert administrators.post("/staff/open311/", given).context["form"].errors.keys() == {"partner"}


def test_rules_hold_below_the_pages_too(
    administrator: Staff, chief: Staff, elm: Agency, works: Partner, hire: Callable[..., Staff], at: datetime
) -> None:
    from commonbeat.domain.open311 import actions  # noqa: PLC0415

    theirs = Partner.objects.create(agency=elm, name="Works of Elm")
    nobody = hire("Al Moss")
    with pytest.raises(Invalid):
        actions.issue_key(name="x", reports_a_day=1, partner=theirs, by=administrator, at=at)
    with pytest.raises(Hidden):
        actions.describe_partner(partner=theirs, key="", services={}, by=administrator, at=at)
    with pytest.raises(Invalid):
        actions.describe_partner(partner=works, key="x" * 201, services={}, by=administrator, at=at)
    terms, _secret = actions.issue_key(name="x", reports_a_day=1, partner=None, by=administrator, at=at)
    with pytest.raises(Hidden):
        actions.end_key(key=terms.key, by=hire("Bo Reed", "open311.manage", agency=elm), at=at)
    for act in (
        lambda: actions.issue_key(name="x", reports_a_day=1, partner=None, by=nobody, at=at),
        lambda: actions.end_key(key=terms.key, by=nobody, at=at),
        lambda: actions.describe_partner(partner=works, key="", services={}, by=nobody, at=at),
    ):
        with pytest.raises(Forbidden):
            act()


def test_how_partners_answered_of_late(administrators: Client, works: Partner, at: datetime) -> None:
    for number, outcome in enumerate(["answered", "refused", "silent", "unreadable"]):
        Exchange.objects.create(
            partner=works, deed="status", outcome=outcome, status=200, milliseconds=100 * number, at=at
        )
    old = at - timedelta(days=8)
    Exchange.objects.create(partner=works, deed="send", outcome="silent", milliseconds=1, at=old)
    page = administrators.get("/staff/open311/").content.decode()
    assert "2 of 4 questions" in page
    assert "50 milliseconds" in page
    assert "Hand over" not in page


@pytest.fixture
def stuck(hand_over: Callable[..., HandOff]) -> Callable[..., HandOff]:
    """Return a function that gives a hand-off which waits for a person."""

    def add(**changes: Any) -> HandOff:
        row = hand_over(GONE)
        HandOff.objects.filter(pk=row.pk).update(next_attempt_at=None, **changes)
        row.refresh_from_db()
        return row

    return add


@pytest.mark.req("C2")
def test_a_hand_off_that_needs_a_person(chiefs: Client, stuck: Callable[..., HandOff], at: datetime) -> None:
    assert "No hand-off needs you." in chiefs.get("/staff/open311/hand-offs/").content.decode()
    row = stuck(state="sent", fault="unsure")
    page = chiefs.get("/staff/open311/hand-offs/").content.decode()
    assert f"C-{row.concern.case.public_id}" in page
    assert "They do not: send it" in page
    address = f"/staff/open311/hand-offs/{row.pk}/settle/"
    chiefs.post(address, {"number": "  "})
    row.refresh_from_db()
    assert row.next_attempt_at is None
    chiefs.post(address, {"number": "x" * 121})
    row.refresh_from_db()
    assert (row.next_attempt_at, row.remote_id) == (None, "")
    chiefs.post(address, {"number": " R7 "})
    settled = HandOff.objects.get(pk=row.pk)
    assert (settled.state, settled.remote_id, settled.next_attempt_at) == ("accepted", "R7", at)
    assert chiefs.post(address, {"number": "R8"}).status_code == 404


@pytest.mark.req("C2")
@pytest.mark.parametrize(
    ("known", "words", "state"),
    [
        ({}, "They do not: send it", "waiting"),
        ({"token": "t-1"}, "gave no number for it", "sent"),
        ({"remote_id": "R7"}, "They have it as R7, and their server stopped answering.", "accepted"),
    ],
)
def test_what_the_partner_has_is_asked_about_and_what_it_has_not_is_sent(
    chiefs: Client, stuck: Callable[..., HandOff], known: dict[str, str], words: str, state: str
) -> None:
    row = stuck(state="failed", fault="no_connection", **known)
    page = chiefs.get("/staff/open311/hand-offs/").content.decode()
    assert words in page
    assert ("Ask them again" in page) is bool(known)
    chiefs.post(f"/staff/open311/hand-offs/{row.pk}/settle/", {"again": "1", "number": "R9"})
    row.refresh_from_db()
    assert (row.state, row.remote_id) == (state, known.get("remote_id", ""))


def test_hand_offs_of_concerns_one_may_not_know_of_are_not_there(
    stuck: Callable[..., HandOff], hire: Callable[..., Staff], elm: Agency
) -> None:
    row = stuck(state="failed")
    row.concern.case.__class__.objects.update(is_private=True)
    posts = {"Lee Park": {}, "Kim Elm": {"agency": elm}}
    for name, more in posts.items():
        post = hire(name, "concerns.see", "concerns.hand_off", **more)
        client = Client()
        client.force_login(post.person)  # type: ignore[arg-type]
        host = {"host": f"{post.agency.slug}.localhost"}
        page = client.get("/staff/open311/hand-offs/", headers=host).content.decode()
        assert "No hand-off needs you." in page
        address = f"/staff/open311/hand-offs/{row.pk}/settle/"
        settling = client.post(address, {"again": "1"}, headers=host)
        assert settling.status_code == 404


def test_the_pages_stay_within_their_queries(
    administrators: Client,
    chiefs: Client,
    stuck: Callable[..., HandOff],
    administrator: Staff,
    at: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(12):
        stuck(state="failed")
        issue_key(name=f"App {number}", reports_a_day=1, partner=None, by=administrator, at=at)
    with django_assert_max_num_queries(20):
        assert administrators.get("/staff/open311/").content.decode().count("1 report a day") == 12
    with django_assert_max_num_queries(20):
        assert chiefs.get("/staff/open311/hand-offs/").content.decode().count("Number the partner") == 12
