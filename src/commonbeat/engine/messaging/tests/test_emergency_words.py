"""Texts that say someone is in danger now, and those that only sound so."""

import json
from pathlib import Path

import pytest

from commonbeat.engine.messaging.rules.emergencies import is_emergency
from commonbeat.engine.messaging.rules.keywords import Reply, classify
from commonbeat.engine.messaging.rules.wording import SHIPPED, Wording

FIXTURE = json.loads((Path(__file__).parent / "fixtures" / "emergencies.json").read_text(encoding="utf-8"))


@pytest.mark.req("A8")
def test_every_danger_is_heard() -> None:
    assert len(FIXTURE["danger"]) >= 30
    assert [text for text in FIXTURE["danger"] if classify(text) is not Reply.EMERGENCY] == []


@pytest.mark.req("A8")
def test_false_alarms_are_rare(capsys: pytest.CaptureFixture[str]) -> None:
    heard = sum(is_emergency(text) for text in FIXTURE["danger"])
    false = [text for text in FIXTURE["safe"] if is_emergency(text)]
    precision = heard / (heard + len(false))
    with capsys.disabled():
        print(f"\nemergencies: {heard} heard, precision {precision:.2f}; false: {false}")
    assert len(FIXTURE["safe"]) >= 40
    assert precision >= 0.9


@pytest.mark.req("A8")
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_answer_names_911_and_988_and_says_that_nobody_watches(language: str) -> None:
    body = SHIPPED[Wording.EMERGENCY][language]
    assert "911" in body
    assert "988" in body
    unwatched = {"en": "not watched", "es": "Nadie vigila", "ar": "لا أحد يراقب"}[language]
    assert unwatched in body


@pytest.mark.req("A8")
def test_only_a_bare_stop_comes_before_danger() -> None:
    assert classify("STOP!") is Reply.STOP
    assert classify("stop texting me he is breaking in") is Reply.EMERGENCY
    assert classify("Leave me alone. He has a gun and is in my house") is Reply.EMERGENCY
    assert classify("please stop texting me, my husband is beating me") is Reply.EMERGENCY
