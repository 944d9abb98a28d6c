"""What a reply means, and above all what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.engine.surveys.rules import (
    Reading,
    declines_to_comment,
    read_language,
    read_option,
    read_rating,
)


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("5", 5),
        (" 3 \n", 3),
        ("five", 5),
        ("Cinco.", 5),
        ("خمسة", 5),
        ("٥", 5),
        ("１", 1),
        ("5️⃣", 5),
        ("5 - great", 5),
        ("4 – good", 4),
        ("(3)", 3),
        ("# 2", 2),
        ("⭐⭐⭐⭐", 4),
        ("★★★★☆", 4),
        ("4 stars", 4),
        ("cinco estrellas", 5),
        ("very good", 5),
        ("Muy bien!", 5),
        ("muy  MAL", 1),
        ("más o menos", 3),
        ("so-so", 3),
        ("جيد جدًا", 5),
        ("سيئ", 2),
        ("4/5", 4),
        ("2 de 5", 2),
        ("four out of five", 4),
        ("It’s a 4", 4),
        ("I'd say 4", 4),
        ("le doy un 5", 5),
        ("gracias 5", 5),
        ("very good thanks", 5),
    ],
)
def test_a_rating(reply: str, value: int) -> None:
    reading = read_rating(reply)
    assert reading is not None
    assert (reading.value, reading.words) == (value, "")


@pytest.mark.parametrize("reply", ["n/a", "N/A", "na", "Does not apply", "skip", "no aplica", "لا ينطبق"])
def test_does_not_apply(reply: str) -> None:
    assert read_rating(reply) == Reading(None)


@pytest.mark.parametrize(
    "reply",
    [
        *("", " ", "no", "👍", "0", "6", "10", "55", "-5", "4.5", "4,5", "4-5", "1:30", "5%", "$5"),
        *("5thanks", "8/10", "4 or 5", "5 5", "2 hours late", "two officers came", "1 officer came"),
        *("3 of them",),
        *("they came in 5 minutes", "4 - 2 officers came", "once", "one of the officers", "☆☆☆☆☆"),
        *("⭐⭐⭐⭐⭐⭐", "dos horas", "call me at 5", "5 minutos tarde"),
    ],
)
def test_not_surely_a_rating(reply: str) -> None:
    assert read_rating(reply) is None


@pytest.mark.parametrize("reply", ["1 - excellent", "5 terrible", "1 muy bien", "5 muy mal"])
def test_a_scale_read_upside_down_is_asked_again(reply: str) -> None:
    assert read_rating(reply) is None


def test_words_beside_the_number_are_kept() -> None:
    assert read_rating("1 he pushed me") == Reading(1, "1 he pushed me")
    assert read_rating("5, officer Reed was kind") == Reading(5, "5, officer Reed was kind")


@pytest.mark.parametrize("reply", ["sorry I meant 4", "Perdón, quise decir 4", "oops 4", "أقصد 4"])
def test_a_correction_says_so(reply: str) -> None:
    assert read_rating(reply) == Reading(4, "", says_correction=True)


@given(st.integers(1, 5), st.text(alphabet=" \t\n.!,)", max_size=6), st.text(alphabet=" \t\n(#*", max_size=4))
def test_signs_around_a_rating_do_not_change_it(value: int, after: str, before: str) -> None:
    reading = read_rating(f"{before}{value}{after}")
    assert reading is not None
    assert (reading.value, reading.words) == (value, "")


@given(st.text(max_size=300))
def test_any_text_is_a_rating_from_1_to_5_or_none(text: str) -> None:
    reading = read_rating(text)
    assert reading is None or reading.value is None or 1 <= reading.value <= 5


@given(st.integers(1, 5), st.integers(1, 5))
def test_two_different_numbers_are_no_rating(one: int, other: int) -> None:
    if one != other and other != 5:
        for between in (" ", " or ", "-", " y ", "/"):
            assert read_rating(f"{one}{between}{other}") is None


@given(st.integers(6, 10_000))
def test_a_number_beyond_the_scale_is_no_rating(number: int) -> None:
    assert read_rating(str(number)) is None


@pytest.mark.parametrize(
    ("reply", "code"),
    [("ES", "es"), ("español", "es"), ("english!", "en"), ("عربي", "ar")],
)
def test_a_language_by_name(reply: str, code: str) -> None:
    assert read_language(reply) == code


def test_a_word_that_only_looks_like_one_is_none() -> None:
    assert read_language("es muy bien") == ""


@pytest.mark.parametrize("reply", ["No", "no.", "nada", "No gracias", "لا", "N/A", " "])
def test_nothing_to_add(reply: str) -> None:
    assert declines_to_comment(reply)


def test_something_to_add() -> None:
    assert not declines_to_comment("No one came for two hours")


def test_an_option_by_number_or_words() -> None:
    options = [
        {"value": 1, "texts": {"en": "Yes", "es": "Sí"}},
        {"value": 0, "texts": {"en": "No", "es": "No"}},
    ]
    assert read_option("si", options) == 1
    assert read_option("0", options) == 0
    assert read_option("perhaps", options) is None
