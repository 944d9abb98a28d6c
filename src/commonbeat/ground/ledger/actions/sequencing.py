"""Gives committed entries their places, grows the tree and signs it; makes and rotates the signing key."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.ledger.actions.recording import record
from commonbeat.ground.ledger.models import Checkpoint, Entry, SigningKey, Tile
from commonbeat.ground.ledger.queries import line_of, newest_checkpoint, open_signers, stored_tile
from commonbeat.ground.ledger.rules import leaf, note, tiles, tree

BATCH = 4096
OVERLAP = timedelta(days=90)

# Any number will do that nothing else in this database locks.
_SEQUENCER_LOCK = 6_962_9162

_NUMBER_THE_WAITING = """
    UPDATE ledger_entry SET "index" = waiting.place
    FROM (
        SELECT id, row_number() OVER (ORDER BY id) - 1 + %s AS place
        FROM ledger_entry WHERE "index" IS NULL ORDER BY id LIMIT %s
    ) AS waiting
    WHERE ledger_entry.id = waiting.id
"""


class KeyUnreadable(Refused):
    """The signing key was sealed under another secret key than the present one."""

    def __init__(self) -> None:
        super().__init__(
            "The key that signs the book cannot be opened with this COMMONBEAT_SECRET_KEY. Nothing is lost: "
            "entries wait. Put the old secret key back, or run `commonbeat ledger rotate-key`.",
            code="ledger-key-unreadable",
        )


def sequence(*, at: datetime, batch: int = BATCH) -> int:
    """Place every committed entry that waits, and sign; return how many were placed.

    One sequencer works at a time; a second one returns 0. Transactions may commit in another order than
    their ids, so "waits" means "has no index", never "has a higher id than the last".
    """
    placed = 0
    while (done := _sequence_batch(at, batch)) == batch:
        placed += done
    return placed + done


def _sequence_batch(at: datetime, batch: int) -> int:
    if not Entry.objects.waiting().exists() and Checkpoint.objects.exists():
        return 0
    with transaction.atomic():
        if not _is_only_sequencer():
            return 0
        signers = _signers(at)
        newest = newest_checkpoint()
        size = newest.size if newest else 0
        leaf_hashes = _number_waiting(size, batch)
        if leaf_hashes or newest is None:
            _store(tiles.append(stored_tile, size, leaf_hashes))
            _sign(size + len(leaf_hashes), signers, at)
        return len(leaf_hashes)


def _is_only_sequencer() -> bool:
    """Return whether this transaction may number; on SQLite the write lock it already holds says so."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEQUENCER_LOCK])
        return bool(cursor.fetchone()[0])


def _number_waiting(size: int, batch: int) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER_THE_WAITING, [size, batch])
    numbered = Entry.objects.filter(index__gte=size).order_by("index")
    return [tree.leaf_hash(leaf.leaf(line_of(entry))) for entry in numbered.iterator()]


def _store(changed: Mapping[tuple[int, int], bytes]) -> None:
    Tile.objects.bulk_create(
        [Tile(level=level, number=number, hashes=hashes) for (level, number), hashes in changed.items()],
        update_conflicts=True,
        unique_fields=["level", "number"],
        update_fields=["hashes"],
    )


def _sign(size: int, signers: list[note.Signer], at: datetime) -> Checkpoint:
    root = tree.root(size, tiles.nodes_in(stored_tile))
    head = note.Head(signers[0].verifier.name, size, root)
    return Checkpoint.objects.create(size=size, root=root, note=note.sign(head.text, signers), at=at)


def _signers(at: datetime) -> list[note.Signer]:
    """Return the keys that sign now, making the first one on the first call. Raises KeyUnreadable."""
    if not SigningKey.objects.exists():
        _make_key(at)
    signers = open_signers(at)
    if not signers:
        raise KeyUnreadable
    return signers


def _make_key(at: datetime) -> SigningKey:
    oldest = SigningKey.objects.order_by("pk").first()
    private = Ed25519PrivateKey.generate().private_bytes_raw()
    return SigningKey.objects.create(
        origin=oldest.origin if oldest else f"{urlsplit(settings.PUBLIC_URL).netloc}/ledger",
        public=note.public_of(private),
        private_sealed=note.seal(private, settings.SECRET_KEY, secrets.token_bytes(12)),
        made_at=at,
    )


@transaction.atomic
def rotate_key(*, by: Actor, at: datetime, overlap: timedelta = OVERLAP) -> SigningKey:
    """Add a key; the old ones go on signing beside it for `overlap`, so that readers can learn the new one.

    The origin line stays: it is the name of the log, which mirrors know it by.
    """
    # Keys that the present secret cannot open sign no more, so there is nothing to overlap with.
    retires_at = at + overlap if open_signers(at) else at
    SigningKey.objects.filter(retires_at=None).update(retires_at=retires_at)
    key = _make_key(at)
    record("ledger.key_rotated", subject=f"key:{key.pk}", agency="", by=by, at=at)
    return key
