"""Staff give a program its key, say what a partner calls things, and settle a hand-off that is stuck."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page

from commonbeat.domain.concerns.actions import adopt_categories, report
from commonbeat.domain.concerns.models import Category, HandOff, Partner
from commonbeat.domain.open311.models import Exchange, KeyTerms
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import RESIDENT, SYSTEM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.req("C8", "L6")]
RIGHTS = ("open311.manage", "concerns.see", "concerns.see_private", "concerns.hand_off")
PARTNER = "Department of Public Works and Transportation of the County"


@pytest.fixture
def stuck(larkspur: Agency, hire: Callable[..., Staff], at: datetime) -> list[HandOff]:
    """Two hand-offs of a partner with a long name, one of which it has already."""
    hire("Sam Reed", *RIGHTS)
    adopt_categories(agency=larkspur, by=SYSTEM, at=at)
    graffiti = Category.objects.get(agency=larkspur, key="graffiti")
    works = Partner.objects.create(agency=larkspur, name=PARTNER, endpoint="http://127.0.0.1:1/v2")
    Exchange.objects.create(
        partner=works,
        deed="send",
        outcome="answered",
        status=200,
        milliseconds=80,
        at=datetime.now(at.tzinfo),
    )
    rows = []
    for remote_id in ("", "R-2026-000123"):
        told = {
            "words": "Paint",
            "source": "web",
            "language": "en",
            "place": "Elm St",
            "by": RESIDENT,
            "at": at,
        }
        concern = report(agency=larkspur, category=graffiti, **told).concern
        row = HandOff.objects.create(
            concern=concern, partner=works, state="failed", remote_id=remote_id, fault="no_connection", at=at
        )
        rows.append(row)
    return rows


@pytest.mark.parametrize("language", ["en", "es"])
def test_programs_and_partners(
    language: str,
    stuck: list[HandOff],
    page: Page,
    visit: Callable[[str], None],
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> None:
    def look(name: str) -> None:
        assert page.locator("h1").count() == 1
        axe(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert has_no_sideways_scroll(page), name
        page.set_viewport_size({"width": 1280, "height": 900})
        screenshots(page, f"open311-{name}-{language}")

    visit("/staff/sign-in/")
    page.get_by_label("Email").fill("sam.reed@larkspur.example")
    page.get_by_label("Password").fill("a long test password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator(f"button[value={language}]").click()
    visit("/staff/open311/")
    page.locator("#id_name").fill("Town app of the neighbourhood associations")
    page.locator("#id_reports_a_day").fill("25")
    page.locator("main form").last.locator("button[type=submit]").click()
    secret = page.locator("#code").inner_text()
    assert secret.startswith(KeyTerms.objects.get().key.prefix)
    look("keys")
    page.locator("main a.usa-button").first.click()
    page.locator("#id_service_graffiti").fill("G1")
    look("partner")
    page.locator("main form button[type=submit]").click()
    assert Partner.objects.get().services == {"graffiti": "G1"}
    visit("/staff/open311/hand-offs/")
    look("hand-offs")
    first, second = stuck
    page.locator(f"#number-{first.pk}").fill("R77")
    page.locator(f"form:has(#number-{first.pk}) button[type=submit]").first.click()
    page.locator(f"form:has(#number-{second.pk}) button[name=again]").click()
    assert [row.remote_id for row in HandOff.objects.order_by("pk")] == ["R77", "R-2026-000123"]
    assert set(HandOff.objects.values_list("state", flat=True)) == {"accepted"}
    assert page.locator("main form").count() == 0
