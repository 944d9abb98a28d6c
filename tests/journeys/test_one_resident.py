"""One resident and one concern from the first page to the end, on a small phone, with and without scripts."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from commonbeat.domain.concerns.actions import adopt_categories, close
from commonbeat.domain.concerns.models import Concern, Draft
from commonbeat.engine.casework import actions
from commonbeat.engine.casework.models import Case
from commonbeat.engine.files.actions import keep
from commonbeat.engine.files.queries import content
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.clock import now
from tests.journeys.conftest import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE: Any = {"width": 360, "height": 740}
GPS = 0x8825
WORDS = {"en": "Two cars race here every Friday.", "es": "Dos carros corren aquí cada viernes."}
ANSWER = {"en": "They come from the bridge.", "es": "Vienen del puente."}
AGAIN = {"en": "They were back last night.", "es": "Anoche volvieron."}
RIGHTS = ("concerns.see", "concerns.see_private", "concerns.work", "concerns.close")


@pytest.fixture
def town(larkspur: Agency, settings: Settings, tmp_path: Path) -> Agency:
    files = {**settings.STORAGES["files"], "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "files": files}
    ring = [[-74.62, 41.05], [-74.54, 41.05], [-74.54, 41.1], [-74.62, 41.1], [-74.62, 41.05]]
    boundary = {"type": "Polygon", "coordinates": [ring]}
    Area.objects.create(agency=larkspur, code="1", name="Mill Flats", boundary=boundary)
    adopt_categories(agency=larkspur, by=SYSTEM, at=now())
    return larkspur


@pytest.fixture
def officer(hire: Callable[..., Staff]) -> Staff:
    return hire("Sam Reed", *RIGHTS)


def photo() -> bytes:
    """Return a photo as a phone takes it: it tells where and with what."""
    facts = Image.Exif()
    facts[0x010F], facts[0x0110] = "Acme", "Phone 7"
    facts.get_ifd(GPS).update({1: "N", 2: (41.0, 4.0, 12.0), 3: "W", 4: (74.0, 34.0, 48.0)})
    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(drawn, "JPEG", exif=facts)
    assert Image.open(io.BytesIO(drawn.getvalue())).getexif().get_ifd(GPS)
    return drawn.getvalue()


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def on_a_phone(
    request: pytest.FixtureRequest, language: str, browser: Browser, live_server: LiveServer
) -> Iterator[Callable[[], Page]]:
    """Return a function that opens a phone that was never here before."""
    opened: list[BrowserContext] = []

    def take() -> Page:
        context = browser.new_context(
            base_url=live_server.url, java_script_enabled=request.param, viewport=PHONE, locale=language
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context.new_page()

    yield take
    for context in opened:
        context.close()


@pytest.mark.req("C1", "C4", "C6", "C7", "L6")
def test_from_the_report_to_the_end(
    language: str,
    on_a_phone: Callable[[], Page],
    town: Agency,
    officer: Staff,
    work: Callable[[], int],
) -> None:
    page = on_a_phone()
    code = reported(page, language)
    concern = Concern.objects.get()
    assert (concern.words, concern.case.language) == (WORDS[language], language)
    assert Contact.objects.count() == 0
    nothing_tells_where_it_was_taken(concern.case)

    # Another phone, days later: the code alone opens it.
    page = on_a_phone()
    asked(concern.case, officer)
    follow(page, code)
    expect(page.locator("section.note").first).to_contain_text("Which way do they come from?")
    page.locator("section.note textarea").fill(ANSWER[language])
    page.locator("section.note button[type=submit]").click()
    expect(page.locator("ol.thread")).to_contain_text(ANSWER[language])
    assert Case.objects.get().state == "assigned"

    worked_and_closed(concern, officer)
    page.reload()
    reopened(page, AGAIN[language])
    work()
    concern.refresh_from_db()
    assert (Case.objects.get().state, concern.is_fixed) == ("reopened", False)

    worked_and_closed(concern, officer)
    page.reload()
    page.locator("form[action$='/confirm/'] button[type=submit]").click()
    expect(page.locator("form[action$='/confirm/']")).to_have_count(0)
    work()
    concern.refresh_from_db()
    assert (Case.objects.get().state, concern.is_fixed) == ("confirmed", True)
    page.goto("/concerns/")
    expect(page.locator(".card .tag--good")).to_have_count(1)
    assert WORDS[language] not in page.content()


def reported(page: Page, language: str) -> str:
    """Report with a photo, save the code and return it."""
    page.goto("/report/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.fill("#id_words", WORDS[language])
    page.locator("main form .actions button[type=submit]").click()
    page.locator("button[name=category][value=speeding]").first.click()
    shot = {"name": "IMG_20261120.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.set_input_files("#id_photos", shot)  # type: ignore[arg-type]
    page.locator("form[enctype] button[type=submit]").click()
    expect(page.locator(".photos img")).to_have_count(1)
    on(page)
    page.select_option("#id_area", "1")
    on(page)
    expect(page.locator("#id_words")).to_have_value(WORDS[language])
    on(page)
    expect(page.locator("dl.given")).to_contain_text(WORDS[language])
    assert Concern.objects.count() == 0
    page.locator("form[action$='/send/'] button").click()
    code = page.locator("#code").inner_text()
    assert len(code.split()) == 7
    assert Draft.objects.get().photos.count() == 0
    page.locator("main form button[type=submit]:not(.usa-button--unstyled)").first.click()
    page.wait_for_url("**/follow/case/")
    return code


def on(page: Page) -> None:
    """Press the page's own way on."""
    page.locator("main form button[type=submit]:not(.usa-button--unstyled)").last.click()


def nothing_tells_where_it_was_taken(case: Case) -> None:
    [attached] = case.attachments.all()
    kept = content(attached.file)
    assert not Image.open(io.BytesIO(kept)).getexif()
    for told in (b"Acme", b"Phone 7", b"IMG_2026", b"Exif"):
        assert told not in kept


def asked(case: Case, officer: Staff) -> None:
    for key in ("acknowledge", "give"):
        actions.move(case=case, key=key, by=officer, at=now())
    actions.write_to_resident(case=case, body="Which way do they come from?", by=officer, at=now())
    actions.move(case=case, key="ask", by=officer, at=now())


def follow(page: Page, code: str) -> None:
    """Open it with the code as a person types it: in capitals, without the line breaks."""
    page.goto("/follow/")
    page.locator("textarea[name=code]").fill(" ".join(code.split()).upper())
    page.locator("main form.usa-form button[type=submit]").click()
    page.wait_for_url("**/follow/case/")


def worked_and_closed(concern: Concern, officer: Staff) -> None:
    case = Case.objects.get(pk=concern.case_id)
    if case.state == "reopened":
        case = actions.move(case=case, key="give", by=officer, at=now())
    actions.move(case=case, key="start", by=officer, at=now())
    proof = keep(agency=concern.agency, upload=SimpleUploadedFile("done.jpg", photo()), at=now())
    close(
        concern=concern,
        outcome="patrols_added",
        reason="We stand there on Fridays.",
        evidence=[proof],
        by=officer,
        at=now(),
    )


def reopened(page: Page, why: str) -> None:
    expect(page.locator("section.note").first).to_be_visible()
    page.locator("details:has(form[action$='/reopen/']) summary").click()
    page.locator("form[action$='/reopen/'] textarea").fill(why)
    page.locator("form[action$='/reopen/'] button[type=submit]").click()
    expect(page.locator("form[action$='/reopen/']")).to_have_count(0)
