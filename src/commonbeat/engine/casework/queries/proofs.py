"""Reads the proofs that what happened with a case stands in the book."""

import json

from commonbeat.engine.casework.choices import Kind
from commonbeat.engine.casework.models import Entry
from commonbeat.ground.ledger.models import Entry as LedgerEntry
from commonbeat.ground.ledger.queries import receipt

NAMING_OTHER_CASES = (Kind.MERGED, Kind.UNMERGED)


def proof_of(line: LedgerEntry) -> str:
    """Return the proof that a line is in the book, as JSON; "" until it has its place there."""
    found = receipt(line)
    return json.dumps(found) if found else ""


def is_proved(entry: Entry) -> bool:
    """Tell whether a line's proof may be shown to its readers.

    A proof opens all that the line is bound to. Which other case was joined, and who was kept away, is more
    than its readers may know.
    """
    return entry.kind not in NAMING_OTHER_CASES and "staff" not in entry.facts
