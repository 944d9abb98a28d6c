"""Whether a message may go is decided by one pure rule, the gravest reason first."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commonbeat.engine.messaging.choices import COUNTED_STATES, MessageClass, OptOutScope, Reason, Scope
from commonbeat.engine.messaging.rules.retries import (
    CALL_SECONDS,
    CONFIRM_AFTER,
    LEASE,
    next_question,
    wait_before,
)
from commonbeat.engine.messaging.rules.sending import TALK, Answer, Facts, Limits, decide

NOON, NIGHT = datetime(2026, 6, 10, 16, tzinfo=UTC), datetime(2026, 6, 11, 3, tzinfo=UTC)
NEW_YORK = ("America/New_York",)
FACTS = st.builds(
    Facts,
    scope=st.sampled_from(Scope.values),
    message_class=st.sampled_from(MessageClass.values),
    queued_at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    has_address=st.booleans(),
    is_blocked=st.booleans(),
    stopped=st.frozensets(st.sampled_from(OptOutScope.values)),
    zones=st.just(NEW_YORK),
    surveys=st.integers(0, 2),
    today=st.integers(0, 6),
    campaigns=st.none() | st.frozensets(st.sampled_from(Scope.values)),
)
MINUTES = st.integers(0, 3 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def facts(**changes: object) -> Facts:
    known = {"scope": "updates", "message_class": "ordinary", "queued_at": NOON, "zones": NEW_YORK}
    return Facts(**{**known, **changes})  # type: ignore[arg-type]


def test_reasons_come_in_order_of_weight() -> None:
    everything = facts(
        scope="surveys", has_address=False, is_blocked=True, stopped=frozenset({"all"}), surveys=1, today=9
    )
    cured: list[tuple[str, dict[str, object]]] = [
        ("no_address", {}),
        ("blocked", {"has_address": True}),
        ("opted_out", {"is_blocked": False}),
        ("survey_cap", {"stopped": frozenset()}),
        ("daily_cap", {"surveys": 0}),
    ]
    for reason, cure in cured:
        everything = Facts(**{**vars(everything), **cure})
        assert decide(everything, Limits(), NOON).reason == reason
    assert decide(facts(), Limits(), NOON).answer is Answer.SEND


@given(FACTS, MINUTES)
def test_what_may_go_is_never_blocked_stopped_or_without_address(known: Facts, later: timedelta) -> None:
    if decide(known, Limits(), known.queued_at + later).answer is Answer.SEND:
        assert known.has_address
        assert not known.is_blocked
        if known.message_class in ("ordinary", "answer"):
            assert "all" not in known.stopped
            assert known.scope not in known.stopped
            assert known.campaigns is None or known.scope in known.campaigns


@given(FACTS, MINUTES)
def test_what_waits_may_go_when_it_has_waited(known: Facts, later: timedelta) -> None:
    at = known.queued_at + later
    verdict = decide(known, Limits(), at)
    if verdict.answer is Answer.WAIT:
        assert verdict.at is not None
        assert verdict.at > at
        assert decide(known, Limits(), verdict.at).answer is Answer.SEND


@given(FACTS, MINUTES, MINUTES)
def test_nothing_goes_after_its_expiry(known: Facts, later: timedelta, lives: timedelta) -> None:
    at = known.queued_at + later
    mortal = Facts(**{**vars(known), "expires_at": known.queued_at + lives})
    verdict = decide(mortal, Limits(), at)
    if later >= lives:
        assert verdict.answer in (Answer.EXPIRE, Answer.SUPPRESS)
    if verdict.answer is Answer.WAIT:
        assert verdict.at is not None
        assert verdict.at < known.queued_at + lives


def test_an_answer_that_was_held_up_keeps_quiet_hours_like_the_rest() -> None:
    answer = facts(message_class="answer", queued_at=NIGHT)
    assert decide(answer, Limits(), NIGHT + TALK).answer is Answer.SEND
    assert decide(answer, Limits(), NIGHT + TALK + timedelta(seconds=1)).answer is Answer.WAIT


def test_only_registered_kinds_of_text_go_and_stop_replies_need_any_campaign() -> None:
    assert decide(facts(campaigns=frozenset({"surveys"})), Limits(), NOON).reason == "campaign"
    assert decide(facts(campaigns=frozenset({"updates"})), Limits(), NOON).answer is Answer.SEND
    stop_reply = facts(scope="service", message_class="automatic", campaigns=frozenset({"updates"}))
    assert decide(stop_reply, Limits(), NOON).answer is Answer.SEND


def test_the_reasons_of_the_rule_have_names_for_people() -> None:
    for code in ("no_address", "blocked", "opted_out", "campaign", "survey_cap", "daily_cap", "expired"):
        assert Reason(code).label
    assert "suppressed" not in COUNTED_STATES


def test_pauses_grow_and_end() -> None:
    pauses = [wait_before(attempt) for attempt in range(1, 12)]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(seconds=5)
    assert pauses[-1] == timedelta(minutes=15)
    assert len({wait_before(3, spread) for spread in range(21)}) == 21
    assert next_question(timedelta(0)) == CONFIRM_AFTER
    assert next_question(timedelta(hours=2)) == timedelta(hours=2)
    assert next_question(timedelta(days=2)) is None
    assert LEASE.total_seconds() > 4 * CALL_SECONDS
