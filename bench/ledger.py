"""How fast the book takes lines, against a bare tree of SHA-256 over as many leaves."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.actions import record, sequence
from commonbeat.ground.ledger.rules import tree

LINES = 100_000
BETWEEN_SIGNATURES = 1_000
AT = datetime(2026, 6, 10, 18, 0, tzinfo=UTC)


def run(lines: int = LINES) -> list[dict[str, Any]]:
    """Measure recording, and numbering with signing, of `lines` entries in the configured database.

    All of it is rolled back at the end. Django must be set up.
    """
    bare = _seconds(_bare_tree, lines)
    recording = sealing = 0.0
    with transaction.atomic():
        sequence(at=AT)
        for start in range(0, lines, BETWEEN_SIGNATURES):
            recording += _seconds(_record, start, BETWEEN_SIGNATURES)
            sealing += _seconds(_seal)
        transaction.set_rollback(True)
    return [
        _row("ledger: record", lines, recording, bare),
        _row("ledger: number, grow the tree, sign", lines, sealing, bare),
        _row("ledger: both", lines, recording + sealing, bare),
    ]


def _row(name: str, lines: int, seconds: float, bare: float) -> dict[str, Any]:
    baseline = f"SHA-256 tree in memory, {lines / bare:,.0f} entries/s"
    value = lines / seconds
    return {
        "name": name,
        "value": value,
        "unit": "entries/s",
        "baseline": baseline,
        "ratio": seconds / bare,
        "aim": "",
    }


def _bare_tree(lines: int) -> bytes:
    growing = tree.Growing()
    for number in range(lines):
        growing.add(tree.leaf_hash(b"%0180d" % number))
    return growing.root()


def _record(start: int, count: int) -> None:
    for number in range(start, start + count):
        record(
            "bench.done", subject=f"bench:{number}", agency="bench", by=SYSTEM, at=AT, content={"n": number}
        )


def _seal() -> None:
    sequence(at=AT)


def _seconds(job: Callable[..., object], *arguments: int) -> float:
    started = time.perf_counter()
    job(*arguments)
    return time.perf_counter() - started
