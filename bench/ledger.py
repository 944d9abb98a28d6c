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
    """Return one row for each step: what, lines per second, and how many times longer than the bare tree.

    Writes into the configured database inside a transaction that is rolled back at the end.
    """
    bare = _seconds(lambda: _bare_tree(lines))
    with transaction.atomic():
        sequence(at=AT)
        recording = sealing = 0.0
        for start in range(0, lines, BETWEEN_SIGNATURES):
            recording += _seconds(lambda start=start: _record(start, BETWEEN_SIGNATURES))
            sealing += _seconds(lambda: sequence(at=AT))
        transaction.set_rollback(True)
    steps = {"bare SHA-256 tree": bare, "record": recording, "sequence and sign": sealing}
    steps["record, sequence and sign"] = recording + sealing
    return [
        {
            "what": what,
            "lines": lines,
            "per_second": round(lines / seconds),
            "ratio": round(seconds / bare, 1),
        }
        for what, seconds in steps.items()
    ]


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


def _seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started
