"""The book as it is shown: checkpoints, tiles, bundles of entries, keys and receipts."""

from datetime import datetime
from typing import Any

from django.conf import settings

from commonbeat.ground.ledger.models import Checkpoint, Entry, SigningKey, Tile
from commonbeat.ground.ledger.rules import leaf, note, publication, tiles, tree
from commonbeat.ground.ledger.rules import receipt as receipts


def line_of(entry: Entry) -> leaf.Line:
    return leaf.Line(
        verb=entry.verb,
        role=entry.actor_role,
        agency=entry.agency,
        subject=entry.subject,
        at=entry.at,
        content=entry.content,
        salt=bytes(entry.salt),
    )


def newest_checkpoint() -> Checkpoint | None:
    """Return the tree as the sequencer left it, public or not yet."""
    return Checkpoint.objects.order_by("-size").first()


def published_checkpoint(at: datetime) -> Checkpoint | None:
    """Return the checkpoint that the public sees at `at`; the very first one is shown at once."""
    before = publication.shown_up_to(at, at_once=settings.DEMO)
    shown = Checkpoint.objects.filter(at__lte=before).order_by("-size").first()
    return shown or Checkpoint.objects.order_by("size").first()


def verifiers(at: datetime | None = None) -> list[note.Verifier]:
    """Return the keys that sign at `at`, oldest first; without a time, every key the book ever had."""
    keys = SigningKey.objects.order_by("pk")
    return [
        note.Verifier(key.origin, bytes(key.public))
        for key in keys
        if at is None or key.retires_at is None or key.retires_at > at
    ]


def open_signers(at: datetime | None = None) -> list[note.Signer]:
    """Return the keys that sign at `at` (without a time: ever did) and that the present secret opens.

    The public half is computed, not read: whoever has only the database cannot put in a key of his own.
    """
    signers = []
    for key in SigningKey.objects.order_by("pk"):
        private = note.unseal(bytes(key.private_sealed), settings.SECRET_KEY)
        if private and (at is None or key.retires_at is None or key.retires_at > at):
            signers.append(note.Signer(note.Verifier(key.origin, note.public_of(private)), private))
    return signers


def stored_tile(level: int, number: int) -> bytes:
    """Return the hashes of a tile, as many as there are; b"" for a tile that is not there."""
    found = Tile.objects.filter(level=level, number=number).values_list("hashes", flat=True).first()
    return bytes(found) if found is not None else b""


def tile_of(size: int, level: int, number: int, width: int) -> bytes | None:
    """Return the first `width` hashes of a tile of the tree of `size`; None when it has not so many."""
    if not 0 < width <= tiles.width_at(size, level, number):
        return None
    return stored_tile(level, number)[: tiles.HASH * width]


def entry_bundle(size: int, number: int, width: int) -> bytes | None:
    """Return the leaves under a tile of level 0 of the tree of `size`; None when it has not so many."""
    if not 0 < width <= tiles.width_at(size, 0, number):
        return None
    start = number * tiles.WIDTH
    entries = Entry.objects.filter(index__gte=start, index__lt=start + width).order_by("index")
    return tiles.bundle(leaf.leaf(line_of(entry)) for entry in entries)


def receipt(entry: Entry) -> dict[str, Any] | None:
    """Return the receipt of an entry, with its proof in the newest checkpoint; None until it has a place.

    Only for the person whose act it was: the receipt opens what the public leaf hides.
    """
    checkpoint = newest_checkpoint()
    if entry.index is None or checkpoint is None or entry.index >= checkpoint.size:
        return None
    line = line_of(entry)
    proof = tree.inclusion_proof(entry.index, checkpoint.size, tiles.nodes_in(stored_tile))
    return receipts.Receipt(
        public=leaf.public_part(line),
        salt=line.salt,
        opened=leaf.opening(line),
        index=entry.index,
        size=checkpoint.size,
        proof=tuple(proof),
        checkpoint=checkpoint.note,
    ).as_object()


def is_still_contained(head: note.Head) -> bool:
    """Return whether the book, as its tiles stand now, begins with the tree of that checkpoint."""
    newest = newest_checkpoint()
    if newest is None or head.size > newest.size:
        return False
    return tree.root(head.size, tiles.nodes_in(stored_tile)) == head.root
