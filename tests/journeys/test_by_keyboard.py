"""Pages that must work without a mouse and without scripts: thanks, sign-in and the approval of a text."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from commonbeat.engine.messaging.actions import save_draft
from commonbeat.engine.messaging.models import TemplateVersion
from commonbeat.ground.agency.models import Agency, Staff
from tests.journeys.keys import press_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.req("L6")]
WORDS = "Officer Reed stayed until my mother was calm."


@pytest.fixture
def draft(larkspur: Agency, at: datetime, hire: Callable[..., Staff]) -> TemplateVersion:
    writer = hire("Maya Stone", "messaging.write_templates")
    return save_draft(
        agency=larkspur,
        key="late",
        scope="updates",
        language="en",
        body="{agency}: about your call: it takes longer. Reply STOP to end, HELP for help.",
        name="It takes longer",
        written_by=writer.name,
        by=writer.actor(),
        at=at,
    )


def test_thanks_by_keyboard(larkspur: Agency, page: Page) -> None:
    page.goto("/thanks/")
    press_on(page, "What would you like to say?")
    page.keyboard.type(WORDS)
    press_on(page, "Check what I wrote")
    page.keyboard.press("Enter")
    expect(page.get_by_text(WORDS)).to_be_visible()
    press_on(page, "Send my thanks")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for saying thank you")


def test_thanks_without_scripts(larkspur: Agency, page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("/thanks/")
    page.get_by_label("What would you like to say?").fill(WORDS)
    page.get_by_role("button", name="Check what I wrote").click()
    page.get_by_role("button", name="Send my thanks").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for saying thank you")
    expect(page.locator(".receipt")).to_be_visible()


def test_sign_in_and_approve_by_keyboard(
    draft: TemplateVersion, hire: Callable[..., Staff], page: Page
) -> None:
    hire("Ana Ortiz", "messaging.approve_templates")
    page.goto("/staff/sign-in/")
    press_on(page, "Email")
    page.keyboard.type("ana.ortiz@larkspur.example")
    press_on(page, "Password")
    page.keyboard.type("a long test password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/")
    press_on(page, "Read")
    page.keyboard.press("Enter")
    page.wait_for_url("**/templates/late/en/")
    press_on(page, "Approve in my name")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Approved in your name.")).to_be_visible()
    draft.refresh_from_db()
    assert draft.approved_by == "Ana Ortiz"


def test_sign_in_and_approve_without_scripts(
    draft: TemplateVersion, hire: Callable[..., Staff], page_without_scripts: Page
) -> None:
    page = page_without_scripts
    hire("Ana Ortiz", "messaging.approve_templates")
    page.goto("/staff/sign-in/")
    page.get_by_label("Email").fill("ana.ortiz@larkspur.example")
    page.get_by_label("Password").fill("a long test password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Read").click()
    page.get_by_role("button", name="Approve in my name").click()
    expect(page.get_by_text("Approved in your name.")).to_be_visible()
