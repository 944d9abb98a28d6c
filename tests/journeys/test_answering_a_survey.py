"""Answering the survey in a browser: by keyboard, without scripts, in each language, and again on a kiosk."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page

from commonbeat.engine.surveys.actions import adopt
from commonbeat.engine.surveys.models import InstrumentVersion, Response
from commonbeat.ground.agency.models import Agency, Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], None]
CAPABILITIES = ("surveys.publish", "surveys.enter_answers")


@pytest.fixture
def chief(hire: Callable[..., Staff]) -> Staff:
    return hire("Dana Ortiz", *CAPABILITIES)


@pytest.fixture
def version(larkspur: Agency, chief: Staff, at: datetime) -> InstrumentVersion:
    return adopt(agency=larkspur, key="contact", by=chief, at=at - timedelta(days=1))


@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.req("L6")
def test_the_page_is_accessible_before_and_after_a_mistake(
    version: InstrumentVersion,
    language: str,
    page: Page,
    visit: Callable[[str], None],
    axe: Axe,
    has_no_sideways_scroll: Callable[[Page], bool],
) -> None:
    visit("/survey/here/")
    page.locator(f"button[value={language}]").click()
    assert page.locator("html").get_attribute("lang") == language
    axe(page)
    page.locator("form.sheet button[type=submit]").click()
    page.locator("#error-summary").wait_for()
    axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert has_no_sideways_scroll(page)


@pytest.mark.req("L6")
def test_by_keyboard_alone(
    version: InstrumentVersion, page: Page, visit: Callable[[str], None], axe: Axe
) -> None:
    visit("/survey/here/")
    page.locator("input[name=satisfaction]").first.focus()
    for _step in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator("textarea").focus()
    page.keyboard.type("They were kind.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Thank you").wait_for()
    axe(page)
    answers = Response.objects.get().answers
    assert dict(answers.values_list("item__key", "value")) == {
        "satisfaction": 5,
        "listened": 1,
        "comment": None,
    }


def test_a_kiosk_without_scripts_is_ready_for_the_next_person(
    version: InstrumentVersion, page_without_scripts: Page
) -> None:
    page = page_without_scripts
    for _person in range(2):
        page.goto("/survey/kiosk/larkspur/")
        assert page.locator("input:checked").count() == 0
        page.locator("label", has_text="4: Good").first.click()
        page.get_by_role("button", name="Send my answers").click()
        page.get_by_role("link", name="Start again for the next person").click()
    assert list(Response.objects.values_list("stratum", flat=True)) == ["kiosk", "kiosk"]


@pytest.mark.req("L6")
def test_the_staffs_pages(
    version: InstrumentVersion,
    page: Page,
    visit: Callable[[str], None],
    axe: Axe,
    has_no_sideways_scroll: Callable[[Page], bool],
) -> None:
    visit("/staff/sign-in/")
    page.get_by_label("Email").fill("dana.ortiz@larkspur.example")
    page.get_by_label("Password").fill("a long test password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    for address in ("", "enter/", "poster/", f"{version.pk}/rewrite/"):
        visit(f"/staff/surveys/{address}")
        axe(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert has_no_sideways_scroll(page), address
        page.set_viewport_size({"width": 1280, "height": 900})
