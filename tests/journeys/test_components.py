"""Every shared piece on one page: read by machine, by keyboard, on a small phone and from right to left."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from playwright.sync_api import Page, Response
from pytest_django import Settings

from commonbeat.config.urls import urlpatterns
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.ui.charts import Ground, Point, Words, area_map, bars_with_range, line_with_band
from commonbeat.ground.ui.tables import Table

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TARGETS = (
    "button, .usa-button, nav a, summary, .usa-input, .usa-select, .usa-checkbox__label, .usa-radio__label"
)
Visit = Callable[[str], None]
SOURCE = (Path(__file__).parent / "templates" / "kitchen_sink.html").read_text(encoding="utf-8")
WORDS = Words("Satisfied with how they were treated", "From 70 % in January to 84 % in June.")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun")
POINTS = [
    Point(month, None) if month == "Apr" else Point(month, 0.7 + i / 40, 0.6 + i / 40, 0.8 + i / 40)
    for i, month in enumerate(MONTHS)
]
TABLE = Table(
    "Satisfied with how they were treated, 2026",
    ("Month", "Share", "Range", "Answers"),
    [(p.label, f"{p.value:.0%}" if p.value else "too few", "60 % to 80 %", 120) for p in POINTS],
)


class WishForm(forms.Form):
    name = forms.CharField(required=False, help_text="As you want to be called.")
    email = forms.EmailField()
    wish = forms.ChoiceField(choices=[("call", "Call me"), ("none", "Nothing")], widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(
        choices=[("a", "A visit"), ("b", "A phone call")], widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(choices=[("en", "English"), ("es", "Español")])
    words = forms.CharField(widget=forms.Textarea)
    agree = forms.BooleanField(label="I have saved the code")


def square(west: float, south: float) -> dict[str, object]:
    east, north = west + 0.01, south + 0.01
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def kitchen_sink(request: HttpRequest) -> HttpResponse:
    grounds = [
        Ground("North", square(-80, 36), 0.8, "North\n80 %"),
        Ground("South", square(-79.99, 36), None, "South\ntoo few"),
    ]
    context = {
        "shell": request.GET.get("shell", "ui/base.html"),
        "line": line_with_band(POINTS, WORDS),
        "bars": bars_with_range(POINTS, WORDS),
        "map": area_map(grounds, WORDS),
        "table": TABLE,
        "form": WishForm(request.GET if "checked" in request.GET else None),
        "stages": [
            {"label": "Received", "state": "done", "when": "Monday 8 June"},
            {"label": "Being read", "state": "now", "when": "usually 3 days"},
            {"label": "Answered", "state": "next"},
        ],
        "page_of_list": Paginator(range(200), 10).page(3),
    }
    return HttpResponse(engines["django"].from_string(SOURCE).render(context, request))


@pytest.fixture
def sink(larkspur: Agency, settings: Settings) -> str:
    settings.ROOT_URLCONF = (*urlpatterns, path("kitchen-sink/", kitchen_sink))
    return "/kitchen-sink/"


@pytest.mark.parametrize("shell", ["base", "staff"])
@pytest.mark.req("L6")
def test_no_piece_breaks_a_rule_of_accessibility(
    shell: str,
    sink: str,
    visit: Visit,
    page: Page,
    axe: Callable[[Page], None],
    screenshots: Callable[[Page, str], None],
) -> None:
    visit(f"{sink}?shell=ui/{shell}.html&checked=1")
    axe(page)
    screenshots(page, f"components-{shell}")


@pytest.mark.parametrize("shell", ["base", "staff"])
@pytest.mark.req("L6")
def test_a_narrow_phone_needs_no_sideways_scroll(
    shell: str,
    sink: str,
    visit: Visit,
    page: Page,
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    visit(f"{sink}?shell=ui/{shell}.html")
    assert has_no_sideways_scroll(page)
    axe(page)


@pytest.mark.req("L6")
def test_arabic_is_read_from_the_right(
    sink: str,
    visit: Visit,
    page: Page,
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> None:
    visit(sink)
    page.get_by_role("button", name="العربيّة").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("html").get_attribute("lang") == "ar"
    name, languages = (
        page.locator(".masthead__name").bounding_box(),
        page.locator(".languages").bounding_box(),
    )
    assert name is not None
    assert languages is not None
    assert name["x"] > languages["x"]
    note = page.locator(".note").evaluate("e => getComputedStyle(e).borderRightWidth")
    assert note == "4px"
    axe(page)
    screenshots(page, "components-arabic")
    page.set_viewport_size({"width": 320, "height": 640})
    assert has_no_sideways_scroll(page)


def test_the_first_tab_leads_past_the_menus(sink: str, visit: Visit, page: Page) -> None:
    visit(sink)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "usa-skipnav"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_can_be_pressed_is_large_enough(sink: str, visit: Visit, page: Page) -> None:
    visit(sink)
    small = page.evaluate(
        """targets => [...document.querySelectorAll(targets)]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
            .map(e => e.outerHTML.slice(0, 90))""",
        TARGETS,
    )
    assert small == []


def test_errors_lead_to_their_fields(sink: str, visit: Visit, page: Page) -> None:
    visit(f"{sink}?checked=1")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.locator("#error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "email"


def test_the_language_changes_without_scripts(sink: str, page_without_scripts: Page) -> None:
    page_without_scripts.goto(sink)
    page_without_scripts.get_by_role("button", name="español").click()
    assert page_without_scripts.locator("html").get_attribute("lang") == "es"
    assert page_without_scripts.url.endswith(sink)


def test_paper_carries_the_words_and_no_menus(sink: str, visit: Visit, page: Page) -> None:
    visit(sink)
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".receipt").is_visible()
    for left_out in (".emergency", ".languages", ".usa-pagination"):
        assert not page.locator(left_out).is_visible(), left_out


@pytest.mark.parametrize("address", ["/", "/staff/sign-in/"])
def test_pages_are_light(address: str, larkspur: Agency, page: Page) -> None:
    """Under 100 kB before images, uncompressed; htmx comes only where a part of the page refreshes."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    weights = {answer.url: len(answer.body()) for answer in answers if not answer.url.endswith(".svg")}
    assert any(url.endswith("house.css") for url in weights)
    assert not any(url.endswith("live.js") for url in weights)
    assert sum(weights.values()) < 100_000, weights
