"""Reads a file of records one by one, JSON, XML or CSV, plain or packed, without holding it whole."""

import csv
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from commonbeat.domain.open311.rules.history import FileRow
from commonbeat.ground.core.errors import Invalid

CHUNK = 1 << 16
LONGEST_RECORD = 1 << 22
RECORD_TAGS = ("request", "service_request")


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def records(path: Path) -> Iterator[FileRow]:
    """Return the file's records. Raises Invalid for what cannot be read, where it cannot be read."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as opened:
        try:
            yield from _in_its_form(cast(IO[bytes], opened))
        except (ValueError, csv.Error, SyntaxError, DefusedXmlException, EOFError, zlib.error) as wrong:
            raise Invalid(f"The file cannot be read on: {wrong}", code="unreadable") from wrong


def _in_its_form(file: IO[bytes]) -> Iterator[FileRow]:
    head = file.read(CHUNK).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    file.seek(0)
    if head in (b"[", b"{"):
        with io.TextIOWrapper(file, encoding="utf-8-sig") as text:
            yield from _from_json(text)
    elif head == b"<":
        yield from _from_xml(file)
    else:
        with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
            yield from _from_csv(text)


def _from_csv(text: IO[str]) -> Iterator[FileRow]:
    reader = csv.DictReader(text)
    # A record may go over several lines: the next one begins after the last line that was read.
    _names, line = reader.fieldnames, reader.line_num + 1
    for row in reader:
        yield FileRow(line, row)
        line = reader.line_num + 1


def _from_json(text: IO[str]) -> Iterator[FileRow]:
    """Read a list of objects, or one object on each line, as they come."""
    decoder, held, is_over, line = json.JSONDecoder(), "", False, 1
    while True:
        rest = held.lstrip(" \t\r\n,[")
        line += held.count("\n", 0, len(held) - len(rest))
        held = rest
        if held.startswith("]"):
            return
        try:
            record, end = decoder.raw_decode(held)
        except ValueError as wrong:
            more = text.read(CHUNK)
            if (not more and is_over and held.strip()) or len(held) > LONGEST_RECORD:
                raise ValueError(f"the record on line {line} is no JSON, or does not end") from wrong
            if not more and is_over:
                return
            is_over, held = not more, held + more
            continue
        yield FileRow(line, record)
        line += held.count("\n", 0, end)
        held = held[end:]


def _from_xml(file: IO[bytes]) -> Iterator[FileRow]:
    for _event, element in iterparse(file, forbid_dtd=True):
        if element.tag in RECORD_TAGS:
            yield FileRow(0, {child.tag: child.text or "" for child in element})
            element.clear()
