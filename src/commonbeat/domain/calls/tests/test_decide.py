"""The verdict about a call: the gravest reason that applies, and nothing but the listed types is sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.calls.rules.decisions import (
    WORDS,
    Circumstances,
    Outcome,
    Policy,
    Reason,
    decide,
    words_for,
)
from commonbeat.domain.calls.rules.facts import CallFacts, type_key

AT = datetime(2026, 6, 10, 18, 0, tzinfo=UTC)
NOISE = CallFacts("NOISE COMPLAINT")
POLICY = Policy(frozenset({type_key("NOISE COMPLAINT"), type_key("VANDALISM")}))


@pytest.mark.req("A2")
@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (NOISE, None),
        (CallFacts("noise complaint "), None),
        (CallFacts("UNHEARD OF", "VANDALISM"), None),
        (CallFacts("NOISE COMPLAINT", "UNHEARD OF"), Reason.NOT_ON_ALLOW_LIST),
        (CallFacts("", ""), Reason.UNKNOWN_TYPE),
        (CallFacts("--", ""), Reason.UNKNOWN_TYPE),
        (CallFacts("UNHEARD OF"), Reason.NOT_ON_ALLOW_LIST),
        (CallFacts("DOMESTIC VIOLENCE", "NOISE COMPLAINT"), Reason.VICTIM_SAFETY),
        (CallFacts("NOISE COMPLAINT", "DOMESTIC VIOLENCE"), Reason.VICTIM_SAFETY),
        (CallFacts("NOISE COMPLAINT", disposition="ARREST MADE"), Reason.VICTIM_SAFETY),
        (replace(NOISE, cancelled_at=AT), Reason.CANCELLED),
        (replace(NOISE, textable=False), Reason.NOT_TEXTABLE),
    ],
)
def test_facts_alone(facts: CallFacts, reason: Reason | None) -> None:
    verdict = decide(facts, POLICY)
    assert verdict.reason == reason
    assert verdict.outcome == (Outcome.SUPPRESS if reason else Outcome.SEND)


@pytest.mark.parametrize(
    ("around", "outcome", "reason"),
    [
        (Circumstances(is_protected=True), Outcome.SUPPRESS, Reason.PROTECTED),
        (Circumstances(was_excluded=True, is_protected=True), Outcome.SUPPRESS, Reason.VICTIM_SAFETY),
        (Circumstances(is_subject=True, has_number=False), Outcome.SUPPRESS, Reason.SUBJECT),
        (Circumstances(has_number=False), Outcome.SUPPRESS, Reason.NO_NUMBER),
        (Circumstances(is_answered=True), Outcome.SUPPRESS, Reason.ANSWERED),
        (Circumstances(is_waiting=True), Outcome.WAIT, None),
        (Circumstances(due_at=AT, latest=timedelta(hours=1), at=AT + timedelta(hours=1)), Outcome.SEND, None),
        (
            Circumstances(due_at=AT, latest=timedelta(hours=1), at=AT + timedelta(minutes=61)),
            Outcome.SUPPRESS,
            Reason.TOO_LATE,
        ),
    ],
)
def test_what_is_known_around_the_call(
    around: Circumstances, outcome: Outcome, reason: Reason | None
) -> None:
    verdict = decide(NOISE, POLICY, around)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


@pytest.mark.req("A2")
@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_is_sent_that_is_not_on_the_list(initial: str, final: str) -> None:
    facts = CallFacts(initial, final)
    if decide(facts, POLICY).outcome == Outcome.SEND:
        assert type_key(facts.type_now) in POLICY.allowed


def test_every_reason_has_words_and_no_word_names_a_victim() -> None:
    assert set(WORDS) == set(Reason)
    for reason in Reason:
        assert words_for("suppress", reason).endswith(".")
    said = WORDS[Reason.VICTIM_SAFETY] + WORDS[Reason.PROTECTED]
    assert not any(word in said.lower() for word in ("domestic", "sexual", "child", "violence", "order"))
