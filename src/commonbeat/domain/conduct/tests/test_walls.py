"""Who may open what: every page of conduct for every kind of person."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonbeat.domain.conduct import actions
from commonbeat.domain.conduct.access import call_backs_visible_to
from commonbeat.domain.conduct.models import CallBack, Thanks
from commonbeat.domain.conduct.queries import open_call_backs, waiting_for
from commonbeat.engine.messaging.actions import receive
from commonbeat.engine.messaging.models import Contact
from commonbeat.engine.surveys.models import Response
from commonbeat.ground.agency.models import Agency, Area, Grant, Person, Role, Staff

Respond = Callable[..., Response]
ONE = (
    ("get", ""),
    ("post", "number/"),
    ("post", "assign/"),
    ("post", "reached/"),
    ("post", "close/"),
    ("post", "hand-over/"),
)


@pytest.fixture
def call_back(respond: Respond, at: datetime) -> CallBack:
    actions.take_up(response=respond(1, "He was rude."), at=at)
    return CallBack.objects.get()


def status(client: Client, staff: Staff | None, method: str, address: str) -> int:
    if staff is not None and staff.person is not None:
        client.force_login(staff.person)
    return int(getattr(client, method)(address).status_code)


@pytest.mark.req("A11")
@pytest.mark.parametrize(("method", "rest"), ONE)
@pytest.mark.parametrize("rights", [(), ("conduct.call_back",), ("conduct.call_back", "conduct.hand_over")])
def test_the_officer_it_is_about_finds_nothing_whatever_their_rights(
    client: Client,
    call_back: CallBack,
    officer: Staff,
    larkspur: Agency,
    at: datetime,
    method: str,
    rest: str,
    rights: tuple[str, ...],
) -> None:
    if rights:
        role = Role.objects.create(agency=larkspur, key="r", name="r", capabilities=list(rights))
        Grant.objects.create(staff=officer, role=role, granted_by="test", granted_at=at)
    assert status(client, officer, method, f"/staff/call-backs/{call_back.public_id}/{rest}") == 404
    assert not call_backs_visible_to(officer).exists()
    assert not waiting_for(officer)


@pytest.mark.req("A11")
def test_the_list_of_a_barred_supervisor_does_not_show_or_count_it(
    client: Client, call_back: CallBack, officer: Staff, larkspur: Agency, at: datetime
) -> None:
    role = Role.objects.create(agency=larkspur, key="r", name="r", capabilities=["conduct.call_back"])
    Grant.objects.create(staff=officer, role=role, granted_by="test", granted_at=at)
    client.force_login(officer.person)  # type: ignore[arg-type]
    for address in ("/staff/call-backs/", "/staff/call-backs/?state=closed"):
        page = client.get(address).content.decode()
        assert call_back.public_id not in page
    assert "No one waits for a call." in client.get("/staff/call-backs/").content.decode()


@pytest.mark.parametrize(("method", "rest"), ONE)
def test_others_without_the_right_and_other_agencies_find_nothing(
    client: Client,
    call_back: CallBack,
    hire: Callable[..., Staff],
    at: datetime,
    method: str,
    rest: str,
) -> None:
    elsewhere = Agency.objects.create(
        slug="elm", name="Elm", short_name="Elm", place="Elm", time_zone="UTC", hostname="elm", created_at=at
    )
    stranger = hire("Eve Fox", "conduct.call_back", agency=elsewhere)
    address = f"/staff/call-backs/{call_back.public_id}/{rest}"
    assert status(client, hire("Al Moss"), method, address) == 404
    client.force_login(stranger.person)  # type: ignore[arg-type]
    assert getattr(client, method)(address, headers={"host": "elm"}).status_code in (400, 404)
    assert not call_backs_visible_to(stranger).exists()


def test_a_supervisor_opens_it_and_the_number_is_shown_only_on_request(
    client: Client, call_back: CallBack, sergeant: Staff
) -> None:
    client.force_login(sergeant.person)  # type: ignore[arg-type]
    page = client.get(f"/staff/call-backs/{call_back.public_id}/").content.decode()
    assert "He was rude." in page
    assert "0142" not in page
    shown = client.post(f"/staff/call-backs/{call_back.public_id}/number/").content.decode()
    assert "+15555550142" in shown
    assert "Number looked up" in shown


def test_a_right_for_one_area_reaches_only_that_area(
    call_back: CallBack, hire: Callable[..., Staff], larkspur: Agency, at: datetime
) -> None:
    area = Area.objects.create(agency=larkspur, code="1", name="North", boundary={})
    role = Role.objects.create(agency=larkspur, key="r", name="r", capabilities=["conduct.call_back"])
    lieutenant = hire("Ray Voss")
    Grant.objects.create(staff=lieutenant, role=role, area=area, granted_by="test", granted_at=at)
    assert not call_backs_visible_to(lieutenant).exists()
    Response.objects.filter(pk=call_back.response_id).update(area=area)
    assert call_backs_visible_to(lieutenant).get() == call_back


def test_the_liaison_sees_only_what_is_to_be_handed_over(call_back: CallBack, liaison: Staff) -> None:
    assert not call_backs_visible_to(liaison).exists()
    CallBack.objects.update(wish="complaint")
    assert [work.kind for work in waiting_for(liaison)] == ["hand_over"]


@pytest.mark.parametrize("address", ["/staff/call-backs/", "/staff/thanks/", "/staff/commendations/"])
def test_pages_for_staff_ask_to_sign_in(client: Client, larkspur: Agency, address: str) -> None:
    assert client.get(address).status_code == 302


def test_someone_with_no_post_here_is_refused(client: Client, larkspur: Agency) -> None:
    client.force_login(Person.objects.create_user("x@example.com", "a long password", name="X"))
    assert client.get("/staff/thanks/").status_code == 403


def test_only_the_thanked_and_their_supervisor_open_a_thank_you(
    client: Client,
    respond: Respond,
    officer: Staff,
    sergeant: Staff,
    hire: Callable[..., Staff],
    at: datetime,
) -> None:
    thanks = actions.receive_answers(response=respond(5, "So kind. I am 555-555-0142"), at=at)
    assert thanks is not None
    address = f"/staff/thanks/{thanks.public_id}/"
    assert status(client, officer, "get", address) == 200
    assert "0142" not in client.get(address).content.decode()
    assert status(client, sergeant, "get", address) == 200
    assert status(client, hire("Al Moss"), "get", address) == 404


def test_an_officer_with_the_right_to_look_never_sees_their_own_raw_words(
    client: Client, respond: Respond, larkspur: Agency, officer: Staff, at: datetime
) -> None:
    role = Role.objects.create(agency=larkspur, key="r", name="r", capabilities=["conduct.look_at_thanks"])
    Grant.objects.create(staff=officer, role=role, granted_by="test", granted_at=at)
    thanks = actions.receive_answers(response=respond(5, "He found Biscuit."), at=at)
    assert thanks is not None
    for rest, method in (("", "get"), ("look/", "post"), ("match/", "post"), ("set-aside/", "post")):
        assert status(client, officer, method, f"/staff/thanks/waiting/{thanks.public_id}/{rest}") == 404
    assert not waiting_for(officer)


@pytest.mark.req("A10")
def test_one_click_makes_a_commendation_and_only_for_those_one_leads(
    client: Client,
    respond: Respond,
    officer: Staff,
    sergeant: Staff,
    hire: Callable[..., Staff],
    at: datetime,
) -> None:
    peer = hire("Al Moss")
    thanks = actions.receive_answers(response=respond(5, "So kind.", staff=(officer, peer)), at=at)
    assert thanks is not None
    client.force_login(sergeant.person)  # type: ignore[arg-type]
    client.post(f"/staff/thanks/{thanks.public_id}/commend/{officer.pk}/")
    client.post(f"/staff/thanks/{thanks.public_id}/commend/{officer.pk}/")
    assert officer.commendations.get().words == "So kind."
    assert client.post(f"/staff/thanks/{thanks.public_id}/commend/{peer.pk}/").status_code == 403
    assert status(client, peer, "post", f"/staff/thanks/{thanks.public_id}/commend/{officer.pk}/") == 403


def test_commendations_are_a_list_of_ones_own_and_of_those_one_leads(
    client: Client, officer: Staff, sergeant: Staff, hire: Callable[..., Staff], at: datetime
) -> None:
    chief = hire("Jo Chief", "conduct.commend")
    peer = hire("Al Moss")
    actions.award(staff=officer, words="Found a lost child.", by=chief, at=at)
    actions.award(staff=peer, words="Calmed a fight.", by=chief, at=at)
    pages = {}
    for staff in (officer, sergeant, peer, chief):
        client.force_login(staff.person)  # type: ignore[arg-type]
        pages[staff.name] = client.get("/staff/commendations/").content.decode()
    assert "lost child" in pages[officer.name]
    assert "Calmed" not in pages[officer.name]
    assert "Calmed" not in pages[sergeant.name]
    assert "lost child" not in pages[peer.name]
    assert "lost child" in pages[chief.name]
    assert "Calmed" in pages[chief.name]


def test_the_lists_take_a_fixed_number_of_queries(
    client: Client,
    respond: Respond,
    sergeant: Staff,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for rating, words in [
        (1, "slow"),
        (1, "late"),
        (5, "So kind."),
        (5, "He found Biscuit."),
        (5, "Rex came."),
    ]:
        actions.take_up(response=respond(rating, words, contact=None), at=at)
    client.force_login(sergeant.person)  # type: ignore[arg-type]
    assert open_call_backs(sergeant).count() == 2
    assert Thanks.objects.count() == 3
    with django_assert_max_num_queries(12):
        client.get("/staff/call-backs/")
    with django_assert_max_num_queries(16):
        client.get("/staff/thanks/")
    with django_assert_max_num_queries(12):
        waiting_for(sergeant)


def test_handing_over_stands_on_the_page_with_its_day(
    client: Client, call_back: CallBack, liaison: Staff
) -> None:
    CallBack.objects.update(wish="complaint", opened_at=datetime.fromisoformat("2026-06-10T12:00:00+00:00"))
    client.force_login(liaison.person)  # type: ignore[arg-type]
    address = f"/staff/call-backs/{call_back.public_id}/"
    client.post(f"{address}hand-over/", {"on": date(2026, 6, 11).isoformat()})
    call_back.refresh_from_db()
    assert call_back.handed_over_on == date(2026, 6, 11)
    assert "Handed over to the independent body" in client.get(address).content.decode()


@pytest.mark.req("A11")
def test_a_barred_officer_cannot_read_the_conversation_either(
    respond: Respond,
    resident: Contact,
    hire: Callable[..., Staff],
    larkspur: Agency,
    client: Client,
    at: datetime,
) -> None:
    reader, named = (hire(name, "messaging.read_conversations") for name in ("Ida Reyes", "Max Noll"))
    receive(agency=larkspur, phone="+15555550142", body="hello", provider_ref="in-1", at=at)
    actions.take_up(response=respond(1, "He was rude.", staff=(named,)), at=at)
    for staff, expected in ((reader, 200), (named, 404)):
        assert status(client, staff, "get", f"/staff/conversations/{resident.public_id}/") == expected
        everyone = client.get("/staff/conversations/?show=all").content.decode()
        assert (resident.public_id in everyone) is (expected == 200)
