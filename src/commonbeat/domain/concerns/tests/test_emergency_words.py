"""Words of a crime or a danger that is there now are known before any form is filled in."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.concerns.rules import in_progress, is_surely_in_progress
from commonbeat.domain.concerns.rules.danger import said_in_danger, said_otherwise
from commonbeat.domain.concerns.rules.danger.weights import ENOUGH, learned, phrases_in, weight_of
from commonbeat.domain.concerns.tests.phrases import IN_DANGER, OTHERWISE

KNOWN_DANGER, KNOWN_OTHERWISE = phrases_in(said_in_danger.PHRASES), phrases_in(said_otherwise.PHRASES)
FOLDS = 10


def heard(phrases: list[str]) -> float:
    return sum(map(in_progress, phrases)) / len(phrases)


@pytest.mark.req("C1")
def test_danger_is_heard_in_phrases_the_rule_was_not_made_from() -> None:
    assert len(phrases_in(IN_DANGER)) == len(phrases_in(OTHERWISE)) == 30
    assert heard(phrases_in(IN_DANGER)) >= 0.8
    assert heard(phrases_in(OTHERWISE)) <= 0.2


@pytest.mark.req("C1")
def test_phrases_the_rule_was_made_from_are_heard_whole() -> None:
    assert [phrase for phrase in KNOWN_DANGER if not in_progress(phrase)] == []
    assert heard(KNOWN_OTHERWISE) <= 0.02


@pytest.mark.req("C1")
def test_words_alone_hear_most_danger_in_phrases_they_did_not_learn_from() -> None:
    chance = random.Random(911)
    danger, other = chance.sample(KNOWN_DANGER, k=300), chance.sample(KNOWN_OTHERWISE, k=290)
    found = alarms = 0
    for fold in range(FOLDS):
        weights = learned(*([p for n, p in enumerate(ps) if n % FOLDS != fold] for ps in (danger, other)))
        found += sum(weight_of(phrase, weights) > ENOUGH for phrase in danger[fold::FOLDS])
        alarms += sum(weight_of(phrase, weights) > ENOUGH for phrase in other[fold::FOLDS])
    assert found / len(danger) >= 0.6
    assert alarms / len(other) <= 0.12


def test_unseen_phrases_stay_unseen() -> None:
    unseen = {*phrases_in(IN_DANGER), *phrases_in(OTHERWISE)}
    assert not unseen & {*KNOWN_DANGER, *KNOWN_OTHERWISE}


@pytest.mark.parametrize("phrase", KNOWN_DANGER[:5])
def test_danger_is_heard_in_a_long_story_and_in_capitals(phrase: str) -> None:
    assert in_progress(f"I live on Oak Street. {phrase}! Last year it was quiet here.")
    assert in_progress(phrase.upper())


@pytest.mark.parametrize(
    ("words", "is_danger"),
    [
        ("A man with a gun was here last year", False),
        ("A man with a gun was here five minutes ago", True),
        ("Last year it was quiet here, a man with a gun is in the park", True),
        ("People were fighting outside last Saturday, one had a knife", False),
        ("Un hombre con pistola estuvo aquí hace un mes", False),
        ("Un hombre con pistola estuvo aquí hace cinco minutos", True),
        ("someone stole my bike", False),
        ("someone just stole my bike", True),
        ("", False),
    ],
)
def test_what_is_over_is_told_from_what_is_now(words: str, is_danger: bool) -> None:
    assert is_surely_in_progress(words) == is_danger


def test_a_program_is_refused_only_for_what_leaves_no_doubt() -> None:
    assert heard(phrases_in(OTHERWISE)) > sum(map(is_surely_in_progress, phrases_in(OTHERWISE))) / 30


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    assert in_progress(text) in (True, False)


def test_a_million_words_are_answered_from_their_beginning() -> None:
    story = "the dog barks every night " * 200_000
    assert not in_progress(story)
    assert in_progress("A man with a gun is here. " + story)
