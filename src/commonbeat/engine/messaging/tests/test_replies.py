"""What people text back: every keyword, nearly every wish in their own words, and no false goodbye."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.engine.messaging.rules.keywords import STOPS, Reply, classify, sounds_like_stop
from commonbeat.engine.messaging.rules.languages import language_of

FIXTURE = json.loads((Path(__file__).parent / "fixtures" / "replies.json").read_text(encoding="utf-8"))
SEVEN = ["stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"]


def _texts(sort: str) -> list[dict[str, str]]:
    return [row for row in FIXTURE if row["sort"] == sort]


@pytest.mark.req("A7")
def test_the_fixture_is_large_enough() -> None:
    assert len(FIXTURE) >= 200
    assert len(_texts("negative")) >= 60


@pytest.mark.req("A7")
def test_every_keyword_is_understood() -> None:
    missed = [row["text"] for row in _texts("keyword") if classify(row["text"]) is not Reply(row["want"])]
    assert missed == []


@pytest.mark.req("A7")
@given(
    st.sampled_from([*SEVEN, "alto", "basta", "no más", "baja", "parar"]),
    st.sampled_from(["", " ", "  \n", "...", "!!", "🙏", " 🛑🛑 ", '"', "¡", "—"]),
    st.sampled_from(["", " ", ".", "!!!", "?", " 😡", '"', ".\n\n", " please", ", thanks", " por favor"]),
    st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_case_spacing_and_signs_do_not_matter(word: str, before: str, after: str, upper: list[bool]) -> None:
    cased = "".join(c.upper() if up else c for c, up in zip(word.ljust(12), upper, strict=True)).rstrip()
    assert classify(f"{before}{cased}{after}") is Reply.STOP


@pytest.mark.req("A7")
def test_wishes_in_peoples_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    wishes = _texts("phrase")
    missed = [row["text"] for row in wishes if classify(row["text"]) is not Reply(row["want"])]
    with capsys.disabled():
        print(f"\nwishes understood: {len(wishes) - len(missed)} of {len(wishes)}; to a person: {missed}")
    assert len(missed) <= 0.05 * len(wishes)
    # What is not understood still goes to a person and never counts as an answer to something else.
    assert {classify(text) for text in missed} <= {Reply.OTHER, *STOPS}


@pytest.mark.req("A7")
def test_nobody_is_taken_off_who_did_not_ask() -> None:
    wrong = [row["text"] for row in _texts("negative") if classify(row["text"]) in STOPS]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("STOP 12345", Reply.OTHER),
        ("YES", Reply.OTHER),
        ("start", Reply.START),
        ("UNSTOP", Reply.START),
        ("comenzar", Reply.START),
        ("Iniciar por favor", Reply.START),
        ("volver", Reply.START),
        ("start texting me again", Reply.START),
        ("HELP", Reply.HELP),
        ("info?", Reply.HELP),
        ("AYUDA", Reply.HELP),
        ("Who is this?", Reply.HELP),
        ("¿Quién es?", Reply.HELP),
        ("help me", Reply.EMERGENCY),
        ("stop, he has a gun", Reply.EMERGENCY),
        ("5", Reply.OTHER),
        ("", Reply.OTHER),
        ("توقف", Reply.STOP),
        ("مساعدة", Reply.HELP),
    ],
)
def test_the_other_answers(text: str, want: Reply) -> None:
    assert classify(text) is want


def test_an_unclear_stop_is_marked_for_a_person() -> None:
    assert sounds_like_stop("STOP 12345")
    assert not sounds_like_stop("thank you")


@pytest.mark.req("A13")
@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("ES", "es"),
        ("Español", "es"),
        ("english", "en"),
        ("no me escriban", "es"),
        ("¿Quién es?", "es"),
        ("El oficial fue muy amable", "es"),
        ("توقف", "ar"),
        ("STOP", ""),
        ("The officer was kind", ""),
    ],
)
def test_the_language_is_noticed(text: str, want: str) -> None:
    assert language_of(text) == want


@given(st.text(max_size=300))
def test_any_text_is_classified(text: str) -> None:
    assert classify(text) in Reply


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "please " * 2_000, "😀" * 10_000, "no más " * 1_500, "," * 10_000]
)
def test_very_long_texts_are_classified_too(text: str) -> None:
    assert classify(text) in Reply
