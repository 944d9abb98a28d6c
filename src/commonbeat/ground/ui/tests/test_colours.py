"""Whatever accent an agency chooses, its words can be read."""

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.ground.ui.rules import READABLE, WHITE, contrast, readable_on_white, text_on

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_contrast_agrees_with_the_published_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(COLOURS)
def test_every_accent_can_be_read_on_white(colour: str) -> None:
    assert contrast(readable_on_white(colour), WHITE) >= READABLE


@given(COLOURS)
def test_every_brand_colour_has_a_text_that_can_be_read_on_it(colour: str) -> None:
    assert contrast(text_on(colour), colour) >= 4.1


def test_a_readable_accent_is_left_alone() -> None:
    assert readable_on_white("#1a4480") == "#1a4480"


@pytest.mark.django_db
def test_the_stylesheet_of_a_pale_brand_is_darkened_for_text(client: Client) -> None:
    answer = client.get("/ui/accent/ffd400.css")
    declared = dict(re.findall(r"(--[\w-]+):(#\w{6})", answer.text))
    assert declared["--brand"] == "#ffd400"
    assert declared["--on-brand"] == "#1b1b1b"
    assert contrast(declared["--accent"], WHITE) >= READABLE
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.django_db
def test_what_is_not_a_colour_is_refused(client: Client) -> None:
    assert client.get("/ui/accent/red.css").status_code == 400
