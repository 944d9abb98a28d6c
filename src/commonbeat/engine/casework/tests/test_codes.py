"""The words of a code: the lists they come from, the slips that are forgiven, and those that are not."""

import math
import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from commonbeat.engine.casework.queries import install_salt, wordlist
from commonbeat.engine.casework.queries.receipts import readings_of
from commonbeat.engine.casework.rules import stretched
from commonbeat.engine.casework.rules.codes import LEAST_BITS, MOST_READINGS

pytestmark = pytest.mark.req("C7")
SIZES = {"en": 8192, "es": 8192, "ar": 4096}
LANGUAGES = sorted(SIZES)
MARKS = "\u0301\u0308\u064b\u0651"


def a_code(language: str, seed: int) -> list[str]:
    listed = wordlist(language)
    return random.Random(seed).choices(listed.words, k=listed.count)


def slipped(word: str, letters: str, draw: random.Random) -> str:
    """Return the word with one letter wrong, missing, too many, or two that changed places."""
    place = draw.randrange(len(word))
    ways = [
        word[:place] + word[place + 1 :],
        word[:place] + draw.choice(letters) + word[place:],
        word[:place] + draw.choice(letters) + word[place + 1 :],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    ]
    return draw.choice(ways)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_long_and_their_words_far_apart(language: str) -> None:
    listed = wordlist(language)
    assert len(set(listed.words)) == len(listed.words) == SIZES[language]
    assert listed.count * math.log2(len(listed.words)) >= LEAST_BITS
    assert listed.count == (8 if language == "ar" else 7)
    words = list(listed.words)
    for start in range(0, len(words), 1024):
        near = cdist(words[start : start + 1024], words, scorer=OSA.distance, score_cutoff=2)
        # Each word is at distance 0 from itself and from no other, and none is at 1.
        assert (near <= 1).sum() == len(near)


@pytest.mark.parametrize("language", LANGUAGES)
@given(seed=st.integers(0, 10**6), gap=st.sampled_from([" ", "", "-", "\n", " , ", ". "]), data=st.data())
@settings(max_examples=60, deadline=None)
def test_case_spaces_marks_and_punctuation_do_not_matter(
    language: str, seed: int, gap: str, data: st.DataObject
) -> None:
    code = a_code(language, seed)
    marked = [word[:1] + data.draw(st.sampled_from(["", *MARKS])) + word[1:] for word in code]
    typed = unicodedata.normalize(
        data.draw(st.sampled_from(["NFC", "NFD"])), f"  {gap.join(marked)}!  "
    ).upper()
    assert tuple(code) in readings_of(typed, data.draw(st.sampled_from(LANGUAGES)))


@pytest.mark.parametrize("language", LANGUAGES)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_slips_in_any_two_words_are_forgiven(language: str, seed: int) -> None:
    code, draw = a_code(language, seed), random.Random(seed)
    letters = "".join(sorted(set("".join(wordlist(language).words))))
    typed = list(code)
    for place in draw.sample(range(len(code)), 2):
        typed[place] = slipped(code[place], letters, draw)
        if typed[place] in wordlist(language).words:
            typed[place] = code[place]
    assert tuple(code) in readings_of(" ".join(typed), language)


@pytest.mark.parametrize(("language", "share"), [("en", 0.99), ("es", 0.98), ("ar", 0.75)])
def test_one_slip_in_every_word_is_mostly_forgiven(language: str, share: float) -> None:
    draw, found, tried = random.Random(4), 0, 300
    letters = "".join(sorted(set("".join(wordlist(language).words))))
    for seed in range(tried):
        code = a_code(language, seed)
        typed = [slipped(word, letters, draw) for word in code]
        found += tuple(code) in readings_of(" ".join(typed), language)
    assert found / tried >= share


@pytest.mark.parametrize("language", LANGUAGES)
@given(seed=st.integers(0, 10**6), data=st.data())
@settings(max_examples=60, deadline=None)
def test_other_order_or_another_word_is_another_code(language: str, seed: int, data: st.DataObject) -> None:
    code = a_code(language, seed)
    order = data.draw(st.permutations(code))
    if order != code:
        assert tuple(code) not in readings_of(" ".join(order), language)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(wordlist(language).words))
    if other != code[place]:
        changed = [*code[:place], other, *code[place + 1 :]]
        assert tuple(code) not in readings_of(" ".join(changed), language)


@given(typed=st.text(max_size=2000))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_in_few_ways(typed: str) -> None:
    assert len(readings_of(typed, "en")) <= MOST_READINGS


def test_a_space_forgotten_beside_a_slip_is_forgiven() -> None:
    code = a_code("en", 7)
    slip = code[0][:1] + "q" + code[0][1:]
    assert tuple(code) in readings_of(" ".join([slip, code[1] + code[2], *code[3:]]), "en")


def test_same_words_give_two_secrets_that_say_nothing_of_each_other() -> None:
    code = a_code("en", 1)
    lookup, sealed = install_salt("lookup"), install_salt("sealed")
    assert lookup != sealed
    first, second = stretched(code, lookup), stretched(code, sealed)
    assert len(first) == len(second) == 32
    # About half of the 256 bits differ, as between any two unrelated secrets.
    assert 80 <= sum((a ^ b).bit_count() for a, b in zip(first, second, strict=True)) <= 176
    assert first == stretched(list(code), lookup)
    assert stretched([*code[1:], code[0]], sealed) != second
