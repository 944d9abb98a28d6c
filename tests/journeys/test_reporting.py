"""A resident reports a concern on a small phone: with and without scripts, or without a signal."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from commonbeat.domain.concerns.actions import adopt_categories, report
from commonbeat.domain.concerns.models import Category, Concern, Draft, Place
from commonbeat.domain.concerns.rules import searchable
from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT, SYSTEM
from tests.journeys.conftest import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE: Any = {"width": 360, "height": 740}
WORDS = "Cars race here every Friday night."
HEAVIEST = 100_000


@pytest.fixture
def town(larkspur: Agency, at: datetime, settings: Settings, tmp_path: Any) -> Agency:
    files = {**settings.STORAGES["files"], "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "files": files}
    ring = [[-74.62, 41.05], [-74.54, 41.05], [-74.54, 41.1], [-74.62, 41.1], [-74.62, 41.05]]
    boundary = {"type": "Polygon", "coordinates": [ring]}
    Area.objects.create(agency=larkspur, code="1", name="Mill Flats", boundary=boundary)
    for name in ("Public Library", "Mill Road and 3rd Street"):
        Place.objects.create(
            agency=larkspur,
            kind="landmark",
            name=name,
            search=searchable(name),
            longitude=-74.58,
            latitude=41.07,
        )
    adopt_categories(agency=larkspur, by=SYSTEM, at=at)
    return larkspur


def photo() -> Any:
    drawn = io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(drawn, "JPEG")
    return {"name": "street.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


def press(page: Page) -> None:
    """Press the page's own way on."""
    page.locator("main form button[type=submit]:not(.usa-button--unstyled)").last.click()


def walk(page: Page, look: Callable[[], None]) -> None:
    """Go all the way, once wrongly on each page; `look` is called on every page and error state."""
    page.goto("/report/")
    look()
    page.locator("main form .actions button[type=submit]").click()
    look()
    page.fill("#id_words", "A man is breaking into a car right now")
    page.locator("main form .actions button[type=submit]").click()
    expect(page.locator("a[href='tel:911'].usa-button")).to_be_visible()
    look()
    page.locator("button[name=safe]").click()
    look()
    page.locator("button[name=category][value=speeding]").first.click()
    look()
    page.set_input_files("#id_photos", {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"not a photo"})
    page.locator("form[enctype] button[type=submit]").click()
    look()
    page.set_input_files("#id_photos", photo())
    page.locator("form[enctype] button[type=submit]").click()
    expect(page.locator(".photos img")).to_have_count(1)
    look()
    press(page)
    look()
    page.fill("#id_place", "nowhere lane")
    press(page)
    look()
    page.fill("#id_place", "public library")
    press(page)
    look()
    page.fill("#id_words", "x" * 4001)
    press(page)
    expect(page.locator("#error-summary")).to_be_visible()
    look()
    page.fill("#id_words", WORDS)
    press(page)
    look()
    expect(page.locator("dl.given")).to_contain_text(WORDS)
    look()
    page.locator("form[action$='/send/'] button").click()
    page.wait_for_url("**/follow/new/*/")


@pytest.mark.req("C1", "C7", "L6")
@pytest.mark.parametrize("language", ["en", "es"])
def test_with_a_photo_on_a_small_phone_without_scripts(
    language: str, town: Agency, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport=PHONE, locale=language
    )
    page = context.new_page()
    walk(page, lambda: expect(page.locator("html")).to_have_attribute("lang", language))
    context.close()
    concern = Concern.objects.get()
    assert (concern.words, concern.place, concern.case.language) == (WORDS, "Public Library", language)
    assert concern.case.attachments.count() == 1


@pytest.mark.req("L6")
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_with_scripts_every_page_can_be_used_by_everyone(
    language: str,
    town: Agency,
    page: Page,
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
) -> None:
    page.set_viewport_size(PHONE)
    page.set_extra_http_headers({"Accept-Language": language})

    def look() -> None:
        assert page.locator("h1").count() == 1
        expect(page.locator("html")).to_have_attribute("lang", language)
        axe(page)
        assert has_no_sideways_scroll(page), page.url

    walk(page, look)
    for address in ("/concerns/", "/concerns/news/", "/concerns/news/asked/", "/report/phone/"):
        page.goto(address)
        look()
    page.goto("/concerns/")
    page.locator(".card a").first.click()
    look()
    page.locator("button[name=as][value=troubled]").click()
    assert "/follow/new/" in page.url
    assert Concern.objects.get().others.count() == 1


def test_the_first_page_is_light(town: Agency, page: Page) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/report/", wait_until="networkidle")
    weights = {
        answer.url: len(answer.body())
        for answer in answers
        if answer.frame == page.main_frame and answer.request.resource_type not in ("image", "manifest")
    }
    assert any(address.endswith("report.js") for address in weights)
    assert not any(address.endswith("map.js") for address in weights)
    assert sum(weights.values()) < HEAVIEST, weights


def test_the_pin_is_put_with_the_arrow_keys(town: Agency, page: Page, axe: Callable[[Page], None]) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/report/")
    page.locator("button[name=category][value=speeding]").click()
    press(page)
    page.locator("[data-show-map]").click()
    ground = page.locator("svg.ground")
    ground.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-state]")).to_have_text("The pin is in Mill Flats.")
    axe(page)
    for _step in range(30):
        page.keyboard.press("Shift+ArrowUp")
    expect(page.locator("[data-state]")).to_contain_text("outside Larkspur")
    press(page)
    expect(page.locator("#error-summary")).to_contain_text("outside Larkspur")
    page.locator("[data-show-map]").click()
    page.locator("svg.ground").click(position={"x": 100, "y": 80})
    expect(page.locator("[data-state]")).to_have_text("The pin is in Mill Flats.")
    press(page)
    expect(page.locator("h1")).to_have_text("Tell us more")


@pytest.fixture
def phone(town: Agency, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A phone that opened the first page once, with a signal."""
    context = browser.new_context(base_url=live_server.url, viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/report/")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match('/report/phone/').then(Boolean)")
    page.reload()
    yield page
    context.close()


def write_without_a_signal(page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/report/")
    expect(page.locator("h1")).to_have_text("Report without a signal")
    page.fill("#id_words", WORDS)
    page.select_option("#phone-category", "speeding")
    page.fill("#phone-place", "public library")
    page.set_input_files("#phone-photos", photo())
    page.get_by_role("button", name="Save on this phone").click()
    expect(page.locator("#drafts li")).to_contain_text("Saved on this phone. Not sent yet.")


KEPT = """async () => {
    const told = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    const answered = (asked) => new Promise((yes) => { asked.onsuccess = () => yes(asked.result); });
    for (const { name } of await indexedDB.databases()) {
        const base = await answered(indexedDB.open(name));
        for (const store of base.objectStoreNames) {
            const rows = await answered(base.transaction(store).objectStore(store).getAll());
            told.push(JSON.stringify(rows));
        }
        base.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            told.push(request.url, await (await cache.match(request)).text());
        }
    }
    return told.join(String.fromCharCode(10));
}"""


def kept_on(page: Page) -> str:
    """Return all that the phone keeps of this site, in one text."""
    return str(page.evaluate(KEPT))


def test_without_a_signal_it_is_kept_and_sent_once_when_there_is_one(
    phone: Page, axe: Callable[[Page], None]
) -> None:
    write_without_a_signal(phone)
    phone.get_by_role("button", name="Send now").click()
    expect(phone.locator("#drafts [data-status]")).to_contain_text("There is no connection now.")
    axe(phone)
    phone.reload()
    expect(phone.locator("#drafts li")).to_contain_text(WORDS)
    assert Concern.objects.count() == 0
    phone.context.set_offline(False)
    expect(phone.locator("#drafts [data-status]")).to_contain_text("There is a connection again.")
    phone.get_by_role("button", name="Send now").click()
    expect(phone.locator("h1")).to_have_text("Where is it?")
    press(phone)
    press(phone)
    send = phone.locator("form[action$='/send/'] button")
    address = phone.url

    # The signal goes before the last press: the page stays, and so does what is on the phone.
    phone.context.set_offline(True)
    send.click()
    expect(phone.locator("p[data-no-signal]")).to_contain_text("There is no signal now.")
    assert WORDS in kept_on(phone)
    phone.context.set_offline(False)
    expect(phone.locator("p[data-no-signal]")).to_have_count(0)
    send.click()
    phone.wait_for_url("**/follow/new/*/")
    receipt, code = phone.url, phone.locator("#code").inner_text().split()
    phone.goto(address)
    assert phone.url == receipt
    concern = Concern.objects.get()
    assert concern.words == WORDS
    assert concern.case.attachments.count() == 1

    # Nothing of it stays on the phone, and the words of the code never were on it.
    phone.goto("/report/phone/")
    expect(phone.locator("#drafts li")).to_have_count(0)
    left = kept_on(phone)
    assert "/report/phone/" in left
    assert WORDS not in left
    assert not [word for word in code if f">{word}<" in left]
    assert "/follow/new/" not in left


def test_begun_on_the_phone_and_broken_off_it_goes_on_where_it_was(phone: Page) -> None:
    write_without_a_signal(phone)
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Send now").click()
    expect(phone.locator("h1")).to_have_text("Where is it?")
    phone.context.set_offline(True)
    phone.goto("/report/")
    expect(phone.locator("#drafts li")).to_contain_text("Sending was begun. It is not sent yet.")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Go on").click()
    expect(phone.locator("h1")).to_have_text("Where is it?")
    assert Draft.objects.count() == 1
    # Forgotten on any page, it is gone from the phone and from here.
    phone.get_by_role("button", name="Forget what I wrote").click()
    expect(phone.get_by_text("What you wrote is erased.")).to_be_visible()
    assert Draft.objects.count() == 0
    assert WORDS not in kept_on(phone)


def test_all_that_waits_on_the_phone_is_forgotten_with_one_press(phone: Page) -> None:
    write_without_a_signal(phone)
    phone.get_by_role("button", name="Forget what I wrote").click()
    expect(phone.locator("#drafts [data-status]")).to_have_text("What you wrote is erased from this phone.")
    assert WORDS not in kept_on(phone)
    phone.reload()
    expect(phone.locator("#drafts")).to_be_hidden()


def test_what_nobody_sent_in_a_week_is_not_there_for_whoever_holds_the_phone_then(phone: Page) -> None:
    write_without_a_signal(phone)
    phone.context.set_offline(False)
    week = 7 * 24 * 60 * 60 * 1000
    phone.add_init_script(f"const now = Date.now; Date.now = () => now() + {week + 1000};")
    phone.goto("/report/phone/")
    expect(phone.locator("#draft-form")).to_be_visible()
    expect(phone.get_by_text(WORDS)).to_have_count(0)
    assert WORDS not in kept_on(phone)


def test_a_signal_lost_in_the_middle_loses_no_word(phone: Page) -> None:
    phone.fill("#id_words", WORDS)
    phone.context.set_offline(True)
    phone.locator("main form .actions button[type=submit]").click()
    expect(phone.locator("p[data-no-signal]")).to_contain_text("Everything stays on this page")
    expect(phone.locator("#id_words")).to_have_value(WORDS)
    phone.context.set_offline(False)
    phone.locator("main form .actions button[type=submit]").click()
    expect(phone.locator("h1")).to_have_text("What is it about?")


@pytest.mark.req("C1", "L6")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "A man is breaking into a car right now"),
        ("es", "Están robando una tienda ahora mismo"),
        ("ar", "شخص يقتحم بيت الجيران الآن"),
    ],
)
def test_911_comes_first_for_eyes_ears_and_keys_without_scripts(
    language: str, words: str, town: Agency, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport=PHONE, locale=language
    )
    page = context.new_page()
    page.goto("/report/")
    # The first thing after the title, in the order that is read aloud, and above the fold.
    main = page.locator("main")
    first = main.locator("a, button, input, textarea").first
    expect(first).to_have_attribute("href", "tel:911")
    assert main.locator("h1 ~ *:not(.lede)").first.get_attribute("aria-labelledby") == "gate"
    box = first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < PHONE["height"]
    page.fill("#id_words", words)
    main.locator(".actions button[type=submit]").click()
    call = main.locator("a[href='tel:911'].usa-button")
    expect(call).to_be_visible()
    # The skip link, the line on top and the name of the house come before; no menu does.
    stops = []
    for _step in range(8):
        page.keyboard.press("Tab")
        stops.append(page.locator(":focus").get_attribute("href"))
    assert "tel:911" in stops
    assert stops.index("tel:911") < stops.index("sms:911")
    assert main.locator("a, button").first.get_attribute("href") == "tel:911"
    expect(call).to_be_in_viewport()
    assert main.locator("input[name=words]").get_attribute("value") == words
    context.close()


def test_me_too_from_the_hint(town: Agency, page: Page, at: datetime) -> None:
    first = report(
        agency=town,
        category=Category.objects.get(agency=town, key="speeding"),
        words=WORDS,
        place="Public Library",
        source="web",
        language="en",
        by=RESIDENT,
        at=at,
    ).concern

    Concern.objects.filter(pk=first.pk).update(received_at=clock.now())  # the server tells its own time
    page.goto("/report/")
    page.locator("button[name=category][value=speeding]").click()
    press(page)
    page.fill("#id_place", "public library")
    press(page)
    page.fill("#id_words", "So fast here")
    press(page)
    expect(page.locator("h1")).to_have_text("Is it one of these?")
    page.get_by_role("button", name="Yes, this troubles me too").click()
    assert "/follow/new/" in page.url
    assert (Concern.objects.count(), first.others.count()) == (1, 1)
