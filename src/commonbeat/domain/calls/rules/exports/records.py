"""From physical lines to the cells of one row, each with the line it begins on."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from commonbeat.domain.calls.rules.exports.lines import Fault, Lines
from commonbeat.ground.core.errors import Invalid

# Rows of several lines are common (an address block); of more than this, someone forgot to close a quote.
MOST_LINES = 100
DELIMITERS = ",;\t|"


class Faulty(NamedTuple):
    """A row that cannot be read, and what there is of it."""

    line: int
    fault: Fault
    cells: list[str]


@dataclass(slots=True)
class Rows:
    """The rows of a stretch of lines: `cells[n]` begin on `lines[n]` and are as many as the header has."""

    last_line: int
    lines: Sequence[int] = ()
    cells: list[list[str]] = field(default_factory=list)
    faulty: list[Faulty] = field(default_factory=list)


class Records:
    """The rows of a table that are not blank, stretch by stretch, after its `header`.

    A forgotten quote would swallow the rows after it. Then only the line it stands on is given up, and
    reading goes on with the next one.
    """

    def __init__(self, lines: Lines) -> None:
        self._faults = lines.faults
        self._feed = _Feed(lines.blocks())
        self._last = 0
        while self._feed.fill() and not _is_header(self._feed.ahead[0]):
            self._feed.ahead.popleft()
            self._last += 1
        if not self._feed.ahead:
            raise Invalid("The file is empty.", code="empty_file")
        self.delimiter = _delimiter_of(self._feed.ahead[0])
        try:
            self.header = next(csv.reader(self._feed, delimiter=self.delimiter), [])
        except csv.Error:
            self.header = []
        first = self._last + 1
        self._last += len(self._feed.taken)
        if not self.header or any(first <= line <= self._last for line in self._faults):
            raise Invalid("The first line is no header that can be read.", code="no_header", where="line 1")

    def __iter__(self) -> Iterator[Rows]:
        while self._feed.fill():
            yield self._quick() or self._careful()

    def sample(self, count: int) -> list[list[str]]:
        """Return the first whole rows, which are still to come."""
        self._feed.fill(10 * count)
        ahead = list(self._feed.ahead)[: 10 * count]
        try:
            rows = list(csv.reader(ahead, delimiter=self.delimiter))
        except csv.Error:
            rows = []
        return [cells for cells in rows if len(cells) == len(self.header)][:count]

    def _quick(self) -> Rows | None:
        """Read a stretch in which every line is a whole row; return None for any other."""
        lines = list(self._feed.ahead)
        if self._faults:
            return None
        try:
            # Strict, so that a quote left open at the end of the stretch is an error and no row.
            cells = list(csv.reader(lines, delimiter=self.delimiter, strict=True))
        except csv.Error:
            return None
        if len(cells) != len(lines) or set(map(len, cells)) != {len(self.header)}:
            return None
        self._feed.ahead.clear()
        first, self._last = self._last + 1, self._last + len(lines)
        return Rows(self._last, range(first, self._last + 1), cells)

    def _careful(self) -> Rows:
        """Read the rows that begin in this stretch one by one, with all that can be wrong with them."""
        lines: list[int] = []
        rows = Rows(0, lines)
        until = self._last + len(self._feed.ahead)
        reader = csv.reader(self._feed, delimiter=self.delimiter)
        while self._last < until:
            cells = self._next(reader)
            first, self._last = self._last + 1, self._last + len(self._feed.taken)
            fault = self._fault(first, cells)
            if fault is Fault.UNCLOSED_QUOTE:
                self._feed.give_back_all_but_first()
                self._last, cells = first, [self._feed.taken[0].rstrip("\r\n")]
            if fault:
                rows.faulty.append(Faulty(first, fault, cells))
            elif len(cells) > 1 or "".join(cells).strip():
                lines.append(first)
                rows.cells.append(cells)
        rows.last_line = self._last
        return rows

    def _next(self, reader: Iterator[list[str]]) -> list[str]:
        self._feed.taken.clear()
        try:
            return next(reader)
        except (StopIteration, csv.Error):
            return []

    def _fault(self, first: int, cells: list[str]) -> Fault | None:
        taken = self._feed.taken
        if len(taken) > 1 and len(cells) != len(self.header) and self._is_unclosed(cells):
            return Fault.UNCLOSED_QUOTE
        # Taken out of the list, so that the list stays short.
        found = [self._faults.pop(number, None) for number in range(first, first + len(taken))]
        if fault := next(filter(None, found), None):
            return fault
        if not cells and taken[0].strip():
            return Fault.CELL_TOO_LONG
        is_row = len(cells) > 1 or "".join(cells).strip()
        return Fault.WRONG_NUMBER_OF_CELLS if is_row and len(cells) != len(self.header) else None

    def _is_unclosed(self, cells: list[str]) -> bool:
        """Tell a forgotten quote from a ragged row: the line after it is a row by itself."""
        if not cells or len(self._feed.taken) >= MOST_LINES:
            return True
        try:
            second = next(csv.reader([self._feed.taken[1]], delimiter=self.delimiter), [])
        except csv.Error:
            return True
        return len(second) == len(self.header)


class _Feed:
    """Hands lines to the CSV reader, keeps those of the row at hand, and can hand them out again."""

    def __init__(self, blocks: Iterator[list[str]]) -> None:
        self._blocks = blocks
        self.ahead = deque[str]()
        self.taken: list[str] = []

    def fill(self, count: int = 1) -> bool:
        """Make sure that so many lines are ahead, if there are; return whether there is any."""
        while len(self.ahead) < count:
            block = next(self._blocks, None)
            if block is None:
                break
            self.ahead.extend(block)
        return bool(self.ahead)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES:
            raise csv.Error("a row of too many lines")
        if not self.fill():
            raise StopIteration
        line = self.ahead.popleft()
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        self.ahead.extendleft(reversed(self.taken[1:]))


def _is_header(line: str) -> bool:
    """Tell whether the header begins here. Excel writes the delimiter on a line of its own before it."""
    told = line.strip().lower()
    return bool(told) and not told.startswith("sep=")


def _delimiter_of(line: str) -> str:
    """Return the character that parts the cells of a header line."""
    counts = {}
    for mark in DELIMITERS:
        try:
            counts[mark] = len(next(csv.reader([line], delimiter=mark), []))
        except csv.Error:
            counts[mark] = 0
    return max(counts, key=lambda mark: counts[mark])
