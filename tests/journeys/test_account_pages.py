"""The pages of one's own account speak as the rest of the house does, in both of its languages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from commonbeat.engine.surveys.actions import adopt, invite
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Hire = Callable[..., Staff]
Check = Callable[[Page], None]
Save = Callable[[Page, str], None]
HOME = "/staff/security/"
TITLES = {
    "totp/activate/": ("Set up the authenticator app", "Configurar la aplicación de códigos"),
    "webauthn/": ("Passkeys and security keys", "Llaves de acceso y de seguridad"),
    "webauthn/add/": ("Add a key", "Agregar una llave"),
    "/staff/password/": ("Change the password", "Cambiar la contraseña"),
    "/staff/sign-in/confirm/": ("Is it still you?", "¿Sigue siendo usted?"),
}
LATER = {
    "totp/deactivate/": ("Stop asking for a code", "Dejar de pedir un código"),
    "recovery-codes/": ("Recovery codes", "Códigos de recuperación"),
    "recovery-codes/generate/": ("Make new recovery codes", "Crear nuevos códigos de recuperación"),
    "reauthenticate/": ("Is it still you?", "¿Sigue siendo usted?"),
}


@pytest.fixture(autouse=True)
def no_earlier_mistakes() -> None:
    cache.clear()


@pytest.fixture
def sam(hire: Hire, page: Page) -> Staff:
    post = hire("Sam Reed", "retention.manage", "agency.change_settings", "surveys.publish")
    page.goto("/staff/sign-in/")
    page.get_by_label("Email").fill("sam.reed@larkspur.example")
    page.get_by_label("Password").fill("a long test password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    page.goto(HOME + "totp/activate/")
    page.get_by_label("Password").fill("a long test password")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up the authenticator app")
    return post


def speak(page: Page, live_server: LiveServer, language: str) -> None:
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])


def look(
    page: Page,
    live_server: LiveServer,
    titles: dict[str, tuple[str, str]],
    axe: Check,
    fits: Callable[[Page], bool],
    save: Save,
) -> None:
    for language, number in (("en", 0), ("es", 1)):
        speak(page, live_server, language)
        for address, title in titles.items():
            page.goto(address if address.startswith("/") else HOME + address)
            expect(page.get_by_role("heading", level=1)).to_have_text(title[number])
            expect(page).to_have_title(f"{title[number]} · Larkspur Police Department")
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            axe(page)
            page.set_viewport_size({"width": 320, "height": 900})
            assert fits(page), address
            page.set_viewport_size({"width": 1280, "height": 900})
            save(page, f"account-{address.strip('/').replace('/', '-')}-{language}")
    speak(page, live_server, "en")


def test_pages_before_anything_is_set_up(
    sam: Staff,
    page: Page,
    live_server: LiveServer,
    axe: Check,
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Save,
) -> None:
    look(page, live_server, TITLES, axe, has_no_sideways_scroll, screenshots)


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_app_is_set_up_and_asked_for(
    sam: Staff,
    page: Page,
    live_server: LiveServer,
    axe: Check,
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Save,
) -> None:
    page.goto(HOME + "totp/activate/")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator("#error-summary")).to_be_visible()
    secret = page.locator("#authenticator_secret").inner_text()
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(page.locator(".codes li")).to_have_count(10)
    assert Authenticator.objects.filter(user=sam.person).count() == 2
    look(page, live_server, LATER, axe, has_no_sideways_scroll, screenshots)
    page.goto(HOME)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Email").fill("sam.reed@larkspur.example")
    page.get_by_label("Password").fill("a long test password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    axe(page)
    screenshots(page, "account-one-more-step-en")
    page.get_by_label("Code").fill(
        Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    )
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")


def test_key_is_listed_renamed_and_removed(sam: Staff, page: Page, axe: Check, screenshots: Save) -> None:
    Authenticator.objects.create(
        user=sam.person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "My phone", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}},
    )
    page.goto(HOME + "webauthn/")
    expect(page.get_by_text("My phone").first).to_be_visible()
    axe(page)
    screenshots(page, "account-keys-en")
    page.get_by_role("link", name="Rename").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rename a key")
    page.get_by_label("Name of the key").fill("Key at work")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Remove a key")
    axe(page)
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.get_by_text("You have no key yet.")).to_be_visible()


def test_words_kept_and_survey_that_is_over(
    sam: Staff,
    page: Page,
    visit: Callable[[str], None],
    axe: Check,
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Save,
) -> None:
    visit("/staff/kept-words/")
    page.get_by_label("Why").fill("A lawsuit")
    page.get_by_role("button", name="Hold", exact=True).click()
    expect(page.get_by_text("The hold stands.")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 320, "height": 900})
    assert has_no_sideways_scroll(page)
    screenshots(page, "kept-words")
    page.get_by_role("link", name="Lift").click()
    axe(page)
    screenshots(page, "kept-words-lift")
    at = clock.now() - timedelta(days=30)
    version = adopt(agency=sam.agency, key="contact", by=sam, at=at)
    invitation = invite(agency=sam.agency, version=version, stratum="web_link", by=SYSTEM, at=at)
    page.goto(f"/survey/{invitation.token}/")
    axe(page)
    screenshots(page, "survey-over")
