"""Signing in: no accounts by oneself, five tries, and an end to sessions that nobody uses."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from commonbeat.ground.agency.models import Agency, Person, Staff
from commonbeat.ground.core import clock

Hire = Callable[..., Staff]
SIGN_IN = "/staff/sign-in/"
ACCOUNT = "/staff/security/"


@pytest.fixture
def sam(hire: Hire) -> Staff:
    return hire("Sam Reed")


def try_password(client: Client, password: str) -> int:
    answer = client.post(SIGN_IN, {"login": "sam.reed@larkspur.example", "password": password})
    return answer.status_code


def test_the_right_password_leads_in(client: Client, sam: Staff) -> None:
    assert try_password(client, "a long test password") == 302
    assert client.get(ACCOUNT).status_code == 200


def test_five_wrong_passwords_keep_even_the_right_one_out(client: Client, sam: Staff) -> None:
    for _ in range(5):
        assert try_password(client, "wrong") == 200
    assert try_password(client, "a long test password") == 200
    assert client.get(ACCOUNT).status_code == 302


def test_nobody_makes_an_account_for_themselves(client: Client, larkspur: Agency) -> None:
    answer = client.post(
        "/staff/sign-up/", {"email": "new@larkspur.example", "password1": "a long test password"}
    )
    assert "Accounts are made by the agency" in answer.text
    assert not Person.objects.exists()


def move_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def test_a_session_in_use_goes_on(
    client: Client, sam: Staff, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sam.person is not None
    client.force_login(sam.person)
    for minutes in (0, 29, 58, 87):
        move_clock(monkeypatch, at + timedelta(minutes=minutes))
        assert client.get(ACCOUNT).status_code == 200


def test_a_session_nobody_used_for_half_an_hour_ends(
    client: Client, sam: Staff, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sam.person is not None
    client.force_login(sam.person)
    move_clock(monkeypatch, at)
    client.get(ACCOUNT)
    move_clock(monkeypatch, at + timedelta(minutes=31))
    answer = client.get(ACCOUNT)
    assert answer.status_code == 302
    assert answer["Location"] == f"{SIGN_IN}?next={ACCOUNT}"
    assert "You were signed out after 30 minutes without use." in client.get(answer["Location"]).text


def test_a_fragment_of_an_ended_session_sends_the_whole_page_away(
    client: Client, sam: Staff, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sam.person is not None
    client.force_login(sam.person)
    move_clock(monkeypatch, at)
    client.get(ACCOUNT)
    move_clock(monkeypatch, at + timedelta(minutes=31))
    asked = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{ACCOUNT}"}
    answer = client.get("/staff/part/", headers=asked)
    assert answer["HX-Redirect"] == f"{SIGN_IN}?next={ACCOUNT}"


def test_only_the_demo_lists_its_accounts(client: Client, hire: Hire, settings: Settings) -> None:
    hire("Dana Cole", "agency.manage_staff")
    assert "dana.cole@larkspur.example" not in client.get(SIGN_IN).text
    settings.DEMO = True
    assert "dana.cole@larkspur.example" in client.get(SIGN_IN).text


def test_a_public_page_needs_no_cookie(client: Client, larkspur: Agency) -> None:
    assert not client.get("/nothing-here/").cookies


def test_a_post_that_ended_opens_nothing_from_the_next_day_on(
    client: Client, sam: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    Staff.objects.filter(pk=sam.pk).update(active_until=date(2026, 6, 10))
    # Midnight in Larkspur, where the post was; in UTC the next day began four hours before.
    for moment, expected in (
        (datetime(2026, 6, 11, 3, 59, tzinfo=UTC), 200),
        (datetime(2026, 6, 11, 4, 0, tzinfo=UTC), 403),
    ):
        move_clock(monkeypatch, moment)
        client.force_login(sam.person)  # type: ignore[arg-type]
        assert client.get("/staff/me/").status_code == expected


def test_what_a_signed_in_person_read_is_not_kept_by_the_browser(client: Client, sam: Staff) -> None:
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")
    client.force_login(sam.person)  # type: ignore[arg-type]
    for address in ("/staff/", "/staff/me/", "/staff/thanks/", "/staff/officers/", "/staff/nothing/"):
        assert client.get(address).headers["Cache-Control"] == "private, no-store"
