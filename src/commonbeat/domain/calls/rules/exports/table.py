"""A whole export: its header, and its rows in batches, each row read or rejected with its reason."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import chain, compress, islice
from typing import Any, NamedTuple

from commonbeat.domain.calls.rules.exports import cells
from commonbeat.domain.calls.rules.exports.columns import TIMES, WIDTHS, Role
from commonbeat.domain.calls.rules.exports.lines import Fault, Lines
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping, require_fits
from commonbeat.domain.calls.rules.exports.records import Record, Records
from commonbeat.ground.core.errors import Invalid

BATCH = 5_000
MOST_COLUMNS = 1_000
# What a rejects file puts before the columns of the export, so that it can be mended and fed back.
REJECT_COLUMNS = ["line", "column", "reason"]

FAULTS_IN_WORDS = {
    Fault.LINE_TOO_LONG: "The line is longer than a million characters.",
    Fault.NUL_BYTE: "The row has a zero byte in it; the file was damaged on its way.",
    Fault.UNCLOSED_QUOTE: "A quotation mark on this line is never closed.",
    Fault.CELL_TOO_LONG: "The cell is too long to be what the column should hold.",
    Fault.WRONG_NUMBER_OF_CELLS: "The row has more or fewer cells than the header.",
    Fault.HEADER_AGAIN: "The header stands here again.",
    Fault.NO_INCIDENT_NUMBER: "The incident number is missing.",
    Fault.NO_TIME: "The time at which the call was received is missing.",
    Fault.BAD_TIME: "The cell is not a date and time of the form the mapping gives, or of no possible year.",
    Fault.IN_THE_FUTURE: "The time lies in the future.",
    Fault.BAD_POSITION: "The cell is not a longitude or latitude in degrees.",
}


class Reject(NamedTuple):
    line: int
    column: str
    fault: Fault
    cells: Sequence[str]


@dataclass(slots=True)
class Batch:
    """Rows in columns: `columns[role][n]` and `keys[n]` are of the row that begins on `lines[n]`."""

    last_line: int
    lines: list[int]
    columns: dict[Role, Sequence[Any]]
    keys: list[tuple[str, ...]]
    rejects: list[Reject] = field(default_factory=list)

    def column(self, role: Role, missing: object = "") -> Sequence[Any]:
        """Return the column, or as many times `missing` when the export has none."""
        return self.columns.get(role) or [missing] * len(self.lines)


class Export:
    """An export that is being read: the header at once, the rows once, in batches."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._lines = Lines(pieces)
        self._table = Records(self._lines)
        self._rows = iter(self._table)
        head = next(self._rows, None)
        if head is None or head.fault or len(head.cells) > MOST_COLUMNS:
            raise Invalid("The first line is no header that can be read.", code="no_header", where="line 1")
        self._first = head.cells
        self._table.width = len(head.cells)
        names = [cell.strip() for cell in head.cells]
        self.is_rejects_file = [name.lower() for name in names[:3]] == REJECT_COLUMNS and len(names) > 3
        self.header = names[3:] if self.is_rejects_file else names
        self._last_key: tuple[str, ...] = ()
        self._alike = 0

    @property
    def encoding(self) -> str:
        """Return in which encoding the lines were read so far, in words."""
        odd = self._lines.windows_lines
        lines = "1 line" if odd == 1 else f"{odd:,} lines"
        return self._lines.encoding.upper() + (f", {lines} Windows-1252" if odd else "")

    def sample(self, count: int = 200) -> list[list[str]]:
        """Return the first whole rows, which `batches` will still give."""
        ahead = list(islice(self._rows, count))
        self._rows = chain(ahead, self._rows)
        return [self._own(row.cells) for row in ahead if not row.fault and len(row.cells) == len(self._first)]

    def batches(
        self, mapping: ExportMapping, zone: tzinfo, *, until: datetime, size: int = BATCH
    ) -> Iterator[Batch]:
        """Yield all rows. Which make a batch depends on the file alone. A time after `until` is wrong."""
        require_fits(mapping, self.header)
        reading = _Reading(mapping, zone, until.astimezone(zone))
        while rows := list(islice(self._rows, size)):
            yield self._batch(rows, reading)

    def _batch(self, rows: list[Record], reading: "_Reading") -> Batch:
        width, first = len(self._first), self._first
        whole, rejects = [], []
        for row in rows:
            if row.fault is None and len(row.cells) == width and row.cells != first:
                whole.append(row)
            else:
                rejects.append(Reject(row.line, "", _row_fault(row, first), self._own(row.cells)))
        table = [self._own(row.cells) for row in whole]
        if not table:
            return Batch(rows[-1].last_line, [], {}, [], rejects)
        by_name = dict(zip(self.header, zip(*table, strict=True), strict=True))
        columns, wrong = reading.columns(by_name)
        keys = self._numbered(zip(*(by_name[name] for name in reading.mapping.key_columns), strict=True))
        batch = Batch(rows[-1].last_line, [row.line for row in whole], columns, keys, rejects)
        return _without(batch, table, wrong) if wrong else batch

    def _numbered(self, keys: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Return the key cells with a number where rows in a row are alike, as they are different calls."""
        numbered = []
        for key in keys:
            self._alike = self._alike + 1 if key == self._last_key else 0
            self._last_key = key
            numbered.append((*key, str(self._alike)) if self._alike else key)
        return numbered

    def _own(self, cells: list[str]) -> list[str]:
        """Return the cells without what a rejects file adds to them."""
        return [disarmed(cell) for cell in cells[3:]] if self.is_rejects_file else cells


def _row_fault(row: Record, header: list[str]) -> Fault:
    if row.fault:
        return row.fault
    return Fault.HEADER_AGAIN if row.cells == header else Fault.WRONG_NUMBER_OF_CELLS


@dataclass(frozen=True)
class _Reading:
    """How the cells of one export become values."""

    mapping: ExportMapping
    zone: tzinfo
    until: datetime

    def columns(
        self, by_name: dict[str, tuple[str, ...]]
    ) -> tuple[dict[Role, Sequence[Any]], dict[int, tuple[str, Fault]]]:
        """Return the values by role, and by row the column and fault of a cell that cannot be read."""
        columns: dict[Role, Sequence[Any]] = {}
        wrong: dict[int, tuple[str, Fault]] = {}
        for role, source in self.mapping.sources.items():
            read = [by_name[name] for name in source.columns]
            if role is Role.POSITION:
                columns[Role.LATITUDE], columns[Role.LONGITUDE] = cells.positions(read[0], source.pattern)
                continue
            found = self._values(role, read)
            columns[role] = found.values
            for index, fault in found.wrong:
                wrong.setdefault(index, (source.columns[-1], fault))
        return columns, wrong

    def _values(self, role: Role, read: list[tuple[str, ...]]) -> cells.Values:
        if role in TIMES:
            texts = cells.day_and_clock(*read) if len(read) == 2 else read[0]
            required = role is Role.RECEIVED_AT
            found = cells.times(texts, self.mapping.formats, self.zone, required=required)
            return cells.before(found, self.until)
        if role in (Role.LATITUDE, Role.LONGITUDE):
            return cells.degrees(read[0], 90 if role is Role.LATITUDE else 180)
        found = cells.codes(read[0], WIDTHS[role])
        if role is Role.INCIDENT_NO:
            missing = [n for n, cell in enumerate(read[0]) if not cell.strip()]
            absent = [cells.Wrong(n, Fault.NO_INCIDENT_NUMBER) for n in missing]
            return cells.Values(found.values, found.wrong + absent)
        return found


def _without(batch: Batch, table: list[list[str]], wrong: dict[int, tuple[str, Fault]]) -> Batch:
    """Return the batch with the wrong rows moved to its rejects, which stay in the order of the file."""
    keep = [index not in wrong for index in range(len(batch.lines))]
    moved = [Reject(batch.lines[index], *why, table[index]) for index, why in wrong.items()]
    return Batch(
        batch.last_line,
        list(compress(batch.lines, keep)),
        {role: list(compress(values, keep)) for role, values in batch.columns.items()},
        list(compress(batch.keys, keep)),
        sorted([*batch.rejects, *moved], key=lambda reject: reject.line),
    )


def armed(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it and never runs it; `disarmed` gives it back."""
    return f"'{cell}" if _RUNS.match(cell) and not _NUMBER.match(cell) else cell


def disarmed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell[1:]) else cell


_RUNS = re.compile(r"'*[=+\-@\t\r\n|%]")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?\Z")
