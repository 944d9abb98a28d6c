"""The menu: one line on a phone until it is asked for, all of it where there is room or no script."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from commonbeat.ground.agency.models import Agency

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_phone_shows_it_when_asked(
    browser: Browser, live_server: LiveServer, larkspur: Agency, has_scripts: bool
) -> None:
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=has_scripts)
    page = context.new_page()
    page.goto("/")
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Report a concern")
    summary = page.get_by_text("Menu", exact=True)
    if has_scripts:
        expect(link).to_be_hidden()
        summary.press("Enter")
    expect(link).to_be_visible()
    context.close()


def test_a_desk_always_shows_it_even_after_it_was_folded(
    browser: Browser, live_server: LiveServer, larkspur: Agency
) -> None:
    context = browser.new_context(base_url=live_server.url, viewport=PHONE)
    page = context.new_page()
    page.goto("/")
    page.set_viewport_size(DESK)
    expect(page.get_by_role("link", name="Report a concern").first).to_be_visible()
    expect(page.get_by_text("Menu", exact=True)).to_be_hidden()
    context.close()
