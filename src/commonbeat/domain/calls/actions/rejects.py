"""Writes the rejects file: rows that were not read, with line, column and reason, to be mended."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from commonbeat.domain.calls.rules.exports.table import (
    FAULTS_IN_WORDS,
    REJECT_COLUMNS,
    Reject,
    armed,
)
from commonbeat.ground.core.errors import Invalid


class RejectsFile:
    """A rejects file that is only as long as what is known to be stored: it can be taken up after a crash."""

    def __init__(self, path: Path, header: Sequence[str], *, size: int = 0) -> None:
        """Take up a file at `size` bytes, 0 for a new one. Raises Invalid when it cannot be written."""
        self.path, self._header = path, header
        try:
            self._file = path.open("r+b" if size and path.is_file() else "wb")
            self._file.truncate(size)
            self._file.seek(0, os.SEEK_END)
        except OSError as wrong:
            raise Invalid(
                f"The rejects file {path} cannot be written ({wrong.strerror}).", code="no_rejects_file"
            ) from wrong
        self.size = self._file.tell()

    def add(self, rejects: Sequence[Reject]) -> int:
        """Write rows, on disk when this returns, and return the size of the file."""
        if rejects:
            text = io.StringIO(newline="")
            writer = csv.writer(text)
            if not self.size:
                writer.writerow([*REJECT_COLUMNS, *map(armed, self._header)])
            for reject in rejects:
                why = FAULTS_IN_WORDS[reject.fault]
                writer.writerow([reject.line, armed(reject.column), why, *map(armed, reject.cells)])
            self._file.write(text.getvalue().encode())
            self._file.flush()
            os.fsync(self._file.fileno())
            self.size = self._file.tell()
        return self.size

    def close(self) -> None:
        self._file.close()
        if not self.size:
            self.path.unlink(missing_ok=True)
