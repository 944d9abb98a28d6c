"""The demo city as a new user meets it: a call becomes a text, an answer, a figure, a thank-you."""

import json
import os
import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.city import PATIENCE, ServedCity, database_of_its_own, served_city

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("city")]

DAYS = 14
# Pages that say more where people have answered, each to be read in every language.
PUBLIC = ("/", "/trust/", "/ours/", "/survey/here/", "/survey/kiosk/larkspur/", "/ledger/", "/sandbox/")
# What a role opens: a page, and the first thing on it.
STAFF = {
    "ana.ortiz": (
        ("/staff/", ""),
        ("/staff/dashboards/", ""),
        ("/staff/decisions/", "table a"),
        ("/staff/officers/", ".work a"),
        ("/staff/call-backs/?state=closed", ".work a"),
        ("/staff/settings/", ".work a"),
        ("/staff/settings/calls/", ""),
        ("/staff/settings/calls/rules/", ".note a"),
    ),
    "maya.stone": (
        ("/staff/conversations/?show=all", ".talk__people a"),
        ("/staff/templates/", "table a"),
        ("/staff/surveys/", ""),
        ("/staff/surveys/poster/", ""),
    ),
    "sam.reed": (("/staff/me/", ""), ("/staff/thanks/", ".work a")),
    "ruth.adler": (("/staff/", ""), ("/staff/call-backs/?state=closed", "")),
}
Look = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedCity]:
    home: Path = tmp_path_factory.mktemp("city")
    url = os.environ.get("DATABASE_URL", "")
    with database_of_its_own(url) as own, served_city(home, own, DAYS) as served:
        yield served


@pytest.fixture
def visitor(browser: Browser, city: ServedCity) -> Iterator[Page]:
    context = browser.new_context(base_url=city.address, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(1000 * PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def look(
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> Look:
    """Return a function that holds an open page to the rules of every page, on a desk and at 400 % zoom."""

    def check(page: Page, name: str) -> None:
        assert page.locator("h1").count() == 1, page.url
        axe(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert has_no_sideways_scroll(page), page.url
        page.set_viewport_size({"width": 1280, "height": 900})
        screenshots(page, name.replace("/", "-"))

    return check


def sign_in(page: Page, who: str) -> None:
    page.goto("/staff/sign-in/")
    page.get_by_label("Email").fill(f"{who}@larkspur.example")
    page.get_by_label("Password").fill("demo")
    page.get_by_role("button", name="Sign in", exact=True).first.click()
    page.wait_for_url("**/staff/")


def texts(city: ServedCity) -> list[dict[str, str]]:
    with urllib.request.urlopen(f"{city.address}/sandbox/messages.json", timeout=10) as answer:  # noqa: S310
        found: list[dict[str, str]] = json.load(answer)
        return found


def make_happen(page: Page, what: str) -> None:
    page.goto("/sandbox/")
    page.get_by_role("button", name=what).click()


def answer(page: Page, words: str, then: str) -> None:
    """Send a text from the handset and wait for the city's next one, in the language of whoever called."""
    page.get_by_label("Answer as this person").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".bubble--out", has_text=re.compile(then)).last).to_be_visible()


def officers_page_with(page: Page, words: str) -> str:
    """Return the page of the officer whom the words reached; thanks arrive in their own time."""
    page.goto("/staff/officers/")
    addresses = [link.get_attribute("href") or "" for link in page.locator(".work a").all()]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for address in addresses:
            found = page.request.get(address).text()
            if words in found:
                return found
    raise AssertionError(f"nobody read: {words}")


@pytest.mark.req("A9", "A10")
def test_a_call_becomes_a_text_an_answer_and_thanks(visitor: Page, city: ServedCity) -> None:
    before = len(texts(city))
    make_happen(visitor, "A noisy party")
    expect(visitor.locator(".bubble--out", has_text="Larkspur Police")).to_be_visible()
    assert len(texts(city)) > before
    answer(visitor, "5", then="listen|escuch")
    answer(visitor, "5", then="fair|just")
    answer(visitor, "4", then="else|otra cosa")
    answer(visitor, "The officer was so kind. Thank you! Call me on 201-555-0123.", then="Thank you|Gracias")
    assert "Noise complaint" in visitor.locator(".bubble--out").first.inner_text()

    sign_in(visitor, "ana.ortiz")
    page = officers_page_with(visitor, "The officer was so kind. Thank you!")
    assert "555-0123" not in page


@pytest.mark.req("A2")
def test_a_re_typed_call_is_never_texted(visitor: Page) -> None:
    make_happen(visitor, "A quarrel turns out to be violence")
    expect(visitor.locator("#day")).to_contain_text("Domestic violence")
    expect(visitor.locator(".bubble--out")).to_have_count(0)


@pytest.mark.req("A7", "A8")
def test_danger_and_stop_are_answered_at_once(visitor: Page, look: Look) -> None:
    make_happen(visitor, "A noisy party")
    expect(visitor.locator(".bubble--out", has_text="Larkspur Police")).to_be_visible()
    visitor.get_by_role("button", name="Write that someone is in danger").click()
    expect(visitor.locator(".bubble--out", has_text="911").last).to_be_visible()
    visitor.get_by_role("button", name="Write STOP").click()
    expect(
        visitor.locator(".bubble--out", has_text=re.compile("no more texts|ya no va a recibir"))
    ).to_be_visible()
    look(visitor, "handset-after-stop")

    sign_in(visitor, "lena.fox")
    for address in ("/staff/", "/staff/conversations/"):
        visitor.goto(address)
        expect(visitor.get_by_text("emergency").first).to_be_visible()
        look(visitor, f"danger{address}")


@pytest.mark.req("L6")
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_public_pages_of_a_lived_in_city(visitor: Page, language: str, look: Look) -> None:
    visitor.set_extra_http_headers({"Accept-Language": language})
    for address in PUBLIC:
        response = visitor.goto(address)
        assert response is not None
        assert response.ok, address
        assert visitor.locator("html").get_attribute("lang") == language
        look(visitor, f"city-{language}{address}")


@pytest.mark.req("L6")
@pytest.mark.parametrize("who", list(STAFF))
def test_staff_pages_of_a_lived_in_city(visitor: Page, who: str, look: Look) -> None:
    sign_in(visitor, who)
    for address, first in STAFF[who]:
        response = visitor.goto(address)
        assert response is not None
        assert response.ok, address
        look(visitor, f"city-{who}{address.partition('?')[0]}")
        if first:
            with visitor.expect_navigation():
                visitor.locator(f"main {first}").first.press("Enter")
            look(visitor, f"city-{who}{address.partition('?')[0]}one")
