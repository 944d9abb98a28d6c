"""The demo city as a new user meets it: a call becomes a text, an answer, a figure, a thank-you."""

import json
import os
import re
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.city import ServedCity, database_of_its_own, served_city

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("city")]

DAYS = 21
PUBLIC = ["/", "/trust/", "/ours/", "/thanks/", "/survey/here/", "/ledger/", "/ledger/receipt/", "/sandbox/"]
STAFF = {
    "ana.ortiz": [
        "/staff/",
        "/staff/dashboards/",
        "/staff/decisions/",
        "/staff/thanks/",
        "/staff/call-backs/",
    ],
    "maya.stone": ["/staff/conversations/", "/staff/templates/", "/staff/blocks/"],
    "sam.reed": ["/staff/", "/staff/me/"],
    "ruth.adler": ["/staff/"],
    "jo.park": ["/staff/settings/"],
}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedCity]:
    home: Path = tmp_path_factory.mktemp("city")
    url = os.environ.get("DATABASE_URL", "")
    with database_of_its_own(url) as own, served_city(home, own, DAYS) as served:
        yield served


@pytest.fixture
def visitor(browser: Browser, city: ServedCity) -> Iterator[Page]:
    context = browser.new_context(base_url=city.address, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def sign_in(page: Page, who: str) -> None:
    page.goto("/staff/sign-in/")
    page.get_by_label(re.compile("e-?mail", re.IGNORECASE)).first.fill(f"{who}@larkspur.example")
    page.get_by_label(re.compile("password", re.IGNORECASE)).first.fill("demo")
    page.get_by_role("button", name=re.compile("^sign in$", re.IGNORECASE)).first.click()
    page.wait_for_url("**/staff/**")


def texts(city: ServedCity) -> list[dict[str, str]]:
    with urllib.request.urlopen(f"{city.address}/sandbox/messages.json", timeout=10) as answer:  # noqa: S310
        found: list[dict[str, str]] = json.load(answer)
        return found


def answer(page: Page, words: str, then: str) -> None:
    """Send a text from the handset and wait for the next one from the city."""
    page.get_by_label("Answer as this person").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".bubble--out", has_text=then).last).to_be_visible()


@pytest.mark.req("A9", "A10")
def test_a_call_becomes_a_text_an_answer_and_thanks(visitor: Page, city: ServedCity) -> None:
    before = len(texts(city))
    visitor.goto("/sandbox/")
    visitor.get_by_role("button", name="A noisy party").click()
    expect(visitor.locator(".bubble--out", has_text="Larkspur Police")).to_be_visible()
    assert len(texts(city)) > before
    answer(visitor, "5", then="listen")
    answer(visitor, "5", then="fair")
    answer(visitor, "4", then="else")
    answer(visitor, "The officer was so kind. Thank you! Call me on 201-555-0123.", then="Thank you")
    about = visitor.locator(".bubble--out").first.inner_text()
    assert "noise complaint" in about

    sign_in(visitor, "ana.ortiz")
    visitor.goto("/staff/thanks/")
    expect(visitor.get_by_text("so kind").first).to_be_visible()
    assert "555-0123" not in visitor.content()


@pytest.mark.req("A2")
def test_a_re_typed_call_is_never_texted(visitor: Page, city: ServedCity) -> None:
    visitor.goto("/sandbox/")
    visitor.get_by_role("button", name="A quarrel turns out to be violence").click()
    expect(visitor.locator("#day")).to_contain_text("domestic violence")
    expect(visitor.locator(".bubble--out")).to_have_count(0)


@pytest.mark.req("A7", "A8")
def test_stop_and_danger_are_answered_at_once(visitor: Page, city: ServedCity) -> None:
    visitor.goto("/sandbox/")
    visitor.get_by_role("button", name="A noisy party").click()
    expect(visitor.locator(".bubble--out", has_text="Larkspur Police")).to_be_visible()
    visitor.get_by_role("button", name="Write that someone is in danger").click()
    expect(visitor.locator(".bubble--out", has_text="911").last).to_be_visible()
    visitor.get_by_role("button", name="Write STOP").click()
    expect(visitor.locator(".bubble--out", has_text="no more texts")).to_be_visible()


@pytest.mark.req("L6")
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_every_public_page_is_accessible(
    visitor: Page,
    language: str,
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> None:
    visitor.set_extra_http_headers({"Accept-Language": language})
    for address in PUBLIC:
        response = visitor.goto(address)
        assert response is not None
        assert response.ok, address
        assert visitor.locator("html").get_attribute("lang") == language
        axe(visitor)
        visitor.set_viewport_size({"width": 320, "height": 800})
        assert has_no_sideways_scroll(visitor), address
        axe(visitor)
        visitor.set_viewport_size({"width": 1280, "height": 900})
        screenshots(visitor, f"{language}{address.replace('/', '-')}")


@pytest.mark.req("L6")
@pytest.mark.parametrize("who", list(STAFF))
def test_every_staff_page_is_accessible(
    visitor: Page,
    who: str,
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> None:
    sign_in(visitor, who)
    for address in STAFF[who]:
        response = visitor.goto(address)
        assert response is not None
        assert response.ok, address
        axe(visitor)
        visitor.set_viewport_size({"width": 320, "height": 800})
        assert has_no_sideways_scroll(visitor), address
        visitor.set_viewport_size({"width": 1280, "height": 900})
        screenshots(visitor, f"{who}{address.replace('/', '-')}")
