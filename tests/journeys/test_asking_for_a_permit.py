"""Somebody asks for a permit on a phone, follows it by the code, is asked, is refused and appeals."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from commonbeat.domain.permits import actions
from commonbeat.domain.permits.mappings import suggested
from commonbeat.domain.permits.models import Application
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.clock import now

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.req("C10", "C11", "L6"),
]
PHONE = ViewportSize(width=360, height=740)
DESK = ("permits.see", "permits.work", "permits.review", "permits.decide", "permits.manage_kinds")
MAIN_BUTTON = "main form.usa-form button[type=submit]"


@pytest.fixture
def clerk(larkspur: Agency, hire: Callable[..., Staff]) -> Staff:
    clerk = hire("Cleo Clerk", *DESK)
    hire("Ola Officer", "permits.see", "permits.work", "permits.hear_appeals", "permits.decide")
    actions.adopt_suggested(agency=larkspur, keys=suggested(), by=clerk, at=now())
    return clerk


Look = Callable[[], None]


@pytest.fixture
def look(page: Page, axe: Callable[[Page], None], has_no_sideways_scroll: Callable[[Page], bool]) -> Look:
    def check() -> None:
        page.wait_for_load_state()
        assert page.locator("h1").count() == 1
        axe(page)
        assert has_no_sideways_scroll(page), page.url

    return check


def ask(page: Page, look: Look, own_words: str) -> str:
    """Ask for a march, a question at a time, and return the code."""
    starts = now() + timedelta(days=20)
    page.goto("/permits/expressive_event/")
    look()
    page.locator(MAIN_BUTTON).click()
    page.locator("input[name=route]").fill("Library steps to City Hall")
    look()
    page.locator(MAIN_BUTTON).click()
    page.locator("input[name=span_starts]").fill(f"{starts:%Y-%m-%d}T17:00")
    page.locator("input[name=span_ends]").fill(f"{starts:%Y-%m-%d}T19:00")
    look()
    page.locator(MAIN_BUTTON).click()
    page.locator("input[name=people]").fill("250")
    page.locator(MAIN_BUTTON).click()
    look()
    page.locator("label[for=id_street_0]").click()
    page.locator(MAIN_BUTTON).click()
    page.locator("textarea[name=own_words]").fill(own_words)
    look()
    page.locator(MAIN_BUTTON).click()
    page.wait_for_url("**/check/")
    look()
    page.locator(MAIN_BUTTON).click()
    page.wait_for_url("**/follow/new/*/")
    look()
    return page.locator("#code").inner_text()


def follow(page: Page, code: str) -> None:
    page.goto("/follow/")
    page.locator("textarea[name=code]").fill(code)
    page.locator(MAIN_BUTTON).click()
    page.wait_for_url("**/follow/case/")
    page.goto("/follow/permit/")


def refuse(application: Application, clerk: Staff) -> None:
    for item in application.checklist.all():
        actions.set_item(item=item, is_done=True, by=clerk, at=now())
    actions.find_complete(application=application, by=clerk, at=now())
    actions.start_review(application=application, by=clerk, at=now())
    for review in application.reviews.all():
        actions.agree(review=review, by=clerk, at=now())
    actions.decide(
        application=application,
        verdict="denied",
        grounds=["place_taken"],
        facts="The fair has City Hall.",
        by=clerk,
        at=now(),
    )


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_asked_answered_refused_and_appealed_on_a_phone(
    language: str,
    clerk: Staff,
    page: Page,
    look: Look,
    screenshots: Callable[[Page, str], None],
) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/permits/")
    page.locator(f"button[value={language}]").first.click()
    look()
    code = ask(page, look, "Lanterns for the mill")
    application = Application.objects.get()
    actions.ask_for_more(application=application, keys=["people"], words="How many?", by=clerk, at=now())
    follow(page, code)
    expect(page.get_by_text("How many?")).to_be_visible()
    look()
    screenshots(page, f"{language}-permit-missing")
    page.locator("input[name=people]").fill("90")
    page.locator("form[action='/follow/permit/answer/'] button").click()
    expect(page.locator("input[name=people]")).to_have_count(0)
    expect(page.get_by_text("90", exact=True)).to_be_visible()
    refuse(application, clerk)
    follow(page, code)
    expect(page.get_by_text("The fair has City Hall.")).to_be_visible()
    ground = application.version.grounds.get(key="place_taken")
    expect(page.get_by_text(ground.name[language])).to_be_visible()
    look()
    screenshots(page, f"{language}-permit-denied")
    page.locator("textarea[name=words]").fill("The fair ends at noon.")
    page.locator("form[action='/follow/permit/appeal/'] button").click()
    expect(page.locator("textarea[name=words]")).to_have_count(0)
    look()
    application.refresh_from_db()
    assert application.case.state == "appealed"
    assert application.appeal.words == "The fair ends at noon."


def test_asked_and_read_again_without_scripts(clerk: Staff, page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.set_viewport_size(PHONE)
    code = ask(page, lambda: None, "Lanterns for the mill")
    page.go_back()
    page.go_forward()
    expect(page.locator("#code")).to_have_text(code)
    follow(page, code)
    expect(page.get_by_text("Lanterns for the mill")).to_have_count(0)
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("Lanterns for the mill")).to_be_visible()
    assert Application.objects.count() == 1


def test_staff_pages_of_a_permit(
    clerk: Staff, larkspur: Agency, page: Page, look: Look, screenshots: Callable[[Page, str], None]
) -> None:
    version = larkspur.permit_kinds.get(key="expressive_event")
    span = {"starts": "2031-08-01T18:00:00-04:00", "ends": "2031-08-01T21:00:00-04:00", "hours": 3}
    answers = {"route": "Library steps", "span": span, "people": 90, "street": True}
    made = actions.submit(version=version, answers=answers, language="en", at=now()).application
    page.goto("/staff/sign-in/")
    page.get_by_label("Email").fill("cleo.clerk@larkspur.example")
    page.get_by_label("Password").fill("a long test password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    for language in ("en", "es"):
        page.locator(f"button[value={language}]").first.click()
        for address in ("kinds/", "kinds/film/", "kinds/expressive_event/", f"{made.case.public_id}/"):
            page.goto(f"/staff/permits/{address}")
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            page.set_viewport_size(PHONE)
            look()
            screenshots(page, f"{language}-permit-staff-{address.replace('/', '-')}")
    assert "Make it public" not in page.content()
    assert page.locator("form[action$='/join/'], form[action$='/private/']").count() == 0
