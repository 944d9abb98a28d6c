"""Charts are one named picture each, with nothing the security policy would block."""

import re
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString

from commonbeat.ground.ui.charts import (
    SVG,
    Ground,
    Point,
    Words,
    area_map,
    bars_with_range,
    line_with_band,
)

WORDS = Words("Satisfied & heard", "From 70 % in January to 80 % in March.")
POINTS = [Point("Jan", 0.7, 0.6, 0.8), Point("Feb", None), Point("Mar", 0.8, 0.7, 0.9)]
SQUARE = {"type": "Polygon", "coordinates": [[[-80, 36], [-79, 36], [-79, 37], [-80, 37], [-80, 36]]]}
GROUNDS = [Ground("North", SQUARE, 0.8, "North\n80 %")]
CHARTS = [line_with_band(POINTS, WORDS), bars_with_range(POINTS, WORDS), area_map(GROUNDS, WORDS)]


@pytest.mark.parametrize("drawn", CHARTS, ids=["line", "bars", "map"])
def test_a_chart_has_a_name_and_a_description(drawn: SafeString) -> None:
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own drawing
    title, description = root.find(f"{{{SVG}}}title"), root.find(f"{{{SVG}}}desc")
    assert title is not None
    assert description is not None
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == title.attrib["id"]
    assert root.attrib["aria-describedby"] == description.attrib["id"]
    assert title.text == "Satisfied & heard"


@pytest.mark.parametrize("drawn", CHARTS, ids=["line", "bars", "map"])
def test_a_chart_has_no_styles_scripts_or_addresses(drawn: SafeString) -> None:
    for element in ElementTree.fromstring(drawn).iter():  # noqa: S314 - our own drawing
        assert element.tag not in (f"{{{SVG}}}style", f"{{{SVG}}}script", f"{{{SVG}}}image")
        assert not {"style", "href", "onload"} & set(element.attrib)
    assert drawn.count("http") == 1  # the name of the format itself


def test_a_place_with_too_few_answers_keeps_its_row() -> None:
    assert ">Feb<" in bars_with_range(POINTS, WORDS)


def test_a_missing_figure_breaks_the_band_and_the_line() -> None:
    whole = [Point(point.label, 0.7, 0.6, 0.8) for point in POINTS]
    pieces = [
        [p.count("M") for p in re.findall(r' d="(M[^"]+)"', line_with_band(x, WORDS))]
        for x in (POINTS, whole)
    ]
    assert max(pieces[0]) == 2
    assert max(pieces[1]) == 1


def test_the_accent_of_the_agency_is_used() -> None:
    assert "#7a1f5c" in line_with_band(POINTS, Words("Name", "Words", accent="#7a1f5c"))


def test_a_pale_accent_is_darkened() -> None:
    assert "#ffd400" not in line_with_band(POINTS, Words("Name", "Words", accent="#ffd400"))


def test_the_words_of_a_chart_cannot_write_markup() -> None:
    assert "<script>" not in line_with_band(POINTS, Words("<script>", "<script>"))
