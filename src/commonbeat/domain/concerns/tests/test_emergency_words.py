"""Words of a crime in progress are known before any form is filled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.concerns.rules import in_progress
from commonbeat.domain.concerns.tests.phrases import NOT_NOW, NOW, each

# What the rule reaches on these phrases, which were written beside it: a floor, no promise for other words.
RECALL, PRECISION = 0.97, 0.94


@pytest.mark.req("C1")
def test_danger_now_is_heard() -> None:
    phrases = each(NOW)
    missed = [phrase for phrase in phrases if not in_progress(phrase)]
    assert len(phrases) >= 80
    assert 1 - len(missed) / len(phrases) >= RECALL, missed


@pytest.mark.req("C1")
def test_what_is_over_or_usual_is_no_alarm() -> None:
    harmless = each(NOT_NOW)
    alarms = [phrase for phrase in harmless if in_progress(phrase)]
    heard = sum(map(in_progress, each(NOW)))
    assert len(harmless) >= 80
    assert heard / (heard + len(alarms)) >= PRECISION, alarms


@pytest.mark.parametrize("phrase", each(NOW)[:5])
def test_danger_is_heard_in_a_long_story_and_in_capitals(phrase: str) -> None:
    assert in_progress(f"I live on Oak Street. {phrase}! Last year it was quiet here.")
    assert in_progress(phrase.upper())


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    assert in_progress(text) in (True, False)
