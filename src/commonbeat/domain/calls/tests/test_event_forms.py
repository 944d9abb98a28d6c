"""What a request may look like; each wrong place is named, and what was sent there is not repeated."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.calls.forms.events import WrongEvents, read
from commonbeat.domain.calls.rules.events import EventKind

AT = datetime(2026, 6, 10, 18, 0, tzinfo=UTC)
GOOD = {"incident_no": "26-1", "kind": "received", "occurred_at": "2026-06-10T13:00:00-04:00"}


def _read(body: Any) -> Any:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read(sent, agency="larkspur", at=AT)


def _wrong(body: Any) -> dict[str, str]:
    with pytest.raises(WrongEvents) as caught:
        _read(body)
    return {place.where: place.why for place in caught.value.places}


@pytest.mark.parametrize("body", [GOOD, [GOOD], {"events": [GOOD]}])
def test_one_event_or_a_list(body: Any) -> None:
    [report] = _read(body)
    assert (report.incident_no, report.kind, report.fields) == ("26-1", EventKind.RECEIVED, {})


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"t_received": "2026-06-10T17:00:00Z"}, "received"),
        ({"t_received": "2026-06-10T17:00:00Z", "t_dispatched": "2026-06-10T17:02:00Z"}, "dispatched"),
        ({"t_onscene": "2026-06-10T17:09:00Z"}, "on_scene"),
        ({"t_received": "2026-06-10T17:00:00Z", "t_cleared": "2026-06-10T17:40:00Z"}, "cleared"),
        ({"kind": "re-typed", "occurred_at": "2026-06-10T17:00:00Z"}, "retyped"),
        ({"kind": "ON SCENE", "occurred_at": "2026-06-10T17:00:00Z"}, "on_scene"),
    ],
)
def test_kind_is_told_or_follows_from_the_times(record: dict[str, str], kind: str) -> None:
    assert _read({"incident_no": "1"} | record)[0].kind == kind


def test_point_is_rounded_to_a_block_and_the_address_stays_aside() -> None:
    [report] = _read(
        GOOD | {"lat": 37.8769651, "lon": -122.2605449, "address": "12 Main St", "callback_no": 5555550101}
    )
    assert report.fields == {"latitude": 37.877, "longitude": -122.261}
    assert (report.address, report.callback_no) == ("12 Main St", "5555550101")


@pytest.mark.req("L5")
@pytest.mark.parametrize(
    "name",
    [
        *("narrative", "Narrative_Text", "comments", "remarks", "suspect_description"),
        *("caller_name", "victim_name", "dob", "date_of_birth", "ssn", "race"),
        *("criminal_history", "ncic_hit"),
    ],
)
def test_personal_field_is_refused_by_name(name: str) -> None:
    wrong = _wrong(GOOD | {name: "John Doe was here"})
    assert wrong == {
        f"events[0].{name}": "is never accepted, as it can hold a person's story or data; stop sending it"
    }


def test_unknown_field_is_refused_by_name() -> None:
    assert _wrong(GOOD | {"weather": "rain"}) == {"events[0].weather": "is not a field of an event"}


def test_every_wrong_place_of_a_list_is_named() -> None:
    wrong = _wrong([
        GOOD,
        GOOD | {"t_received": "2026-06-10T13:00:00", "beat": "x" * 10_000},
        {"kind": "received"},
        7,
    ])  # fmt: skip
    assert wrong == {
        "events[1].t_received": "has no time zone; write the offset, like 2026-06-10T14:00:00-04:00",
        "events[1].beat": "is longer than 40 characters",
        "events[2].incident_no": "is missing",
        "events[3]": "must be an object with the fields of an event",
    }


@pytest.mark.parametrize(
    ("change", "place", "why"),
    [
        ({"occurred_at": "2026-06-10T19:00:00Z"}, ".occurred_at", "lies in the future"),
        ({"occurred_at": "9999-12-31T23:59:59Z"}, ".occurred_at", "lies in the future"),
        ({"occurred_at": "1970-01-01T00:00:00Z"}, ".occurred_at", "is before the year 2000"),
        ({"occurred_at": 1781110800}, ".occurred_at", "must be a time like 2026-06-10T14:00:00-04:00"),
        ({"occurred_at": "yesterday"}, ".occurred_at", "must be a time like 2026-06-10T14:00:00-04:00"),
        ({"occurred_at": "2026-03-08T02:30:00"}, ".occurred_at", "has no time zone; write the offset, like "
         "2026-06-10T14:00:00-04:00"),
        ({"occurred_at": None}, "", "has no time; send occurred_at or one of the t_ times"),
        ({"kind": "vanished"}, ".kind", f"must be one of {', '.join(EventKind)}"),
        ({"type_code": "NOI\x00SE"}, ".type_code", "contains a control character or broken Unicode"),
        ({"type_code": "\ud800"}, ".type_code", "contains a control character or broken Unicode"),
        ({"type_code": ["NOISE"]}, ".type_code", "input should be a valid string"),
        ({"lat": 37.1}, "", "has one of lat and lon; send both or none"),
        ({"lat": 91, "lon": 0}, ".lat", "input should be less than or equal to 90"),
        ({"incident_no": "  "}, ".incident_no", "is empty"),
        ({"unit_ids": ["U"] * 51}, ".unit_ids", "has more than 50 entries"),
        ({"agency": "elsewhere"}, ".agency", "is not the agency of this key"),
    ],
)  # fmt: skip
def test_bad_value_is_named(change: dict[str, Any], place: str, why: str) -> None:
    assert _wrong(GOOD | change) == {f"events[0]{place}": why}


def test_both_hours_of_the_night_the_clocks_go_back_are_different_instants() -> None:
    first, second = _read([GOOD | {"occurred_at": f"2025-11-02T01:30:00-0{offset}:00"} for offset in (4, 5)])
    assert (second.occurred_at - first.occurred_at).total_seconds() == 3600


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b"", "line 1, column 1"),
        (b"{", "line 1, column 2"),
        (b'{"beat": "\xff"}', "the body"),
        (b'{"lat": NaN}', "the body"),
        (b"[" * 100_000, "the body"),
        (b'{"incident_no": ' + b"9" * 5_000 + b"}", "the body"),
        (b"[]", "events"),
        (b'"text"', "events"),
        (b"null", "events"),
        (b'{"events": 3}', "events"),
        (json.dumps([GOOD] * 501).encode(), "events"),
    ],
)
def test_body_that_cannot_be_used_is_refused(body: bytes, where: str) -> None:
    assert list(_wrong(body)) == [where]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, "lat", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(JSON)
def test_no_json_breaks_the_reader(body: Any) -> None:
    with suppress(WrongEvents):
        _read(json.dumps(body).encode())
