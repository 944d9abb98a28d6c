"""The shells that every page of the house extends."""

from types import SimpleNamespace

import pytest
from django.template.context import Context
from django.template.engine import Engine
from django.test import RequestFactory
from django.utils import translation

LARKSPUR = SimpleNamespace(
    name="Larkspur Police Department",
    short_name="Larkspur Police",
    accent="#1a4480",
    crest="LPD",
    phone="+13365550100",
    languages=["en", "es", "ar", "xx"],
)
EXAMPLE = (
    "{%% extends '%s' %%}{%% block title %%}Thanks{%% endblock %%}"
    "{%% block lede %%}Words{%% endblock %%}{%% block content %%}<p>Body</p>{%% endblock %%}"
)


def shown(shell: str, agency: object = LARKSPUR) -> str:
    context = {
        "request": RequestFactory().get("/thanks/?page=2"),
        "agency": agency,
        "LANGUAGE_CODE": translation.get_language(),
        "LANGUAGE_BIDI": translation.get_language_bidi(),
    }
    return Engine.get_default().from_string(EXAMPLE % shell).render(Context(context))


@pytest.mark.parametrize("shell", ["ui/base.html", "ui/staff.html"])
def test_the_title_is_also_the_only_heading_of_its_rank(shell: str) -> None:
    page = shown(shell)
    assert page.count("<h1>") == 1
    assert "<h1>Thanks</h1>" in page
    assert "<title>Thanks · Larkspur Police Department</title>" in page
    assert "<p>Body</p>" in page


def test_the_emergency_line_stands_on_every_public_page() -> None:
    assert "In danger now: call or text 911." in shown("ui/base.html")
    assert "This site is not watched around the clock." in shown("ui/base.html")


def test_languages_are_offered_in_their_own_names_as_the_agency_chose() -> None:
    page = shown("ui/base.html")
    assert 'value="es" lang="es" dir="ltr">español</button>' in page
    assert 'value="ar" lang="ar" dir="rtl">العربيّة</button>' in page
    assert 'value="xx"' not in page
    assert 'name="next" value="/thanks/?page=2"' in page


def test_arabic_turns_the_page_around() -> None:
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl">' in shown("ui/base.html")


def test_a_page_is_shown_before_there_is_an_agency() -> None:
    assert "<title>Thanks · CommonBeat</title>" in shown("ui/base.html", agency=None)


def test_nothing_on_a_page_is_styled_or_scripted_inline() -> None:
    page = shown("ui/base.html") + shown("ui/staff.html")
    assert "style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("<script src=")
