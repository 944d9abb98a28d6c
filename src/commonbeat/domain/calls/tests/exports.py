"""Exports made for tests, and a short way to read them."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO

from commonbeat.domain.calls.rules.exports.containers import table_bytes
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping, parsed
from commonbeat.domain.calls.rules.exports.table import Batch, Export, Reject

HEADER = "Incident,Type,Final,Received,Cleared,Lat,Lon,Address,Callback,Narrative,Caller Name"
MAPPING = """
name = "larkspur_cad"
title = "Larkspur: calls for service"
recognised_by = ["Incident", "Type", "Final", "Received"]
time_zone = "America/New_York"
[columns]
incident_no = "Incident"
type_initial = "Type"
type_final = "Final"
received_at = "Received"
cleared_at = "Cleared"
latitude = "Lat"
longitude = "Lon"
place = "Address"
callback_no = "Callback"
[suggested]
"NOISE" = "A neighbour asked for quiet."
"""
UNTIL = datetime(2026, 7, 1, tzinfo=UTC)


def row(number: int, call_type: str = "NOISE", final: str = "", **cells: str) -> str:
    """Return one line of an export with this header."""
    told = {
        "received": "2026-06-01 10:00:00",
        "cleared": "2026-06-01 11:00:00",
        "lat": "40.12345",
        "lon": "-75.12345",
        "address": "100 Main St",
        "callback": "+15555550142",
        "narrative": "",
        "name": "",
    } | cells
    return ",".join([f"L{number}", call_type, final, *told.values()])


def mapping(text: str = MAPPING) -> ExportMapping:
    return parsed(text, name="test")


@dataclass
class Read:
    """All batches of an export together."""

    batches: list[Batch] = field(default_factory=list)

    @property
    def lines(self) -> list[int]:
        return [line for batch in self.batches for line in batch.lines]

    @property
    def rejects(self) -> list[Reject]:
        return [reject for batch in self.batches for reject in batch.rejects]

    @property
    def faults(self) -> list[tuple[int, str, str]]:
        return [(reject.line, reject.column, str(reject.fault)) for reject in self.rejects]

    def column(self, role: str) -> list[object]:
        return [
            value
            for batch in self.batches
            for name, values in batch.columns.items()
            if name == role
            for value in values
        ]


def read(content: bytes | str | BinaryIO, using: ExportMapping | None = None) -> Read:
    """Read an export given as text, bytes or a file."""
    content = content.encode() if isinstance(content, str) else content
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    export = Export(table_bytes(file))
    return Read(list(export.batches(using or mapping(), UTC, until=UNTIL)))


def table(rows: Iterable[str], header: str = HEADER) -> str:
    return "\n".join([header, *rows, ""])
