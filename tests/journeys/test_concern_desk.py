"""The staff's pages of concerns with things on them: in both languages, on a phone, by machine."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from commonbeat.config.roles import STANDARD_ROLES
from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.choices import LeftContact
from commonbeat.domain.concerns.models import Category, Concern, HandOff
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.models import Attachment, Receipt
from commonbeat.engine.files.actions import keep
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core.actor import RESIDENT, SYSTEM
from commonbeat.ground.core.clock import now
from tests.journeys.test_every_page import check

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.req("L6")]
EVERYTHING = sorted({capability for role in STANDARD_ROLES for capability in role.capabilities})


@pytest.fixture
def chief(larkspur: Agency, hire: Callable[..., Staff]) -> Staff:
    return hire("Kim Chief", *EVERYTHING)


@pytest.fixture
def concern(larkspur: Agency, chief: Staff) -> Concern:
    """A concern that has seen much: a photo, looked at, handed over, brought back; and two more like it."""
    began = now() - timedelta(days=3)
    ring = [[-76.61, 39.2], [-76.6, 39.2], [-76.6, 39.21], [-76.61, 39.21], [-76.61, 39.2]]
    boundary = {"type": "Polygon", "coordinates": [ring]}
    beat = Area.objects.create(agency=larkspur, code="A", name="West End", boundary=boundary)
    actions.adopt_categories(agency=larkspur, by=SYSTEM, at=began)
    kind = Category.objects.get(agency=larkspur, key="graffiti")
    first, *_others = [_sent(larkspur, kind, began + timedelta(hours=number)) for number in range(3)]
    actions.add_rule(
        queue=kind.queue,
        category=kind,
        area=beat,
        weekdays=[6, 7],
        from_time=time(22),
        to_time=time(6),
        by=chief,
        at=began,
    )
    partners = [
        actions.add_partner(agency=larkspur, name=name, email=email, endpoint=endpoint, by=chief, at=began)
        for name, email, endpoint in (
            ("Street Works", "streets@larkspur.example", ""),
            ("Larkspur County", "", "https://county.example/open311/v2"),
        )
    ]
    case = move(case=first.case, key="acknowledge", by=chief, at=began)
    first.case = case
    actions.hand_off(concern=first, partner=partners[0], reason="It is their wall.", by=chief, at=began)
    first = actions.take_back(concern=first, reason="They say it is ours.", by=chief, at=now())
    other = Concern.objects.exclude(pk=first.pk).earliest("pk")
    other.case = move(case=other.case, key="acknowledge", by=chief, at=began)
    actions.hand_off(concern=other, partner=partners[1], reason="It is their wall.", by=chief, at=began)
    HandOff.objects.filter(concern=other).update(state="failed", fault="timeout")
    photo = Attachment.objects.get(case=first.case)
    actions.cover_photo(
        concern=first,
        attachment=photo,
        boxes=[(0.1, 0.1, 0.2, 0.2)],
        reason="A face",
        by=chief,
        at=now(),
    )
    return actions.moderate(
        concern=first, words="Paint on the wall.", reason="House number", is_private=False, by=chief, at=now()
    )


def _sent(agency: Agency, kind: Category, at: datetime) -> Concern:
    picture, drawn = Image.new("RGB", (640, 480), "slategray"), BytesIO()
    ImageDraw.Draw(picture).rectangle((200, 150, 420, 330), fill="tomato")
    picture.save(drawn, "PNG")
    photo = keep(agency=agency, upload=SimpleUploadedFile("wall.png", drawn.getvalue(), "image/png"), at=at)
    return actions.report(
        agency=agency,
        category=kind,
        words="Paint on the wall behind the blue door at 14 Elm.",
        place="14 Elm Street",
        longitude=-76.605,
        latitude=39.205,
        photos=[photo],
        contact=LeftContact(phone="555-555-0123"),
        source="web",
        language="en",
        by=RESIDENT,
        at=at,
    ).concern


def pages_of(concern: Concern) -> dict[str, str]:
    one = concern.case.public_id
    photo = Attachment.objects.get(case=concern.case, replaced_by=None).file.public_id
    return {
        "desk": reverse("casework:desk"),
        "concern": reverse("concerns:concern", args=[one]),
        "look": reverse("concerns:look", args=[one]),
        "cover": reverse("concerns:cover", args=[one, photo]),
        "join": reverse("casework:join", args=[one]),
        "take": reverse("concerns:take"),
        "take-kind": f"{reverse('concerns:take')}?category={concern.category_id}",
        "kinds": reverse("concerns:kinds"),
        "kind": reverse("concerns:kind", args=["graffiti"]),
        "routing": f"{reverse('concerns:routing')}?category={concern.category_id}&when=2026-06-13T23:00",
        "agencies": reverse("concerns:agencies"),
        "places": reverse("concerns:known_places"),
        "hand-offs": reverse("open311:hand_offs"),
    }


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_page_with_things_on_it(
    language: str,
    concern: Concern,
    page: Page,
    visit: Callable[[str], None],
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> None:
    sign_in(page, visit)
    page.locator(f"button[value={language}]").click()
    for name, address in pages_of(concern).items():
        visit(address)
        assert page.locator("html").get_attribute("lang") == language
        check(page, address, axe, has_no_sideways_scroll)
        screenshots(page, f"{language}-concerns-{name}")


@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_that_refuse(
    language: str,
    concern: Concern,
    page: Page,
    visit: Callable[[str], None],
    axe: Callable[[Page], None],
    has_no_sideways_scroll: Callable[[Page], bool],
    screenshots: Callable[[Page, str], None],
) -> None:
    sign_in(page, visit)
    page.locator(f"button[value={language}]").click()
    pages = pages_of(concern)
    for name, field, value in (
        ("look", "[name=words]", "Mr. Alvarez did it."),
        ("agencies", "[name=name]", "County"),
        ("take-kind", "[name=phone]", "12"),
    ):
        visit(pages[name])
        if name == "take-kind":
            page.locator("[name=words]").fill("Paint again.")
        page.locator(field).fill(value)
        page.locator("main form").filter(has=page.locator(field)).locator("button[type=submit]").first.click()
        expect(page.locator(".usa-error-message").first).to_be_visible()
        assert page.locator(field).input_value() == value
        check(page, name, axe, has_no_sideways_scroll)
        screenshots(page, f"{language}-concerns-{name}-refused")


def sign_in(page: Page, visit: Callable[[str], None]) -> None:
    visit("/staff/sign-in/")
    page.locator("[name=login]").fill("kim.chief@larkspur.example")
    page.locator("[name=password]").fill("a long test password")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/staff/**")


def test_closed_reopened_and_closed_again_without_scripts(
    concern: Concern, page_without_scripts: Page, chief: Staff
) -> None:
    page = page_without_scripts
    page.goto("/staff/sign-in/")
    page.locator("[name=login]").fill("kim.chief@larkspur.example")
    page.locator("[name=password]").fill("a long test password")
    page.locator("main form button[type=submit]").first.click()
    address = reverse("casework:move", args=[concern.case.public_id, "decline"])
    page.goto(address)
    page.locator("[name=outcome]").first.select_option("no_action")
    page.locator("main form button[type=submit]").first.click()
    concern.case.refresh_from_db()
    assert concern.case.is_open  # a reason is needed, and the page says so
    page.locator("[name=reason]").first.fill("The wall was painted by its owner.")
    page.locator("main form button[type=submit]").first.click()
    concern.case.refresh_from_db()
    assert (concern.case.state, concern.case.reason) == ("closed", "The wall was painted by its owner.")
    receipt = Receipt.objects.get(case=concern.case, is_owner=True)
    actions.reopen(receipt=receipt, reason="It is still there.", at=now())
    page.goto(reverse("concerns:concern", args=[concern.case.public_id]))
    expect(page.locator("main")).to_contain_text("It is still there.")
