"""Every page a menu leads to: in each language, on the smallest phone, by machine."""

from collections.abc import Callable

import pytest
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page

from commonbeat.config.menus import MENUS
from commonbeat.config.roles import STANDARD_ROLES
from commonbeat.ground.agency.models import Agency, Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EVERYTHING = sorted({capability for role in STANDARD_ROLES for capability in role.capabilities})


def addresses(*menus: str) -> list[str]:
    """Return the addresses that the menus lead to, each once."""
    found = []
    for link in (link for menu in menus for link in MENUS[menu]):
        try:
            found.append(reverse(link.url_name))
        except NoReverseMatch:
            continue
    return sorted(set(found))


def check(
    page: Page, address: str, axe: Callable[[Page], None], has_no_sideways_scroll: Callable[[Page], bool]
) -> None:
    assert page.locator("h1").count() == 1, address
    axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert has_no_sideways_scroll(page), address
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.req("L6")
def test_public_pages(
    language: str,
    larkspur: Agency,
    page: Page,
    visit: Callable[[str], None],
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> None:
    visit("/staff/sign-in/")
    page.locator(f"button[value={language}]").click()
    for address in ["/", *addresses("public", "footer")]:
        visit(address)
        assert page.locator("html").get_attribute("lang") == language
        check(page, address, axe, has_no_sideways_scroll)
        screenshots(page, f"{language}{address.replace('/', '-').rstrip('-')}")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.req("L6")
def test_staff_pages(
    language: str,
    hire: Callable[..., Staff],
    page: Page,
    visit: Callable[[str], None],
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> None:
    hire("Sam Reed", *EVERYTHING)
    visit("/staff/sign-in/")
    page.get_by_label("Email").fill("sam.reed@larkspur.example")
    page.get_by_label("Password").fill("a long test password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator(f"button[value={language}]").click()
    for address in addresses("staff", "settings"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in (200, 404), (
            address
        )  # an agency that has published no survey has none to enter
        assert page.locator("html").get_attribute("lang") == language
        check(page, address, axe, has_no_sideways_scroll)
        screenshots(page, f"{language}{address.replace('/', '-').rstrip('-')}")
