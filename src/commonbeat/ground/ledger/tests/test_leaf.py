"""What the public may read in a line, and what stays locked."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from commonbeat.ground.ledger.rules import leaf, publication

LINE = leaf.Line(
    verb="call.decided",
    role="system",
    agency="larkspur",
    subject="call:k7fq2",
    at=datetime(2026, 6, 10, 18, 41, 7, 123456, tzinfo=UTC),
    content={"rule": "r2", "outcome": "suppress", "after": ["é", 1, None, True]},
    salt=bytes(range(16)),
)


def test_a_leaf_says_no_subject_no_exact_time_and_no_content() -> None:
    written = leaf.leaf(LINE)
    assert json.loads(written) == {
        "v": 1,
        "verb": "call.decided",
        "role": "system",
        "subject_kind": "call",
        "agency": "larkspur",
        "at": "2026-06-10T18:00:00Z",
        "commitment": leaf.commitment(LINE.salt, leaf.opening(LINE)),
    }
    for hidden in (b"k7fq2", b"41:07", b"suppress", b"r2"):
        assert hidden not in written


def test_the_commitment_is_written_as_the_readme_says() -> None:
    """Computed by hand, as a stranger with a receipt would."""
    opened = (
        '{"at":"2026-06-10T18:41:07.123456Z",'
        '"content":{"after":["é",1,null,true],"outcome":"suppress","rule":"r2"},"subject":"call:k7fq2"}'
    )
    expected = hashlib.sha256(LINE.salt + opened.encode()).hexdigest()
    assert leaf.commitment(LINE.salt, leaf.opening(LINE)) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "call:other"},
        {"at": LINE.at + timedelta(microseconds=1)},
        {"content": {}},
        {"salt": b"0" * 16},
    ],
)
def test_the_leaf_is_bound_to_all_that_it_hides(change: dict[str, object]) -> None:
    assert leaf.leaf(leaf.Line(**{**vars(LINE), **change})) != leaf.leaf(LINE)


def test_the_same_instant_in_another_zone_is_the_same_leaf() -> None:
    local = LINE.at.astimezone(timezone(timedelta(hours=-10)))
    assert leaf.leaf(leaf.Line(**{**vars(LINE), "at": local})) == leaf.leaf(LINE)


def test_the_public_sees_the_book_grow_once_an_hour() -> None:
    assert publication.shown_up_to(LINE.at, at_once=False) == datetime(2026, 6, 10, 18, 0, tzinfo=UTC)
    assert publication.shown_up_to(LINE.at, at_once=True) == LINE.at
