"""What a text costs, held to the worked examples and to a second implementation."""

import json
import random

import pytest
import smsutil
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.engine.messaging.rules.normalise import smart
from commonbeat.engine.messaging.rules.segments import GSM_BASIC, GSM_EXTENSION, Encoding, Measured, measure

ALPHABET = (
    "".join(sorted((GSM_BASIC | GSM_EXTENSION) - {"\n"})) * 3
    + "áíóúç’“”–…"
    + "👍🙏🚓🏳️‍🌈👩🏽‍⚕️"
    + "مرحبا"
    + "中文"
)


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("a" * 160, Encoding.GSM7, 160, 1),
        ("a" * 161, Encoding.GSM7, 161, 2),
        ("a" * 306, Encoding.GSM7, 306, 2),
        ("a" * 307, Encoding.GSM7, 307, 3),
        ("€" * 80, Encoding.GSM7, 160, 1),
        ("a" * 152 + "€" + "a" * 152, Encoding.GSM7, 306, 3),
        ("ç" * 70, Encoding.UCS2, 70, 1),
        ("👍" * 35, Encoding.UCS2, 70, 1),
        ("👍" * 36, Encoding.UCS2, 72, 2),
        ("It\u2019s ok", Encoding.UCS2, 7, 1),
        ("", Encoding.GSM7, 0, 1),
        ("Ç é à ù ì ò ñ ü Ñ ¿ ¡", Encoding.GSM7, 21, 1),
        ("á", Encoding.UCS2, 1, 1),
        ("^{}\\[~]|€\f", Encoding.GSM7, 20, 1),
    ],
)
def test_the_worked_examples(text: str, encoding: Encoding, units: int, segments: int) -> None:
    assert measure(text) == Measured(encoding, units, segments)


def test_a_second_implementation_counts_the_same_on_a_thousand_texts() -> None:
    dice = random.Random(20260610)
    for _ in range(1000):
        gsm_only = dice.random() < 0.5
        letters = ALPHABET[: len(GSM_BASIC) * 3] if gsm_only else ALPHABET
        text = "".join(dice.choice(letters) for _ in range(dice.randint(1, 700)))
        theirs = smsutil.split(text)  # type: ignore[no-untyped-call]
        units = theirs.total_bytes if theirs.encoding == "gsm0338" else theirs.total_bytes // 2
        encoding = Encoding.GSM7 if theirs.encoding == "gsm0338" else Encoding.UCS2
        assert measure(text) == Measured(encoding, units, len(theirs.parts)), text


@given(st.text(alphabet=st.sampled_from(sorted(set(ALPHABET))), max_size=400))
def test_more_text_never_costs_less(text: str) -> None:
    shorter, longer = measure(text[:-1]), measure(text)
    assert longer.segments >= shorter.segments
    assert longer.units <= longer.segments * 160


@given(st.text(max_size=400))
def test_plain_signs_never_cost_more_and_letters_are_kept(text: str) -> None:
    composed = smart(text)
    assert smart(composed) == composed
    for letter in "áíóúñüçÁÍÓÚ":
        assert composed.count(letter) >= text.count(letter)


def test_names_keep_their_accents_and_quotes_become_plain() -> None:
    assert smart("Señora Muñoz, María, José, Íñigo, Raúl") == "Señora Muñoz, María, José, Íñigo, Raúl"
    assert smart("It\u2019s \u201cfine\u201d \u2013 really\u2026") == 'It\'s "fine" - really...'
    # A name typed on some phones comes in two pieces; in one piece it costs half.
    assert smart("Jose\u0301") == "José"


def test_the_command_says_it_in_words_and_as_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("messages", "measure", "€" * 80, "--json")
    assert json.loads(capsys.readouterr().out) == {"encoding": "GSM-7", "units": 160, "segments": 1}
    call_command("messages", "measure", "It\u2019s ok")
    said = capsys.readouterr().out
    assert "UCS-2" in said
    assert "\u2019" in said
