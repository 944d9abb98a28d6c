"""The staff pages: who may open them, what they show, and that safety shows no category and no type."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from commonbeat.domain.calls.models import AllowedType, ProtectedMark, TextRule
from commonbeat.domain.calls.tests.conftest import Tell, call_of
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock

Hire = Callable[..., Staff]
SEES = "calls.see_decisions"


@pytest.fixture
def opened(client: Client, at: datetime) -> Callable[..., Any]:
    """Return a function that opens a page as someone: opened(staff, "calls:decisions", reason="safety")."""

    here: list[Staff] = []

    def get(
        staff: Staff | None, name: str, *args: Any, post: dict[str, Any] | None = None, **query: str
    ) -> Any:
        if staff is not None and staff.person is not None and here != [staff]:
            client.force_login(staff.person)
            here[:] = [staff]
        with clock.standing_at(at + timedelta(hours=2)):
            if post is not None:
                return client.post(reverse(name, args=args), post)
            return client.get(reverse(name, args=args), query)

    return get


@pytest.fixture
def busy(ready: Agency, tell: Tell) -> Agency:
    """A day with a text, a call that waits, one of safety, one protected and one not on the list."""
    tell("26-1", "cleared", type_code="VANDALISM", phone="555-555-0101")
    tell("26-2", "received", minute=1, type_code="NOISE COMPLAINT", phone="555-555-0102")
    tell("26-3", "received", minute=2, type_code="DOMESTIC VIOLENCE", phone="555-555-0103")
    tell("26-4", "cleared", minute=3, type_code="VANDALISM", phone="555-555-0103")
    tell("26-5", "cleared", minute=4, type_code="PARKING", phone="555-555-0105")
    return ready


Opened = Callable[..., Any]
PAGES = [
    ("calls:decisions", [], SEES),
    ("calls:types", [], "calls.adopt_types"),
    ("calls:rules", [], "calls.change_rules"),
    ("calls:rule", ["survey"], "calls.change_rules"),
    ("calls:protection", [], "calls.protect"),
]


@pytest.mark.parametrize(("name", "args", "capability"), PAGES)
def test_page_needs_a_person_and_a_right(
    busy: Agency, hire: Hire, opened: Opened, name: str, args: list[str], capability: str
) -> None:
    assert opened(None, name, *args).status_code == 302
    assert opened(hire("Pat Other", "calls.send_events"), name, *args).status_code == 403
    assert opened(hire("Sam Reed", capability), name, *args).status_code == 200


def test_call_of_another_agency_is_not_there(busy: Agency, hire: Hire, opened: Opened, at: datetime) -> None:
    sam = hire("Sam Reed", SEES)
    public_id = call_of("26-1").public_id
    assert opened(sam, "calls:decision", public_id).status_code == 200
    assert opened(sam, "calls:decision", "nothing").status_code == 404
    assert opened(hire("Pat Other"), "calls:decision", public_id).status_code == 403
    elsewhere = Agency.objects.create(
        slug="elsewhere", name="E", short_name="E", place="E", time_zone="UTC", created_at=at
    )
    type(call_of("26-1")).objects.filter(incident_no="26-1").update(agency=elsewhere)
    assert opened(sam, "calls:decision", public_id).status_code == 404


def test_week_at_a_glance(busy: Agency, hire: Hire, opened: Opened) -> None:
    page = opened(hire("Sam Reed", SEES), "calls:decisions")
    wednesday = page.context["days"][2]
    assert (wednesday.sent, wednesday.held, wednesday.by_safety, wednesday.suppressed) == (0, 2, 2, 1)
    assert dict(page.context["reasons"]) == {
        "Never texted, by safety.": 2,
        "No one has put this type of call on the list of types that are texted.": 1,
    }


@pytest.mark.req("A3")
def test_safety_shows_neither_type_nor_which_reason(busy: Agency, hire: Hire, opened: Opened) -> None:
    sam = hire("Sam Reed", SEES)
    page = opened(sam, "calls:decisions")
    rows = {row.incident_no: row for row in page.context["rows"]}
    assert (rows["26-3"].call_type, rows["26-4"].call_type) == ("", "")
    assert rows["26-3"].words == rows["26-4"].words == "Never texted, by safety."
    details = [opened(sam, "calls:decision", call_of(number).public_id) for number in ("26-3", "26-4")]
    for shown in (page, *details):
        text = shown.content.decode()
        assert "DOMESTIC" not in text
        assert "victim_safety" not in text
        assert "protected" not in text.lower()
    assert not opened(sam, "calls:decisions", call_type="DOMESTIC VIOLENCE").context["rows"]
    assert {row.incident_no for row in opened(sam, "calls:decisions", reason="safety").context["rows"]} == {
        "26-3",
        "26-4",
    }


@pytest.mark.req("A3")
def test_a_call_that_turned_grave_after_its_text_hides_its_type_as_well(
    worded: Agency, tell: Tell, sent: Callable[[datetime], int], hire: Hire, opened: Opened, at: datetime
) -> None:
    tell("26-6", "received", type_code="VANDALISM", phone="555-555-0106")
    assert sent(at) == 1
    tell("26-6", "retyped", minute=5, final_type_code="DOMESTIC VIOLENCE")
    sam, jo = hire("Sam Reed", SEES), hire("Jo Advocate", SEES, "calls.see_protected")
    week = opened(sam, "calls:decisions")
    assert {row.call_type for row in week.context["rows"]} == {""}
    assert "Sent" in {row.outcome for row in week.context["rows"]}
    for page in (week, opened(sam, "calls:decision", call_of("26-6").public_id)):
        assert "DOMESTIC" not in page.text
        assert "VANDALISM" not in page.text
    for searched in ("VANDALISM", "DOMESTIC VIOLENCE"):
        assert not opened(sam, "calls:decisions", call_type=searched).context["rows"]
    assert "DOMESTIC VIOLENCE" in opened(jo, "calls:decision", call_of("26-6").public_id).text


def test_a_grave_call_that_no_rule_was_on_for_hides_its_type(
    larkspur: Agency, tell: Tell, hire: Hire, opened: Opened
) -> None:
    tell("26-7", "received", type_code="DOMESTIC VIOLENCE", phone="555-555-0107")
    page = opened(hire("Sam Reed", SEES), "calls:decision", call_of("26-7").public_id)
    assert page.status_code == 200
    assert "DOMESTIC" not in page.text


def test_type_is_shown_to_those_who_may_see_it(busy: Agency, hire: Hire, opened: Opened) -> None:
    jo = hire("Jo Advocate", SEES, "calls.see_protected")
    [row] = opened(jo, "calls:decisions", call_type="domestic violence").context["rows"]
    assert (row.incident_no, row.call_type, row.words) == (
        "26-3",
        "DOMESTIC VIOLENCE",
        "Never texted, by safety.",
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"outcome": "send"}, ["26-1"]),
        ({"outcome": "wait"}, ["26-2"]),
        ({"reason": "not_on_allow_list"}, ["26-5"]),
        ({"call_type": "parking"}, ["26-5"]),
        ({"call_type": "nothing"}, []),
        ({"week": "2026-06-01"}, []),
        ({"week": "2026-06-14"}, ["26-5", "26-4", "26-3", "26-2", "26-1"]),
        ({"week": "soon", "outcome": "odd", "page": "x"}, ["26-5", "26-4", "26-3", "26-2", "26-1"]),
    ],
)
def test_filters(busy: Agency, hire: Hire, opened: Opened, query: dict[str, str], found: list[str]) -> None:
    page = opened(hire("Sam Reed", SEES), "calls:decisions", **query)
    assert [row.incident_no for row in page.context["rows"]] == found


def test_list_costs_as_much_for_many_as_for_one(
    busy: Agency, tell: Tell, hire: Hire, opened: Opened, django_assert_max_num_queries: Any
) -> None:
    sam = hire("Sam Reed", SEES)
    for number in range(60):
        tell(f"27-{number}", "received", type_code="NOISE COMPLAINT", phone="555-555-0102")
    opened(sam, "calls:rules")
    with django_assert_max_num_queries(14):
        assert len(opened(sam, "calls:decisions").context["rows"]) == 50
    with django_assert_max_num_queries(14):
        opened(sam, "calls:decision", call_of("27-1").public_id)


@pytest.mark.parametrize(("name", "args", "capability"), PAGES[1:])
def test_settings_pages_cost_few_queries(
    busy: Agency,
    hire: Hire,
    opened: Opened,
    django_assert_max_num_queries: Any,
    name: str,
    args: list[str],
    capability: str,
) -> None:
    sam = hire("Sam Reed", capability)
    opened(sam, name, *args)
    with django_assert_max_num_queries(14):
        opened(sam, name, *args)


@pytest.mark.req("A2")
def test_type_is_added_only_after_its_effect_was_shown(busy: Agency, chief: Staff, opened: Opened) -> None:
    effect = opened(chief, "calls:types", post={"codes": ["PARKING"]})
    assert "Of 1 call, 1 would have been texted about." in effect.content.decode()
    assert not AllowedType.objects.filter(key="PARKING").exists()
    assert opened(chief, "calls:types", post={"codes": ["PARKING"], "confirm": "1"}).status_code == 302
    assert AllowedType.objects.get(key="PARKING").adopted_by == chief
    page = opened(chief, "calls:types").content.decode()
    assert "put on the list by Dana Chief on June 10, 2026" in page
    assert opened(chief, "calls:end_type", post={"key": "PARKING"}).status_code == 302
    assert not AllowedType.objects.filter(key="PARKING", ended_at=None).exists()


@pytest.mark.req("A2")
@pytest.mark.parametrize("confirm", [{}, {"confirm": "1"}])
def test_page_refuses_a_type_that_is_never_texted(
    busy: Agency, chief: Staff, opened: Opened, confirm: dict[str, str]
) -> None:
    page = opened(chief, "calls:types", post={"other": "DOMESTIC VIOLENCE"} | confirm)
    assert page.status_code == 422
    assert "can never be enabled" in page.content.decode()
    assert not AllowedType.objects.filter(key="DOMESTIC VIOLENCE").exists()


@pytest.mark.parametrize("post", [{}, {"codes": ["UNSEEN"]}, {"other": "x" * 200}])
def test_page_says_what_is_wrong_with_the_choice(
    busy: Agency, chief: Staff, opened: Opened, post: dict[str, Any]
) -> None:
    page = opened(chief, "calls:types", post=post)
    assert page.status_code == 422
    assert "Please look at this again" in page.content.decode()


def test_rule_is_changed_only_after_its_effect_was_shown(busy: Agency, chief: Staff, opened: Opened) -> None:
    change = {"is_enabled": "on", "delay_minutes": "120"}
    effect = opened(chief, "calls:rule", "survey", post=change)
    assert "What this would have done last month" in effect.content.decode()
    assert TextRule.objects.get(key="survey").delay_minutes == 360
    assert opened(chief, "calls:rule", "survey", post=change | {"confirm": "1"}).status_code == 302
    assert TextRule.objects.get(key="survey").delay_minutes == 120
    assert "Changed by Dana Chief on June 10, 2026." in opened(chief, "calls:rules").content.decode()


@pytest.mark.parametrize(
    ("key", "change", "words"),
    [
        ("survey", {"is_enabled": "on", "delay_minutes": "5"}, "greater than or equal to 30"),
        ("survey", {"is_enabled": "on", "delay_minutes": "soon"}, "whole number"),
        ("received", {"is_enabled": "on", "delay_minutes": "0", "confirm": "1"}, "no approved words yet"),
    ],
)
def test_rule_page_says_what_is_wrong(
    busy: Agency, chief: Staff, opened: Opened, key: str, change: dict[str, str], words: str
) -> None:
    page = opened(chief, "calls:rule", key, post=change)
    assert page.status_code == 422
    assert words in page.content.decode()


def test_rule_that_is_not_there(busy: Agency, chief: Staff, opened: Opened) -> None:
    assert opened(chief, "calls:rule", "nothing").status_code == 404


def test_number_is_protected_and_never_shown(busy: Agency, chief: Staff, opened: Opened) -> None:
    given = {"phone": "555-555-0177", "address": "9 Oak Lane", "days": "90"}
    assert opened(chief, "calls:protection", post=given).status_code == 302
    page = opened(chief, "calls:protection").content.decode()
    assert "0177" not in page
    assert "Oak Lane" not in page
    assert page.count("since June 10, 2026, until September 8, 2026") == 2
    mark = ProtectedMark.objects.filter(cause="staff").first()
    assert mark is not None
    assert opened(chief, "calls:end_protection", mark.pk, post={}).status_code == 302
    assert opened(chief, "calls:end_protection", 999_999, post={}).status_code == 404


def test_protection_page_says_what_is_wrong(busy: Agency, chief: Staff, opened: Opened) -> None:
    page = opened(chief, "calls:protection", post={"phone": "12", "days": "90"})
    assert page.status_code == 422
    assert "This is not a telephone number we can use." in page.content.decode()


@pytest.mark.parametrize(("name", "args", "capability"), PAGES)
def test_page_is_spoken_in_spanish(
    busy: Agency, client: Client, hire: Hire, opened: Opened, name: str, args: list[str], capability: str
) -> None:
    client.cookies["django_language"] = "es"
    with translation.override("en"):  # the language that a request leaves behind ends with it
        page = opened(hire("Sam Reed", capability), name, *args).content.decode()
    assert '<html lang="es"' in page
    english = ("Every call, and whether", "Only callers of these", "Each text says", "For a protective order")
    assert not any(words in page for words in english)
