"""A member of staff works on a case in a browser: with and without scripts, on a phone and on a desk."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.models import Case
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.clock import now
from tests.journeys.keys import press_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.req("L6")]
RIGHTS = [
    *("parcels.see", "parcels.see_private", "parcels.work", "concerns.see"),
    *("casework.manage_queues", "casework.write_replies"),
]
READY = "Thank you for telling us."


@pytest.fixture
def worker(settings: Settings, larkspur: Agency, hire: Callable[..., Staff]) -> Staff:
    settings.CASE_TYPES = ["commonbeat.engine.casework.tests.parcel.PARCEL"]
    settings.CASE_GUARDS = settings.CASE_FACES = settings.CASE_ALIKE = {}
    return hire("Sam Reed", *RIGHTS)


@pytest.fixture
def case(worker: Staff, larkspur: Agency) -> Case:
    """A parcel that has been at work for days: in a queue, late, written about, with a photo."""
    began = now() - timedelta(days=4)
    queue = actions.add_queue(agency=larkspur, name="Streets", lead=worker, by=worker, at=began)
    case = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=began, queue=queue)
    actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=now(), is_private=False)
    receipt, _token = actions.give_receipt(case=case, language="en", at=began)
    actions.write_from_resident(receipt=receipt, body="It stood by the blue door.", at=began)
    actions.save_reply(
        agency=larkspur,
        reply=None,
        name="Thanks",
        body=READY,
        language="en",
        kind="parcel",
        state="",
        by=worker,
        at=began,
    )
    drawn = BytesIO()
    Image.new("RGB", (320, 240), "teal").save(drawn, "PNG")
    upload = SimpleUploadedFile("door.png", drawn.getvalue(), "image/png")
    actions.add_files(case=case, uploads=[upload], by=worker, at=began)
    for key in ("acknowledge", "give", "start"):
        case = actions.move(case=case, key=key, by=worker, at=now())
    return case


def sign_in(page: Page, worker: Staff) -> None:
    page.goto("/staff/sign-in/")
    page.get_by_label("Email").fill("sam.reed@larkspur.example")
    page.get_by_label("Password").fill("a long test password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/staff/")


def test_pages_pass_on_a_phone_and_on_a_desk(
    case: Case,
    worker: Staff,
    page: Page,
    visit: Callable[[str], None],
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> None:
    sign_in(page, worker)
    for language in ("es", "en"):
        page.locator(f"button[value={language}]").click()
        for name, address in (
            ("cases", "cases/"),
            ("case", f"cases/{case.public_id}/"),
            ("write", f"cases/{case.public_id}/write/"),
            ("queues", "queues/"),
            ("queue", "queues/streets/"),
            ("replies", "replies/"),
            ("reply", "replies/new/"),
        ):
            visit(f"/staff/{address}")
            if name == "case":
                page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            axe(page)
            screenshots(page, f"casework-{name}-{language}")
            page.set_viewport_size({"width": 360, "height": 800})
            assert has_no_sideways_scroll(page), name
            axe(page)
            page.set_viewport_size({"width": 1280, "height": 900})


def test_ready_words_are_put_in_at_a_choice(case: Case, worker: Staff, page: Page) -> None:
    sign_in(page, worker)
    page.goto(f"/staff/cases/{case.public_id}/write/")
    expect(page.get_by_role("button", name="Put the ready words in")).to_be_hidden()
    page.get_by_label("Your words").fill("Sam Reed")
    page.get_by_label("Ready words").select_option("Thanks")
    expect(page.get_by_label("Your words")).to_have_value(f"{READY}\n\nSam Reed")


def test_case_is_worked_on_by_keyboard(case: Case, worker: Staff, page: Page) -> None:
    def go(name: str, key: str = "Enter") -> None:
        press_on(page, name)
        page.keyboard.press(key)

    sign_in(page, worker)
    page.goto("/staff/cases/")
    go(f"Parcel L-{case.public_id}")
    page.wait_for_url(f"**/staff/cases/{case.public_id}/")
    # Closed, given on and written to, without a mouse.
    go("Close")
    go("What came of it?", "F")
    press_on(page, "Why, in plain words")
    page.keyboard.type("It was at the door.")
    go("Close")
    expect(page.get_by_text("Done: Close.")).to_be_visible()
    go("Write to the person")
    press_on(page, "Your words")
    page.keyboard.type("You can fetch it.")
    go("Look at it before it goes")
    expect(page.get_by_role("heading", level=1)).to_have_text("Read it as they will")
    go("Send it")
    expect(page.get_by_text("Sent. The person can read it with their code.")).to_be_visible()
    go("Give it to someone")
    go("Who takes care of it?", "S")
    go("Give it")
    expect(page.get_by_text("Saved.")).to_be_visible()
    case.refresh_from_db()
    assert (case.state, case.outcome, case.assigned_to) == ("closed", "found", worker)
    assert case.entries.filter(kind="to_resident", words="You can fetch it.").exists()


def test_case_is_worked_on_without_scripts(case: Case, worker: Staff, page_without_scripts: Page) -> None:
    page = page_without_scripts
    sign_in(page, worker)
    page.goto(f"/staff/cases/{case.public_id}/")
    page.get_by_text("Write to the person").click()
    page.get_by_label("Ready words").select_option("Thanks")
    page.get_by_role("button", name="Put the ready words in").click()
    page.get_by_role("button", name="Look at it before it goes").click()
    expect(page.get_by_text("1 person holds a code")).to_be_visible()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Sent. The person can read it with their code.")).to_be_visible()
    page.locator("summary", has_text="Close").click()
    page.get_by_label("What came of it?").select_option("Found")
    page.get_by_label("Why, in plain words").fill("It was at the door.")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_text("Done: Close.")).to_be_visible()
    case.refresh_from_db()
    assert (case.state, case.reason) == ("closed", "It was at the door.")
