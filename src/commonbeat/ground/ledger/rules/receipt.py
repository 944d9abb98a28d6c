"""A receipt: all that one needs to show that one's own line is in the book, and the check of it."""

import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from commonbeat.ground.ledger.rules import leaf, note, tree

LONGEST = 20_000


class Unreadable(ValueError):
    """The text is not a receipt; the message names the part that is missing or odd."""


@dataclass(frozen=True)
class Receipt:
    public: dict[str, Any]
    salt: bytes
    opened: dict[str, Any]
    index: int
    size: int
    proof: tuple[bytes, ...]
    checkpoint: str

    @property
    def leaf_hash(self) -> bytes:
        return tree.leaf_hash(leaf.canonical(self.public))

    def as_object(self) -> dict[str, Any]:
        """Return what a resident keeps: JSON with hexadecimal hashes."""
        return {
            "leaf": self.public,
            "salt": self.salt.hex(),
            "content": self.opened,
            "index": self.index,
            "size": self.size,
            "proof": [sibling.hex() for sibling in self.proof],
            "checkpoint": self.checkpoint,
        }


@dataclass(frozen=True)
class Checked:
    """What holds of a receipt by itself; whether the book still begins so is asked of the book."""

    receipt: Receipt
    head: note.Head
    is_opened: bool
    is_included: bool
    is_signed: bool

    @property
    def is_good(self) -> bool:
        return self.is_opened and self.is_included and self.is_signed


def parse(text: str) -> Receipt:
    """Read a receipt as somebody pasted it. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable("length")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise Unreadable("json") from wrong
    if not isinstance(found, dict):
        raise Unreadable("json")
    return Receipt(
        public=_part(found, "leaf", dict),
        salt=_hex(_part(found, "salt", str), "salt"),
        opened=_part(found, "content", dict),
        index=_part(found, "index", int),
        size=_part(found, "size", int),
        proof=tuple(_hex(sibling, "proof") for sibling in _part(found, "proof", list)),
        checkpoint=_part(found, "checkpoint", str),
    )


def _part(found: dict[str, Any], name: str, kind: type) -> Any:
    part = found.get(name)
    if not isinstance(part, kind) or isinstance(part, bool):
        raise Unreadable(name)
    return part


def _hex(text: object, name: str) -> bytes:
    try:
        return binascii.unhexlify(str(text).encode())
    except (binascii.Error, ValueError) as wrong:
        raise Unreadable(name) from wrong


def check(receipt: Receipt, verifiers: Iterable[note.Verifier]) -> Checked:
    """Return what holds of the receipt by itself. Raises Unreadable when its checkpoint is none."""
    try:
        signed = note.parse(receipt.checkpoint)
        head = note.parse_head(signed.text)
        committed = leaf.commitment(receipt.salt, receipt.opened)
        place = receipt.leaf_hash
    except (note.Malformed, UnicodeEncodeError) as wrong:
        raise Unreadable("checkpoint") from wrong
    return Checked(
        receipt=receipt,
        head=head,
        is_opened=receipt.public.get("commitment") == committed,
        is_included=receipt.size == head.size
        and tree.verify_inclusion(place, receipt.index, head.size, receipt.proof, head.root),
        is_signed=bool(note.signed_by(signed, verifiers)),
    )
