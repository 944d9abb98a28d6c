"""Staff come in by password, are kept out after five mistakes, and are signed out when they walk away."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from commonbeat.ground.agency.models import Agency, Grant, Role, Staff
from commonbeat.ground.core import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Hire = Callable[..., Staff]
SIGN_IN = "/staff/sign-in/"
PASSWORD = "a long test password"


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto(SIGN_IN)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_the_page_says_whom_it_is_for(
    larkspur: Agency,
    page: Page,
    visit: Callable[[str], None],
    axe: Callable[[Page], None],
    screenshots: Callable[[Page, str], None],
) -> None:
    visit(SIGN_IN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Staff sign-in")
    axe(page)
    screenshots(page, "sign-in")


def test_a_password_and_then_the_way_out(
    hire: Hire, page: Page, axe: Callable[[Page], None], screenshots: Callable[[Page, str], None]
) -> None:
    hire("Sam Reed")
    sign_in(page, "sam.reed@larkspur.example")
    page.goto("/staff/security/")
    expect(page.get_by_text("Sam Reed, Officer")).to_be_visible()
    axe(page)
    screenshots(page, "security")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(f"{SIGN_IN}$"))


def test_five_mistakes_close_the_door_for_a_while(
    hire: Hire, page: Page, axe: Callable[[Page], None], screenshots: Callable[[Page, str], None]
) -> None:
    hire("Sam Reed")
    for _ in range(5):
        sign_in(page, "sam.reed@larkspur.example", "wrong")
    sign_in(page, "sam.reed@larkspur.example")
    expect(page.locator("#error-summary")).to_contain_text("Five tries have failed. Wait 15 minutes")
    axe(page)
    screenshots(page, "sign-in-closed")


def test_who_walks_away_is_signed_out(
    hire: Hire, page: Page, monkeypatch: pytest.MonkeyPatch, screenshots: Callable[[Page, str], None]
) -> None:
    hire("Sam Reed")
    sign_in(page, "sam.reed@larkspur.example")
    page.goto("/staff/security/")
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    page.goto("/staff/security/")
    expect(page.get_by_role("status")).to_contain_text("You were signed out after 30 minutes without use")
    assert "next=/staff/security/" in page.url
    screenshots(page, "sign-in-idle")


def test_the_demo_offers_one_account_for_each_role(
    hire: Hire,
    larkspur: Agency,
    at: datetime,
    page: Page,
    settings: Settings,
    axe: Callable[[Page], None],
    screenshots: Callable[[Page, str], None],
) -> None:
    settings.DEMO = True
    boss = hire("Dana Cole", "dashboards.see")
    role = Role.objects.create(agency=larkspur, key="command", name="Command", capabilities=[])
    Grant.objects.create(staff=boss, role=role, granted_by="test", granted_at=at)
    assert boss.person is not None
    boss.person.set_password("demo")
    boss.person.save()
    page.goto(SIGN_IN)
    axe(page)
    screenshots(page, "sign-in-demo")
    page.get_by_role("button", name="Sign in as Dana Cole, Command").click()
    page.goto("/staff/security/")
    expect(page.get_by_text("Dana Cole, Officer")).to_be_visible()


def confirm_password(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_a_passkey_is_added_and_leads_in(
    hire: Hire, page: Page, axe: Callable[[Page], None], screenshots: Callable[[Page, str], None]
) -> None:
    hire("Sam Reed")
    authenticator = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": authenticator})
    sign_in(page, "sam.reed@larkspur.example")
    page.goto("/staff/security/webauthn/add/")
    confirm_password(page)
    page.get_by_text("Sign in with this key alone").click()
    page.get_by_role("button", name="Add a key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    axe(page)
    screenshots(page, "recovery-codes")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


ACCOUNT_PAGES = (
    "/staff/security/",
    "/staff/security/totp/activate/",
    "/staff/security/webauthn/",
    "/staff/security/webauthn/add/",
    "/staff/password/",
    "/staff/sign-out/",
    "/staff/agency-sign-in/connections/",
)
OPEN_PAGES = ("/staff/password/forgotten/", "/staff/password/forgotten/sent/", "/staff/sign-up/")


@pytest.mark.parametrize("address", ACCOUNT_PAGES)
@pytest.mark.req("L6")
def test_every_account_page_is_in_house_style_and_accessible(
    address: str,
    hire: Hire,
    page: Page,
    visit: Callable[[str], None],
    axe: Callable[[Page], None],
    screenshots: Callable[[Page, str], None],
) -> None:
    hire("Sam Reed")
    sign_in(page, "sam.reed@larkspur.example")
    visit(address)
    if "/sign-in/confirm/" in page.url:  # what changes how one signs in asks for the password again
        axe(page)
        confirm_password(page)
    expect(page).to_have_url(re.compile(f"{address}$"))
    assert page.locator("h1").count() == 1
    axe(page)
    screenshots(page, "account" + address.removeprefix("/staff").replace("/", "-").rstrip("-"))


@pytest.mark.parametrize("address", OPEN_PAGES)
@pytest.mark.req("L6")
def test_pages_before_signing_in_are_accessible(
    address: str, larkspur: Agency, page: Page, visit: Callable[[str], None], axe: Callable[[Page], None]
) -> None:
    visit(address)
    assert page.locator("h1").count() == 1
    axe(page)
