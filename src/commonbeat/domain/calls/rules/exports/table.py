"""A whole export: its header, and its rows in batches, each row read or rejected with its reason."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import compress, islice
from operator import eq
from typing import Any, NamedTuple

from commonbeat.domain.calls.rules.exports import cells
from commonbeat.domain.calls.rules.exports.columns import TIMES, WIDTHS, Role
from commonbeat.domain.calls.rules.exports.lines import Fault, Lines
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping, require_fits
from commonbeat.domain.calls.rules.exports.records import Records, Rows
from commonbeat.domain.calls.rules.speech import gettext_noop as _
from commonbeat.ground.core.errors import Invalid

MOST_COLUMNS = 1_000
# What a rejects file puts before the columns of the export, so that it can be mended and fed back.
REJECT_COLUMNS = ["line", "column", "reason"]

FAULTS_IN_WORDS = {
    Fault.LINE_TOO_LONG: _("The line is longer than a million characters."),
    Fault.NUL_BYTE: _("The row has a zero byte in it; the file was damaged on its way."),
    Fault.UNCLOSED_QUOTE: _("A quotation mark on this line is never closed."),
    Fault.CELL_TOO_LONG: _("The cell is too long to be what the column should hold."),
    Fault.WRONG_NUMBER_OF_CELLS: _("The row has more or fewer cells than the header."),
    Fault.HEADER_AGAIN: _("The header stands here again."),
    Fault.NO_INCIDENT_NUMBER: _("The incident number is missing."),
    Fault.NO_TIME: _("The time at which the call was received is missing."),
    Fault.BAD_TIME: _(
        "The cell is not a date and time of the form the mapping gives, or of no possible year."
    ),
    Fault.IN_THE_FUTURE: _("The time lies in the future."),
    Fault.BAD_POSITION: _("The cell is not a longitude or latitude in degrees."),
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
    lines: Sequence[int]
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
        self._records = Records(self._lines)
        names = [cell.strip() for cell in self._records.header]
        if len(names) > MOST_COLUMNS:
            raise Invalid("The first line has too many cells for a header.", code="no_header", where="line 1")
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
        return [self._own(cells) for cells in self._records.sample(count)]

    def batches(
        self, mapping: ExportMapping, zone: tzinfo, *, until: datetime, with_keys: bool = False
    ) -> Iterator[Batch]:
        """Yield all rows. Which make a batch depends on the file alone. A time after `until` is wrong."""
        require_fits(mapping, self.header)
        reading = _Reading(mapping, zone, until.astimezone(zone), mapping.key_columns if with_keys else ())
        for rows in self._records:
            yield self._batch(rows, reading)

    def _batch(self, rows: Rows, reading: "_Reading") -> Batch:
        rejects = [Reject(line, "", fault, self._own(cells)) for line, fault, cells in rows.faulty]
        if self._records.header in rows.cells:
            rejects += self._take_out_headers(rows)
        table = [self._own(cells) for cells in rows.cells] if self.is_rejects_file else rows.cells
        if not table:
            return Batch(rows.last_line, [], {}, [], rejects)
        by_name = dict(zip(self.header, zip(*table, strict=True), strict=True))
        columns, wrong = reading.columns(by_name)
        keys = self._numbered(zip(*(by_name[name] for name in reading.key_columns), strict=True))
        batch = Batch(rows.last_line, rows.lines, columns, keys, rejects)
        return _without(batch, table, wrong) if wrong else batch

    def _take_out_headers(self, rows: Rows) -> list[Reject]:
        header = self._records.header
        are_rows = [cells != header for cells in rows.cells]
        again = [line for line, is_row in zip(rows.lines, are_rows, strict=True) if not is_row]
        rows.lines, rows.cells = list(compress(rows.lines, are_rows)), list(compress(rows.cells, are_rows))
        return [Reject(line, "", Fault.HEADER_AGAIN, self.header) for line in again]

    def _numbered(self, keys: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Return the key cells with a number where rows in a row are alike, as they are different calls."""
        found = list(keys)
        if found and found[0] != self._last_key and not any(map(eq, found, islice(found, 1, None))):
            self._last_key, self._alike = found[-1], 0
            return found
        numbered = []
        for key in found:
            self._alike = self._alike + 1 if key == self._last_key else 0
            self._last_key = key
            numbered.append((*key, str(self._alike)) if self._alike else key)
        return numbered

    def _own(self, cells: list[str]) -> list[str]:
        """Return the cells without what a rejects file adds to them."""
        return [disarmed(cell) for cell in cells[3:]] if self.is_rejects_file else cells


@dataclass(frozen=True)
class _Reading:
    """How the cells of one export become values."""

    mapping: ExportMapping
    zone: tzinfo
    until: datetime
    key_columns: tuple[str, ...]

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
