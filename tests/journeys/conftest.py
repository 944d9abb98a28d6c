"""A real browser on a live server, and the accessibility check that every page must pass."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
STYLES = ROOT / "src/commonbeat/ground/ui/static/ui/built/house.css"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {"phone": 360, "desk": 1280}
# How long a page may take to come to what is expected of it, in milliseconds: a busy machine is slow.
PATIENCE = 30_000
QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _leave_out(why: str) -> None:
    if os.environ.get("REQUIRE_ALL"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        _leave_out("Chromium was not found (Debian: apt install chromium)")
    if not (AXE.is_file() and STYLES.is_file()):
        _leave_out("the styles are not built (make setup builds them)")
    # Playwright's own event loop makes Django take every query of a test for one inside a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, headless=True, args=QUIET_CHROMIUM)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Give a page whose addresses start at the live server; an error in its console fails the test."""
    complaints: list[str] = []
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    opened.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    # The browser notes every answer of 400 and above; that a page was refused is not a fault of the page.
    assert [line for line in complaints if "Failed to load resource" not in line] == []


@pytest.fixture
def page_without_scripts(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a function that asserts that a page breaks no rule of WCAG 2.0 to 2.2, levels A and AA."""
    script = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.evaluate(script)  # unlike a script element, this passes the page's own security policy
        found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
        faults = [f"{v['id']}: {v['help']} at {v['nodes'][0]['target']}" for v in found["violations"]]
        assert faults == []

    return check


@pytest.fixture
def visit(page: Page) -> Callable[[str], None]:
    """Return a function that opens an address and asserts that it answered with its page."""

    def go(address: str) -> None:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, f"{address} answered {answer.status}"

    return go


@pytest.fixture
def has_no_sideways_scroll() -> Callable[[Page], bool]:
    def check(page: Page) -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    return check


@pytest.fixture
def screenshots() -> Callable[[Page, str], None]:
    """Return a function that saves a page as a phone and a desk show it, when SCREENSHOTS names a folder."""
    folder = os.environ.get("SCREENSHOTS")

    def save(page: Page, name: str) -> None:
        if folder is None:
            return
        Path(folder).mkdir(parents=True, exist_ok=True)
        size = page.viewport_size
        for kind, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{kind}.png", full_page=True)
        if size:
            page.set_viewport_size(size)

    return save
