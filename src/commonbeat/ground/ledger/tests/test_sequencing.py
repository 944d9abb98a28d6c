"""Committed entries get their places, once each, and the tree over them is signed."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger import actions, queries
from commonbeat.ground.ledger.models import Checkpoint, Entry, SigningKey, Tile
from commonbeat.ground.ledger.rules import leaf, note, tree
from commonbeat.ground.ledger.tests.factories import Write

only_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time, so ids commit in order"
)


def test_every_waiting_entry_gets_a_place_and_a_hash(write: Write, at: datetime) -> None:
    write(300)
    assert actions.sequence(at=at, batch=100) == 300
    assert list(Entry.objects.order_by("pk").values_list("index", flat=True)) == list(range(300))
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [100, 200, 300]
    leaves = [tree.leaf_hash(leaf.leaf(queries.line_of(entry))) for entry in Entry.objects.order_by("index")]
    newest = queries.newest_checkpoint()
    assert newest is not None
    assert bytes(newest.root) == tree.root(300, tree.nodes_of(leaves))
    assert queries.stored_tile(0, 0) == b"".join(leaves[:256])
    assert queries.stored_tile(0, 1) == b"".join(leaves[256:])
    assert Tile.objects.count() == 3


def test_the_checkpoint_is_signed_by_the_key_of_this_installation(
    write: Write, at: datetime, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://police.larkspur.example"
    write(1)
    actions.sequence(at=at)
    newest = queries.newest_checkpoint()
    assert newest is not None
    parsed = note.parse(newest.note)
    head = note.parse_head(parsed.text)
    assert (head.origin, head.size, head.root) == ("police.larkspur.example/ledger", 1, bytes(newest.root))
    assert note.signed_by(parsed, queries.verifiers()) == queries.verifiers()


def test_an_empty_book_is_signed_too_and_nothing_is_signed_twice(db: None, at: datetime) -> None:
    assert actions.sequence(at=at) == 0
    assert actions.sequence(at=at + timedelta(seconds=1)) == 0
    assert [bytes(row.root) for row in Checkpoint.objects.all()] == [tree.EMPTY_ROOT]


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_with_a_lower_id_is_not_skipped(write: Write, at: datetime) -> None:
    written, sequenced = threading.Event(), threading.Event()

    def commit_late() -> None:
        with transaction.atomic():
            write(1)
            written.set()
            sequenced.wait(10)
        connection.close()

    slow = threading.Thread(target=commit_late)
    slow.start()
    written.wait(10)
    [later] = write(1)
    assert actions.sequence(at=at) == 1
    sequenced.set()
    slow.join()
    assert actions.sequence(at=at) == 1
    [first, second] = Entry.objects.order_by("index")
    assert (first.pk, second.pk < first.pk) == (later.pk, True)
    assert queries.verdict().is_whole


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_many_sequencers_and_many_writers_make_one_tree(at: datetime, write: Write) -> None:
    failures: list[BaseException] = []

    def work(job: Callable[[], object]) -> None:
        try:
            for _ in range(10):
                job()
        except BaseException as wrong:
            failures.append(wrong)
        finally:
            connection.close()

    jobs: list[Callable[[], object]] = [lambda: actions.sequence(at=at, batch=3)] * 3 + [lambda: write(3)] * 3
    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    actions.sequence(at=at)
    assert [entry.index for entry in Entry.objects.order_by("index")] == list(range(90))
    assert queries.verdict().is_whole


def test_the_work_for_one_more_entry_does_not_grow_with_the_book(write: Write, at: datetime) -> None:
    write(10)
    actions.sequence(at=at)
    counts = []
    for more in (1, 400, 1):
        write(more)
        with CaptureQueriesContext(connection) as small:
            actions.sequence(at=at)
        counts.append(len(small))
    assert max(counts) <= 25


def test_a_key_that_cannot_be_opened_is_said_and_loses_nothing(
    write: Write, at: datetime, settings: Settings
) -> None:
    write(3)
    actions.sequence(at=at)
    write(2)
    settings.SECRET_KEY = "another secret key of more than thirty-two letters"
    with pytest.raises(actions.KeyUnreadable, match="COMMONBEAT_SECRET_KEY"):
        actions.sequence(at=at)
    assert Entry.objects.waiting().count() == 2
    actions.rotate_key(by=SYSTEM, at=at)
    assert actions.sequence(at=at) == 3
    assert queries.verdict().is_whole


def test_a_new_key_signs_beside_the_old_one_and_then_alone(write: Write, at: datetime) -> None:
    write(1)
    actions.sequence(at=at)
    [old] = queries.verifiers(at)
    actions.rotate_key(by=SYSTEM, at=at)
    both = queries.verifiers(at)
    assert len(both) == 2
    assert {verifier.name for verifier in both} == {old.name}
    assert _signers_after(write, at + timedelta(days=1)) == both
    assert _signers_after(write, at + timedelta(days=91)) == both[1:]
    assert queries.verdict().is_whole
    assert Entry.objects.filter(verb="ledger.key_rotated").count() == 1


def _signers_after(write: Write, at: datetime) -> list[note.Verifier]:
    write(1)
    actions.sequence(at=at)
    newest = queries.newest_checkpoint()
    assert newest is not None
    return note.signed_by(note.parse(newest.note), queries.verifiers())


def test_the_private_key_is_not_readable_in_the_database(write: Write, at: datetime) -> None:
    write(1)
    actions.sequence(at=at)
    [signer] = queries.open_signers(at)
    [stored] = SigningKey.objects.all()
    assert signer.private not in bytes(stored.private_sealed)
