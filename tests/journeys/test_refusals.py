"""A page that cannot be shown says what happened, what was kept and what to do next."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from playwright.sync_api import Page, expect
from pytest_django import Settings

from commonbeat.config.urls import urlpatterns
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.ui.views import broken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused("This call-back was already closed.")


@pytest.mark.req("L6")
def test_a_refusal_is_a_page_of_its_own(
    larkspur: Agency,
    page: Page,
    settings: Settings,
    axe: Callable[[Page], None],
    screenshots: Callable[[Page, str], None],
) -> None:
    settings.ROOT_URLCONF = (*urlpatterns, path("refuse/", refuse))
    answer = page.goto("/refuse/")
    assert answer is not None
    assert answer.status == 409
    expect(page.get_by_role("heading", level=1)).to_have_text("This cannot be done now")
    expect(page.get_by_text("This call-back was already closed.")).to_be_visible()
    axe(page)
    screenshots(page, "refused")


def test_an_unknown_address_leads_back(larkspur: Agency, page: Page, axe: Callable[[Page], None]) -> None:
    answer = page.goto("/nothing-here/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("link", name="Go to the first page")).to_be_visible()
    axe(page)


def test_a_page_that_broke_says_what_to_do(
    larkspur: Agency,
    page: Page,
    settings: Settings,
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> None:
    settings.ROOT_URLCONF = (*urlpatterns, path("broken/", broken))
    answer = page.goto("/broken/")
    assert answer is not None
    assert answer.status == 500
    expect(page.get_by_role("link", name="Go to the first page")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 320, "height": 900})
    assert has_no_sideways_scroll(page)
    screenshots(page, "broken")
