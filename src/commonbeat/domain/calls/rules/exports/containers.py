"""From a file to the bytes of its table: unpacks .gz and .zip, and says what a file is that is no table."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from commonbeat.ground.core.errors import Invalid

CHUNK = 1 << 20
# Exports pack 5 to 30 times smaller. A few kilobytes that unpack to gigabytes were made to fill a disk.
SUSPECT_SIZE, SUSPECT_RATIO = 4 << 30, 200

_OTHER_KINDS = [
    (b"%PDF", "a PDF document; ask for the table as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; open it and save the sheet as CSV"),
    (b"PAR1", "a Parquet file; ask for the table as CSV"),
    (b"SQLite format 3", "a database file; export the table of calls as CSV"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"BZh", "packed with bzip2; unpack it, or pack it as .gz or .zip"),
    (b"\xfd7zXZ", "packed with xz; unpack it, or pack it as .gz or .zip"),
    (b"7z\xbc\xaf", "packed with 7-Zip; unpack it, or pack it as .gz or .zip"),
    (b"(\xb5/\xfd", "packed with zstd; unpack it, or pack it as .gz or .zip"),
]
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<!doctype", b"<body")


def table_bytes(file: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of the table in pieces of at most CHUNK; raise Invalid when there is no table."""
    start = file.read(8)
    file.seek(0)
    if start[:2] == b"\x1f\x8b":
        pieces = _packed(file, gzip.GzipFile(fileobj=file))
    elif start[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        pieces = _zipped(file)
    else:
        pieces = iter(lambda: file.read(CHUNK), b"")
    first = next(pieces, b"")
    _require_table(first)
    yield first
    yield from pieces


def _zipped(file: BinaryIO) -> Iterator[bytes]:
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as wrong:
        raise Invalid("The .zip file is damaged. Download it again.", code="damaged_file") from wrong
    names = [info.filename for info in archive.infolist() if not info.is_dir()]
    if any(name.startswith("xl/") for name in names):
        raise Invalid(
            "This is an Excel workbook. Open it and save the sheet as CSV, then try again.",
            code="not_a_table",
        )
    tables = [name for name in names if not name.startswith("__MACOSX/") and "/." not in f"/{name}"]
    if len(tables) != 1:
        inside = f"{len(tables)} files ({', '.join(sorted(tables)[:5])})" if tables else "no file"
        raise Invalid(
            f"The .zip file holds {inside}; it must hold one table. Take out the one you mean.",
            code="not_one_table",
        )
    try:
        member = archive.open(tables[0])
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as wrong:
        raise Invalid(
            "The .zip file is locked with a password or packed in an unusual way. Unpack it first.",
            code="locked_file",
        ) from wrong
    return _packed(file, member)


def _packed(file: BinaryIO, unpacked: object) -> Iterator[bytes]:
    size = 0
    while True:
        try:
            piece: bytes = unpacked.read(CHUNK)  # type: ignore[attr-defined]
        except (EOFError, OSError, zlib.error, zipfile.BadZipFile) as wrong:
            raise Invalid(
                f"The packed file is damaged or cut off after {size:,} bytes. Download it again.",
                code="damaged_file",
            ) from wrong
        if not piece:
            return
        size += len(piece)
        if size > SUSPECT_SIZE and size > SUSPECT_RATIO * max(file.tell(), 1):
            raise Invalid(
                f"The packed file unpacks to more than {SUSPECT_RATIO} times its size, as no export does.",
                code="too_large_unpacked",
            )
        yield piece


def _require_table(first: bytes) -> None:
    if not first.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Invalid("The file is empty.", code="empty_file")
    for magic, kind in _OTHER_KINDS:
        if first.startswith(magic):
            raise Invalid(f"This is no CSV file but {kind}.", code="not_a_table")
    start = first[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_PAGE_STARTS):
        raise Invalid(
            "This is a web page that was saved under the name of a table. "
            "Open the page and use its download or export button to get the CSV file.",
            code="not_a_table",
        )
    for opening, kind in ((b"<?xml", "XML"), (b"{", "JSON"), (b"[{", "JSON")):
        if start.startswith(opening):
            raise Invalid(f"This is no CSV file but {kind}. Ask for the table as CSV.", code="not_a_table")
    if _is_binary(first[:4096]):
        raise Invalid("This is no CSV file but a program's own format, or damaged.", code="not_a_table")


def _is_binary(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or wide_encoding(start):
        return False
    # The header alone: zero bytes further down spoil rows, not the file.
    header = start.lstrip().partition(b"\n")[0]
    return sum(byte < 32 and byte not in (9, 12, 13) for byte in header) * 10 > len(header)


def wide_encoding(start: bytes) -> str:
    """Return "utf-16-le" or "utf-16-be" when every second byte of a text is zero, else ""."""
    if start.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if start.startswith(b"\xfe\xff"):
        return "utf-16-be"
    if len(start) < 8:
        return ""
    even, odd = start[0::2].count(0) / len(start) * 2, start[1::2].count(0) / len(start) * 2
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else ""
