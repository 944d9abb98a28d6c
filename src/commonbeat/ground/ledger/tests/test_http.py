"""The book over HTTP, fetched and checked as a mirror would that knows only the specifications."""

import base64
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from commonbeat.ground.core import clock
from commonbeat.ground.ledger import actions
from commonbeat.ground.ledger.models import Entry
from commonbeat.ground.ledger.tests.factories import Write, second_tree


def _bytes(client: Client, path: str) -> bytes:
    response = client.get(f"/ledger/{path}")
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/octet-stream"
    assert "immutable" in response["Cache-Control"]
    return response.content


def _leaves(bundle: bytes) -> list[bytes]:
    leaves = []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        leaves.append(bundle[2 : 2 + length])
        bundle = bundle[2 + length :]
    return leaves


def test_a_stranger_can_mirror_and_check_the_book(client: Client, book: list[Entry]) -> None:
    response = client.get("/ledger/checkpoint")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "max-age=1" in response["Cache-Control"]
    text, _, signature = response.content.decode().partition("\n\n")
    origin, size, root = text.split("\n")
    assert (origin, size) == ("127.0.0.1:8000/ledger", "300")

    name, _key_hash, key = client.get("/ledger/key").content.decode().strip().split("+", 2)
    signed = base64.b64decode(signature.split(" ")[2])
    Ed25519PublicKey.from_public_bytes(base64.b64decode(key)[1:]).verify(signed[4:], (text + "\n").encode())
    assert name == origin

    leaves = _leaves(_bytes(client, "tile/entries/000")) + _leaves(_bytes(client, "tile/entries/001.p/44"))
    tree = second_tree(leaves)
    assert base64.b64encode(tree.get_root(300)).decode() == root
    hashes = _bytes(client, "tile/0/000") + _bytes(client, "tile/0/001.p/44")
    assert hashes == b"".join(hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves)
    assert _bytes(client, "tile/1/000.p/1") == tree.get_root(256)
    assert {json.loads(leaf)["verb"] for leaf in leaves} == {"concern.received"}


def test_nothing_that_is_published_names_a_subject(client: Client, book: list[Entry]) -> None:
    bundle = _bytes(client, "tile/entries/000")
    assert b"concern:" not in bundle
    assert b"person:" not in bundle


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/001",
        "tile/0/001.p/45",
        "tile/0/001.p/256",
        "tile/0/000.p/256",
        "tile/0/000.p/0",
        "tile/0/002.p/1",
        "tile/1/000",
        "tile/2/000.p/1",
        "tile/63/000",
        "tile/99/000",
        "tile/00/000",
        "tile/0/x000/001",
        "tile/0/1",
        "tile/entries/001",
        "tile/entries/x999/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/data/000",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, book: list[Entry], path: str) -> None:
    assert client.get(f"/ledger/{path}").status_code == 404


def test_new_lines_are_shown_only_when_their_hour_is_over(
    client: Client, book: list[Entry], write: Write, settings: Settings
) -> None:
    """Whoever asked every second could otherwise give each line its second."""
    write(10)
    actions.sequence(at=clock.now())
    settings.DEMO = False
    assert client.get("/ledger/checkpoint").content.split(b"\n")[1] == b"300"
    assert client.get("/ledger/tile/0/001.p/45").status_code == 404
    assert client.get("/ledger/tile/entries/001.p/45").status_code == 404
    settings.DEMO = True
    assert client.get("/ledger/checkpoint").content.split(b"\n")[1] == b"310"
    assert client.get("/ledger/tile/entries/001.p/54").status_code == 200


def test_before_the_first_signature_there_is_nothing(client: Client, db: None) -> None:
    assert client.get("/ledger/checkpoint").status_code == 404
    assert client.get("/ledger/key").status_code == 404
    assert "Nothing is written yet" in client.get("/ledger/").content.decode()


def test_the_page_says_what_the_book_is(client: Client, book: list[Entry]) -> None:
    page = client.get("/ledger/").content.decode()
    assert "The book of record" in page
    assert ">300<" in page
    assert "commonbeat ledger verify --against" in page


def test_the_pages_ask_little_of_the_database(
    client: Client, book: list[Entry], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for path in ("", "checkpoint", "key", "tile/0/000", "tile/entries/000"):
        with django_assert_max_num_queries(6):
            client.get(f"/ledger/{path}")


def test_only_reading_is_allowed(client: Client, book: list[Entry]) -> None:
    for path in ("", "checkpoint", "key", "tile/0/000"):
        assert client.post(f"/ledger/{path}").status_code == 405
