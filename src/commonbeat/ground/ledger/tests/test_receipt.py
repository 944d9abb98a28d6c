"""A receipt proves that a line is in the book, on a page that needs no JavaScript."""

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from commonbeat.ground.ledger import actions, queries
from commonbeat.ground.ledger.models import Checkpoint, Entry, Tile
from commonbeat.ground.ledger.rules import receipt
from commonbeat.ground.ledger.tests.factories import Write

GOOD = "This receipt is good"
BAD = "This receipt does not hold"


def _receipt(entry: Entry) -> dict[str, object]:
    found = queries.receipt(entry)
    assert found is not None
    return found


def _check(client: Client, text: str) -> tuple[int, str]:
    response = client.post("/ledger/receipt/", {"receipt": text})
    return response.status_code, response.content.decode()


def test_there_is_no_receipt_before_the_line_has_its_place(write: Write, at: datetime) -> None:
    [entry] = write(1)
    assert queries.receipt(entry) is None
    actions.sequence(at=at)
    entry.refresh_from_db()
    assert _receipt(entry)["index"] == 0


@pytest.mark.parametrize("index", [0, 137, 255, 256, 299])
def test_a_good_receipt_is_good_and_says_the_line(
    client: Client, book: list[Entry], index: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(5):
        text = json.dumps(_receipt(book[index]))
    status, page = _check(client, text)
    assert status == 200
    assert GOOD in page
    assert BAD not in page
    assert page.count("tag--good") == 4
    assert f"concern:c{index}" in page


def test_a_receipt_stays_good_while_the_book_grows(
    client: Client, book: list[Entry], write: Write, at: datetime
) -> None:
    kept = json.dumps(_receipt(book[7]))
    write(500)
    actions.sequence(at=at + timedelta(days=1))
    assert GOOD in _check(client, kept)[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"content": {"subject": "concern:other"}}, "The receipt does not open the line"),
        ({"salt": "00" * 16}, "The receipt does not open the line"),
        ({"index": 8}, "The line is not at the place"),
        ({"size": 299}, "The line is not at the place"),
        ({"proof": []}, "The line is not at the place"),
        ({"leaf": {"verb": "concern.closed"}}, "The line is not at the place"),
    ],
)
def test_a_changed_receipt_fails_and_says_where(
    client: Client, book: list[Entry], change: dict[str, object], said: str
) -> None:
    status, page = _check(client, json.dumps(_receipt(book[7]) | change))
    assert status == 200
    assert BAD in page
    assert said in page


def test_a_receipt_of_another_book_fails(client: Client, book: list[Entry]) -> None:
    text = json.dumps(_receipt(book[7])).replace("/ledger ", "/other ")
    page = _check(client, text)[1]
    assert "The signature is not ours" in page


def test_a_receipt_shows_that_the_book_was_rewritten(client: Client, book: list[Entry]) -> None:
    kept = json.dumps(_receipt(book[7]))
    Tile.objects.filter(level=0, number=1).update(hashes=b"x" * 32 * 44)
    page = _check(client, kept)[1]
    assert "The book does not begin the way this receipt says" in page
    Checkpoint.objects.filter(size__gt=100).delete()
    assert "The book does not begin the way this receipt says" in _check(client, kept)[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This field is required"),
        ("hello", "This is not a receipt"),
        ("[1, 2]", "This is not a receipt"),
        ("[" * 15_000, "This is not a receipt"),
        ('{"leaf": {}}', "The part “salt”"),
        ('{"leaf": {}, "salt": "zz"}', "The part “salt”"),
        ('{"leaf": {}, "salt": "00", "content": {}, "index": true}', "The part “index”"),
        (
            '{"leaf": {}, "salt": "00", "content": {}, "index": 1, "size": 2, "proof": [7]}',
            "The part “proof”",
        ),
    ],
)
def test_what_is_no_receipt_is_said_at_the_field(client: Client, db: None, text: str, said: str) -> None:
    status, page = _check(client, text)
    assert status == 422
    assert said in page
    assert 'aria-invalid="true"' in page


def test_a_receipt_without_a_checkpoint_is_said_at_the_field(client: Client, book: list[Entry]) -> None:
    status, page = _check(client, json.dumps(_receipt(book[7]) | {"checkpoint": "none"}))
    assert (status, "The part “checkpoint”" in page) == (422, True)
    assert _check(client, json.dumps(_receipt(book[7])).replace("concern:c7", "\\ud800"))[0] == 422


def test_words_in_a_receipt_cannot_become_a_page(client: Client, book: list[Entry]) -> None:
    text = json.dumps(_receipt(book[7]) | {"content": {"subject": "<script>alert(1)</script>"}})
    assert "<script>alert" not in _check(client, text)[1]


def test_the_page_needs_no_javascript_and_keeps_nothing(client: Client, book: list[Entry]) -> None:
    page = client.get("/ledger/receipt/").content.decode()
    assert 'method="post"' in page
    assert 'type="submit"' in page
    before = Entry.objects.count()
    _check(client, json.dumps(_receipt(book[7])))
    assert Entry.objects.count() == before


@given(
    st.text() | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(json.dumps)
)
def test_any_text_is_a_receipt_or_unreadable(text: str) -> None:
    with pytest.raises(receipt.Unreadable):
        receipt.parse(text)
