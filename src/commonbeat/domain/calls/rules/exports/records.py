"""From physical lines to the cells of one row, each with the line it begins on."""

import csv
from collections import deque
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from commonbeat.domain.calls.rules.exports.lines import Fault, Lines
from commonbeat.ground.core.errors import Invalid

# Rows of several lines are common (an address block); more than this is a quote that someone forgot to close.
MOST_LINES = 100
DELIMITERS = ",;\t|"


class Record(NamedTuple):
    line: int
    last_line: int
    cells: list[str]
    fault: Fault | None = None


class Records:
    """The rows of a table that are not blank; one that cannot be read comes with its fault.

    A forgotten quote would swallow the rows after it. Then only the line it stands on is given up, and
    reading goes on with the next one. `width` is the number of cells of a whole row, 0 while it is not known.
    """

    def __init__(self, lines: Lines) -> None:
        self.width = 0
        self._lines = lines
        source = iter(lines)
        self._last = 0
        for line in source:
            # Excel writes the delimiter on a line of its own before the header.
            told = line.strip().lower()
            if told and not told.startswith("sep="):
                break
            self._last += 1
        else:
            raise Invalid("The file is empty.", code="empty_file")
        self.delimiter = _delimiter_of(line)
        self._feed = _Feed(chain([line], source))

    def __iter__(self) -> Iterator[Record]:
        reader = csv.reader(self._feed, delimiter=self.delimiter)
        taken, faults = self._feed.taken, self._lines.faults
        last = self._last
        while True:
            taken.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = []
            first, last = last + 1, last + len(taken)
            if len(taken) > 1 and len(cells) != self.width and self._is_unclosed(cells):
                self._feed.give_back_all_but_first()
                last = first
                yield Record(first, first, [taken[0].rstrip("\r\n")], Fault.UNCLOSED_QUOTE)
            elif not cells and taken[0].strip():
                yield Record(first, last, [], Fault.CELL_TOO_LONG)
            elif faults and (fault := self._fault(first, last)):
                yield Record(first, last, cells, fault)
            elif len(cells) > 1 or (cells and cells[0].strip()):
                yield Record(first, last, cells)

    def _fault(self, first: int, last: int) -> Fault | None:
        """Take the fault of these lines out of the list, so that the list stays short."""
        found = [self._lines.faults.pop(number, None) for number in range(first, last + 1)]
        return next(filter(None, found), None)

    def _is_unclosed(self, cells: list[str]) -> bool:
        """Tell a forgotten quote from a ragged row: the line after it is a row by itself."""
        taken = self._feed.taken
        if not cells or len(taken) >= MOST_LINES:
            return True
        try:
            return len(next(csv.reader([taken[1]], delimiter=self.delimiter), [])) == self.width
        except csv.Error:
            return True


class _Feed:
    """Hands lines to the CSV reader, keeps those of the row at hand, and can hand them out again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._again = lines, deque[str]()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES:
            raise csv.Error("a row of too many lines")
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        self._again.extendleft(reversed(self.taken[1:]))


def _delimiter_of(line: str) -> str:
    """Return the character that parts the cells of a header line."""
    counts = {}
    for mark in DELIMITERS:
        try:
            counts[mark] = len(next(csv.reader([line], delimiter=mark), []))
        except csv.Error:
            counts[mark] = 0
    return max(counts, key=lambda mark: counts[mark])
