"""Following by a code in a browser: on a phone of 360 pixels, with and without scripts, in each language."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.fixtures import Settings

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.models import Case
from commonbeat.engine.casework.queries import unsaved_words
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.clock import now
from commonbeat.ground.ledger.actions import sequence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.req("L6", "C7")]
PHONE = ViewportSize(width=360, height=740)
EVERYTHING = ["parcels.see", "parcels.work", "parcels.see_private", "parcels.lead"]
Check = Callable[[Page], None]


@pytest.fixture(autouse=True)
def parcels(settings: Settings) -> None:
    settings.CASE_TYPES = ["commonbeat.engine.casework.tests.parcel.PARCEL"]
    settings.CASE_GUARDS = settings.CASE_FACES = {}


@pytest.fixture
def worker(hire: Callable[..., Staff]) -> Staff:
    return hire("Sam Reed", *EVERYTHING)


@pytest.fixture
def case(larkspur: Agency, worker: Staff) -> Case:
    """A parcel that was looked for, about which we asked something."""
    found = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=now())
    for key in ("acknowledge", "give"):
        found = actions.move(case=found, key=key, by=worker, at=now())
    actions.write_to_resident(case=found, body="Which colour was the parcel?", by=worker, at=now())
    found = actions.move(case=found, key="ask", by=worker, at=now())
    sequence(at=now())
    return found


def page_of_words(case: Case, language: str = "en") -> tuple[str, str]:
    """Return the address of the page that shows new words, and the words."""
    _receipt, token = actions.give_receipt(case=case, language=language, at=now())
    found = unsaved_words(token, now())
    assert found is not None
    return f"/follow/new/{token}/", " ".join(found[1])


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_pages_on_a_phone(
    language: str,
    case: Case,
    page: Page,
    visit: Callable[[str], None],
    axe: Check,
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> None:
    address, words = page_of_words(case, language)
    page.set_viewport_size(PHONE)
    visit("/follow/")
    page.locator(f"button[value={language}]").click()

    def look(name: str) -> None:
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        axe(page)
        assert has_no_sideways_scroll(page)
        screenshots(page, f"{language}-{name}")

    visit(address)
    expect(page.locator("#code")).to_have_text(words)
    look("receipt")
    visit("/follow/")
    page.locator("textarea[name=code]").fill("seven words that are not a code")
    page.locator("main form.usa-form button[type=submit]").click()
    page.locator("#error-summary").wait_for()
    look("follow-unknown")
    page.locator("textarea[name=code]").fill(words.upper())
    page.locator("main form.usa-form button[type=submit]").click()
    page.wait_for_url("**/follow/case/")
    look("case")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    look("case-opened")
    page.locator("a[href*='/follow/case/lines/']").first.click()
    page.wait_for_url("**/follow/case/lines/*/")
    look("line")
    visit("/follow/stages/parcel/")
    look("stages")


def test_saved_answered_and_closed_without_scripts(case: Case, page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.set_viewport_size(PHONE)
    address, words = page_of_words(case)
    page.goto(address)
    expect(page.locator("#code")).to_have_text(words)
    page.get_by_role("button", name="I have saved it").click()
    page.wait_for_url("**/follow/case/")
    expect(page.get_by_text("Which colour was the parcel?").first).to_be_visible()
    page.get_by_label("Your answer").fill("It was red.")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("It was red.")).to_be_visible()
    page.get_by_role("button", name="Close this page").first.click()
    page.goto("/follow/case/")
    page.wait_for_url("**/follow/")
    page.get_by_label("Your code").fill("-".join(words.split()))
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("It was red.")).to_be_visible()


@pytest.mark.parametrize("are_scripts_on", [True, False])
def test_photos_are_sent_and_shown(
    are_scripts_on: bool, case: Case, page: Page, page_without_scripts: Page, tmp_path: Path
) -> None:
    if not are_scripts_on:
        page = page_without_scripts
    page.set_viewport_size(PHONE)
    told = Image.Exif()
    told[0x8825] = {1: "N", 2: (40.0, 26.0, 46.0)}
    for name in ("door.jpg", "wall.jpg"):
        Image.effect_noise((3000, 2000), 40).convert("RGB").save(tmp_path / name, exif=told)
    (tmp_path / "letter.docx").write_bytes(b"PK not a photo")
    address, _words = page_of_words(case)
    page.goto(address)
    page.get_by_role("button", name="I have saved it").click()
    page.get_by_text("Add a photo").click()
    chooser = page.get_by_label("Photos", exact=True)
    chooser.set_input_files([tmp_path / "letter.docx"])
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("not taken").first).to_be_visible()
    # The form is still open, with what to do.
    chooser.set_input_files([tmp_path / "door.jpg", tmp_path / "wall.jpg"])
    page.get_by_role("button", name="Add it").click()
    shown = page.locator(".thread img")
    expect(shown).to_have_count(2)
    if are_scripts_on:
        shown.first.scroll_into_view_if_needed()
        drawn = "picture => picture.decode().then(() => picture.naturalWidth)"
        assert shown.first.evaluate(drawn) == 320
    kept = page.context.request.get(page.locator(".thread a").first.get_attribute("href") or "").body()
    assert Image.open(BytesIO(kept)).size == (2048, 1365)
    assert not Image.open(BytesIO(kept)).getexif()


def test_confirmed_by_keyboard(case: Case, worker: Staff, page: Page) -> None:
    _address, words = page_of_words(case)
    actions.move(case=case, key="answer", by=RESIDENT, at=now())
    actions.move(case=case, key="start", by=worker, at=now())
    actions.move(case=case, key="close", by=worker, at=now(), outcome="found", reason="It lay at the mill.")
    page.goto("/follow/")
    page.get_by_label("Your code").focus()
    page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/follow/case/")
    button = page.get_by_role("button", name="Yes", exact=True)
    for _step in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Confirmed.").first).to_be_visible()
    case.refresh_from_db()
    assert case.state == "confirmed"


def test_cookie_is_kept_from_every_other_page(case: Case, page: Page) -> None:
    _address, words = page_of_words(case)
    page.goto("/follow/")
    page.get_by_label("Your code").fill(words)
    page.get_by_role("button", name="Open it").click()
    page.wait_for_url("**/follow/case/")
    [kept] = [one for one in page.context.cookies() if one["name"] == "followed"]
    assert (kept["path"], kept["httpOnly"], kept["sameSite"], kept["expires"]) == (
        "/follow/",
        True,
        "Strict",
        -1,
    )
    assert "followed" not in page.evaluate("document.cookie")
