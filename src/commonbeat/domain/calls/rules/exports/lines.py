"""From bytes to physical lines: encodings, and lines too long or too broken to be handed on."""

import codecs
import io
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain

from commonbeat.domain.calls.rules.exports.containers import wide_encoding

LONGEST_LINE = 1 << 20
LINES_AT_ONCE = 5_000
NUL_SHOWN = "␀"


class Fault(StrEnum):
    """Why a row is rejected."""

    LINE_TOO_LONG = "line_too_long"
    NUL_BYTE = "nul_byte"
    UNCLOSED_QUOTE = "unclosed_quote"
    CELL_TOO_LONG = "cell_too_long"
    WRONG_NUMBER_OF_CELLS = "wrong_number_of_cells"
    HEADER_AGAIN = "header_again"
    NO_INCIDENT_NUMBER = "no_incident_number"
    NO_TIME = "no_time"
    BAD_TIME = "bad_time"
    IN_THE_FUTURE = "in_the_future"
    BAD_POSITION = "bad_position"


class Lines:
    """The physical lines of a table, read once, with line ends; `faults` tells the broken ones by number.

    A line that is not UTF-8 is read as Windows-1252 and counted in `windows_lines`. A line longer than
    LONGEST_LINE bytes is never held in memory: an empty one stands for it, so that the numbers stay true.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        pieces = iter(pieces)
        first = next(pieces, b"")
        self.encoding = wide_encoding(first[:4096]) or "utf-8"
        pieces = chain([first], pieces)
        self._pieces = _as_utf8(pieces, self.encoding) if self.encoding != "utf-8" else pieces
        self.faults: dict[int, Fault] = {}
        self.windows_lines = 0

    def blocks(self) -> Iterator[list[str]]:
        """Yield stretches of at most LINES_AT_ONCE lines and about two megabytes."""
        is_first, last = True, 0
        for block, is_whole in self._blocks():
            text = self._text(block.removeprefix(codecs.BOM_UTF8) if is_first else block)
            is_first = False
            lines = list(io.StringIO(text, newline="")) if is_whole else ["\n"]
            if not is_whole:
                self.faults[last + 1] = Fault.LINE_TOO_LONG
            elif "\0" in text or NUL_SHOWN in text:
                lines = self._without_zeros(lines, last)
            last += len(lines)
            for start in range(0, len(lines), LINES_AT_ONCE):
                yield lines[start : start + LINES_AT_ONCE]

    def _without_zeros(self, lines: list[str], last: int) -> list[str]:
        broken = [place for place, line in enumerate(lines) if "\0" in line or NUL_SHOWN in line]
        self.faults.update(dict.fromkeys((last + 1 + place for place in broken), Fault.NUL_BYTE))
        return [line.replace("\0", NUL_SHOWN) for line in lines]

    def _blocks(self) -> Iterator[tuple[bytes, bool]]:
        """Yield bytes that end with a line, and whether they are whole; False stands for a line too long."""
        held, is_skipping = b"", False
        for piece in self._pieces:
            held = piece if is_skipping else held + piece
            if is_skipping:
                end = _first_end(held)
                if end < 0:
                    continue
                yield b"", False
                held, is_skipping = held[end + 1 :], False
            end = _last_end(held)
            if end >= 0:
                yield held[: end + 1], True
                held = held[end + 1 :]
            is_skipping = len(held) > LONGEST_LINE
        if is_skipping:
            yield b"", False
        elif held:
            yield held, True

    def _text(self, block: bytes) -> str:
        try:
            return block.decode("utf-8")
        except UnicodeDecodeError:
            return "".join(map(self._line_text, block.splitlines(keepends=True)))

    def _line_text(self, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            self.windows_lines += 1
            return line.decode("cp1252", errors="replace")


def _last_end(block: bytes) -> int:
    """Return where the last whole line ends. A \\r at the very end may be half of a line end."""
    return max(block.rfind(b"\n"), block.rfind(b"\r", 0, len(block) - 1) if b"\n" not in block else -1)


def _first_end(block: bytes) -> int:
    end = block.find(b"\n")
    return end if end >= 0 else block.find(b"\r", 0, len(block) - 1)


def _as_utf8(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    is_first = True
    for piece in pieces:
        text = decoder.decode(piece)
        yield (text.removeprefix("\ufeff") if is_first else text).encode("utf-8", errors="replace")
        is_first = False
    yield decoder.decode(b"", final=True).encode("utf-8", errors="replace")
