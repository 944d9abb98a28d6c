"""The pages on which people answer: no script, no name, no address kept, nothing lost on the way."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from commonbeat.engine.surveys.actions import invite
from commonbeat.engine.surveys.models import FormerAnswer, InstrumentVersion, Invitation, Response
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM


@pytest.fixture
def personal(larkspur: Agency, version: InstrumentVersion) -> Invitation:
    return invite(agency=larkspur, stratum="web_link", category="Noise", by=SYSTEM, at=clock.now())


def _sheet_of(client: Client, address: str) -> str:
    found = re.search(r'name="sheet" value="(\w+)"', client.get(address).content.decode())
    assert found
    return found[1]


def _values(response: Response) -> dict[str, int | None]:
    return dict(response.answers.values_list("item__key", "value"))


def test_a_personal_page_saves_part_and_lets_you_add(client: Client, personal: Invitation) -> None:
    address = f"/survey/{personal.token}/"
    saved = client.post(address, {"satisfaction": "4"})
    assert saved.status_code == 302
    assert b"so far is saved" in client.get(saved["Location"]).content
    again = client.get(address).content.decode()
    assert re.search(r'value="4"\s+id="id_satisfaction_\d"\s+checked', again)
    client.post(address, {"satisfaction": "4", "listened": "5", "fair": "na", "comment": "Good."})
    response = Response.objects.get()
    assert _values(response) == {"satisfaction": 4, "listened": 5, "fair": None, "comment": None}
    assert response.stratum == "web_link"
    assert response.completed_at is not None


def test_going_back_and_changing_counts_once(client: Client, personal: Invitation) -> None:
    address = f"/survey/{personal.token}/"
    client.post(address, {"satisfaction": "1", "comment": "Bad"})
    client.post(address, {"satisfaction": "5", "comment": ""})
    response = Response.objects.get()
    assert _values(response)["satisfaction"] == 5
    assert response.answers.get(item__key="comment").text == ""
    assert FormerAnswer.objects.count() == 2


def test_an_empty_sheet_is_told_what_to_do(client: Client, personal: Invitation) -> None:
    answer = client.post(f"/survey/{personal.token}/", {})
    assert answer.status_code == 422
    assert b"One answer is enough" in answer.content
    assert not Response.objects.exists()


def test_a_closed_survey_says_so(client: Client, personal: Invitation) -> None:
    Invitation.objects.update(invited_at=clock.now() - timedelta(days=9), expires_at=clock.now())
    assert client.get(f"/survey/{personal.token}/").status_code == 410


def test_the_token_of_a_survey_by_text_opens_no_page(client: Client, invitation: Invitation) -> None:
    assert client.get(f"/survey/{invitation.token}/").status_code == 404
    assert client.get(f"/survey/{invitation.public_id}/").status_code == 404


@pytest.mark.parametrize(
    ("address", "stratum"),
    [
        ("/survey/here/", "walk_up_web"),
        ("/survey/here/larkspur/", "walk_up_web"),
        ("/survey/kiosk/larkspur/", "kiosk"),
    ],
)
@pytest.mark.req("A14")
def test_walking_up_is_a_stratum_of_its_own(
    client: Client, version: InstrumentVersion, address: str, stratum: str
) -> None:
    sheet = _sheet_of(client, address)
    client.post(address, {"sheet": sheet, "satisfaction": "5"})
    assert Response.objects.get().stratum == stratum


def test_the_same_sheet_sent_twice_counts_once(client: Client, version: InstrumentVersion) -> None:
    sheet = _sheet_of(client, "/survey/here/")
    client.post("/survey/here/", {"sheet": sheet, "satisfaction": "5"})
    client.post("/survey/here/", {"sheet": sheet, "satisfaction": "2"})
    assert _values(Response.objects.get()) == {"satisfaction": 2}


def test_a_forged_sheet_is_replaced(client: Client, version: InstrumentVersion) -> None:
    client.post("/survey/here/", {"sheet": "x" * 400, "satisfaction": "5"})
    assert len(Response.objects.get().sheet or "") == 16


@pytest.mark.parametrize(
    "wrong", [{"satisfaction": "6"}, {"satisfaction": "five"}, {"comment": "x" * 10_001}]
)
def test_wrong_input_is_named_at_its_field(
    client: Client, version: InstrumentVersion, wrong: dict[str, str]
) -> None:
    assert client.post("/survey/here/", wrong).status_code == 422
    assert not Response.objects.exists()


def test_a_kiosk_starts_afresh(client: Client, version: InstrumentVersion) -> None:
    page = client.get("/survey/kiosk/larkspur/")
    assert page["Refresh"] == "300; url=/survey/kiosk/larkspur/"
    sent = client.post("/survey/kiosk/larkspur/", {"satisfaction": "3"}, follow=True)
    assert sent["Refresh"] == "20; url=/survey/kiosk/larkspur/"


def test_an_unknown_agency_has_no_survey(client: Client, version: InstrumentVersion) -> None:
    assert client.get("/survey/here/nowhere/").status_code == 404


@pytest.mark.req("A13")
def test_the_page_is_asked_in_the_readers_language(client: Client, version: InstrumentVersion) -> None:
    page = client.get("/survey/here/", headers={"accept-language": "es"}).content.decode()
    assert "¿Qué tal fue nuestro servicio?" in page
    assert "5: Muy bien" in page
    page = client.get("/survey/here/", headers={"accept-language": "ar"}).content.decode()
    assert 'dir="rtl"' in page
    assert "كيف كانت خدمتنا" in page


@pytest.mark.req("B8")
def test_nothing_about_the_device_is_kept(
    client: Client, version: InstrumentVersion, personal: Invitation
) -> None:
    """Scan every column of every table after 50 answers, and the page for anything of others."""
    headers = {"user-agent": "TellTale/9.9", "referer": "http://telltale.example/"}
    client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    for _turn in range(49):
        client.post("/survey/here/", {"satisfaction": "5", "comment": "fine"}, headers=headers)
    client.post(f"/survey/{personal.token}/", {"satisfaction": "5"}, headers=headers)
    page = client.get("/survey/here/", headers=headers)
    assert "sessionid" not in client.cookies
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page.content.decode())
    assert "<script>" not in page.content.decode()
    assert "style=" not in page.content.decode()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            held = str(cursor.fetchall())
            assert "203.0.113.77" not in held, table
            assert "TellTale" not in held, table


def test_staff_type_in_a_sheet(
    client: Client, version: InstrumentVersion, hire: Callable[..., Staff]
) -> None:
    clerk = hire("Kim Vale", "surveys.enter_answers")
    assert clerk.person
    client.force_login(clerk.person)
    sheet = _sheet_of(client, "/staff/surveys/enter/")
    entry = {"sheet": sheet, "stratum": "paper", "answered_on": "2026-05-02", "satisfaction": "4"}
    assert client.post("/staff/surveys/enter/", entry).status_code == 302
    assert client.post("/staff/surveys/enter/", entry).status_code == 302
    response = Response.objects.get()
    assert (response.stratum, response.entered_by) == ("paper", clerk)
    assert response.asked_at.date().isoformat() == "2026-05-02"
    assert response.completed_at is not None


def test_others_may_not(client: Client, version: InstrumentVersion, hire: Callable[..., Staff]) -> None:
    officer = hire("Ola Green")
    assert officer.person
    client.force_login(officer.person)
    for address in ("", "enter/", "poster/", f"{version.pk}/rewrite/"):
        assert client.get(f"/staff/surveys/{address}").status_code == 403
    assert client.post(f"/staff/surveys/{version.pk}/publish/").status_code == 403
    client.logout()
    assert client.get("/staff/surveys/").status_code == 302


def test_the_poster_carries_the_code_without_inline_style(
    client: Client, version: InstrumentVersion, chief: Staff
) -> None:
    assert chief.person
    client.force_login(chief.person)
    page = client.get("/staff/surveys/poster/").content.decode()
    assert "<svg" in page
    assert "/survey/here/larkspur/" in page
    assert "style=" not in page


def test_other_words_are_another_version_that_needs_approval(
    client: Client,
    larkspur: Agency,
    version: InstrumentVersion,
    chief: Staff,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    assert chief.person
    client.force_login(chief.person)
    page = client.get(f"/staff/surveys/{version.pk}/rewrite/")
    words = {field.html_name: field.initial for field in page.context["form"]}
    words["item-satisfaction-en"] = "How did we do?"
    assert client.post(f"/staff/surveys/{version.pk}/rewrite/", words).status_code == 302
    draft = InstrumentVersion.objects.get(number=2)
    version.refresh_from_db()
    assert version.items.get(key="satisfaction").texts["en"] == "How was our service to you?"
    assert client.post(f"/staff/surveys/{draft.pk}/publish/").status_code == 409
    client.post(f"/staff/surveys/{draft.pk}/approve/en/")
    assert client.post(f"/staff/surveys/{draft.pk}/publish/").status_code == 302
    draft.refresh_from_db()
    assert draft.published_by == chief
    with django_assert_max_num_queries(16):
        assert b"How did we do?" in client.get("/staff/surveys/").content


def test_words_with_a_link_are_refused(client: Client, version: InstrumentVersion, chief: Staff) -> None:
    assert chief.person
    client.force_login(chief.person)
    page = client.get(f"/staff/surveys/{version.pk}/rewrite/")
    words = {field.html_name: field.initial for field in page.context["form"]}
    words["item-satisfaction-en"] = "Answer at https://bit.ly/x"
    answer = client.post(f"/staff/surveys/{version.pk}/rewrite/", words)
    assert answer.status_code == 422
    assert InstrumentVersion.objects.count() == 1
