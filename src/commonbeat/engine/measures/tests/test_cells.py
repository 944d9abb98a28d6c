"""A downloaded table opens as a table and runs nothing."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.engine.measures.rules import safe_cell

ATTACKS = [
    '=HYPERLINK("http://x")',
    "+1555",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "  =1",
    "＝1",
    "\r=1",
    '"=1',
    ";=1",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_formula_becomes_words(attack: str) -> None:
    assert safe_cell(attack) == f"'{attack}"


@pytest.mark.parametrize("plain", ["Theft", "", "Noise - party", "5 apples", -3, 2.5, None])
def test_everything_else_stays_as_it_is(plain: object) -> None:
    assert safe_cell(plain) == plain


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    cell = str(safe_cell(text))
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerow([cell])
    assert not cell.lstrip(" \u00a0\ufeff").startswith(
        ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
    )
    assert cell.removeprefix("'").endswith(text.removeprefix("'"))
