"""Reads of the book: its public face, receipts, and the proof that it is whole."""

from commonbeat.ground.ledger.queries.book import (
    entry_bundle,
    is_still_contained,
    line_of,
    newest_checkpoint,
    open_signers,
    published_checkpoint,
    receipt,
    stored_tile,
    tile_of,
    verifiers,
)
from commonbeat.ground.ledger.queries.proof import Finding, Verdict, verdict

__all__ = [
    "Finding",
    "Verdict",
    "entry_bundle",
    "is_still_contained",
    "line_of",
    "newest_checkpoint",
    "open_signers",
    "published_checkpoint",
    "receipt",
    "stored_tile",
    "tile_of",
    "verdict",
    "verifiers",
]
