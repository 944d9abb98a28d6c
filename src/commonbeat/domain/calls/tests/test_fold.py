"""A call is the fold of its events: told in any order, any number of times, it is the same call."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.calls.rules.events import CallState, EventKind, Told, fold, told

START = datetime(2026, 6, 10, 18, 0, tzinfo=UTC)

FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "type_code": st.sampled_from(["NOISE", "THEFT", "DOMESTIC DISTURBANCE", "PARKING"]),
        "final_type_code": st.sampled_from(["NOISE", "SEXUAL ASSAULT"]),
        "disposition": st.sampled_from(["ASSISTED", "ARREST MADE"]),
        "beat": st.sampled_from(["1", "2"]),
        "phone": st.sampled_from(["aa", "bb"]),
        "place": st.sampled_from(["cc", "dd"]),
        "is_number_good": st.booleans(),
        "unit_ids": st.lists(st.sampled_from(["U1", "U2"]), max_size=2),
        "protected_flag": st.just(True),
        "t_received": st.sampled_from([START.isoformat(), (START + timedelta(minutes=1)).isoformat()]),
    },
)
EVENTS = st.lists(
    st.builds(
        told,
        st.sampled_from(EventKind),
        st.integers(0, 5).map(lambda minutes: START + timedelta(minutes=minutes)),
        st.sampled_from(["", "7"]),
        FIELDS,
    ),
    max_size=8,
)


@given(EVENTS, st.randoms())
def test_order_and_repetition_change_nothing(events: list[Told], dice: Any) -> None:
    again = events + [dice.choice(events) for _ in events]
    dice.shuffle(again)
    assert fold(again) == fold(events)


@given(EVENTS, EVENTS)
def test_what_was_said_against_texting_is_never_unsaid(first: list[Told], more: list[Told]) -> None:
    before, after = fold(first), fold(first + more)
    assert after.was_excluded >= before.was_excluded
    assert after.is_protected >= before.is_protected
    assert after.is_subject >= before.is_subject
    assert (after.cancelled_at is not None) >= (before.cancelled_at is not None)
    assert after.phones >= before.phones


def _state(*events: tuple[EventKind, int, dict[str, Any]]) -> CallState:
    return fold(told(kind, START + timedelta(minutes=minute), "", fields) for kind, minute, fields in events)


def test_first_type_is_initial_and_last_is_final() -> None:
    state = _state(
        (EventKind.RETYPED, 9, {"type_code": "PARKING"}),
        (EventKind.RECEIVED, 0, {"type_code": "NOISE"}),
        (EventKind.RETYPED, 5, {"type_code": "THEFT"}),
    )
    assert (state.type_initial, state.type_final) == ("NOISE", "PARKING")


def test_type_that_was_dangerous_for_a_moment_counts_for_ever() -> None:
    state = _state(
        (EventKind.RECEIVED, 0, {"type_code": "NOISE"}),
        (EventKind.RETYPED, 5, {"type_code": "DOMESTIC DISTURBANCE"}),
        (EventKind.RETYPED, 6, {"type_code": "NOISE"}),
    )
    assert state.was_excluded
    assert state.type_final == "NOISE"


def test_times_come_from_fields_before_the_moment_of_the_event() -> None:
    received = (START - timedelta(minutes=3)).isoformat()
    state = _state((EventKind.RECEIVED, 0, {"t_received": received}), (EventKind.CLEARED, 30, {}))
    assert state.received_at == START - timedelta(minutes=3)
    assert state.cleared_at == START + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (EventKind.ARREST, {}),
        (EventKind.CLEARED, {"arrest": True}),
        (EventKind.CASE_OPENED, {"caller_role": "subject"}),
    ],
)
def test_arrest_or_subject_is_kept(kind: EventKind, fields: dict[str, Any]) -> None:
    assert _state((kind, 0, fields)).is_subject
