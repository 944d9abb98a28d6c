"""Reads a file of records one by one, JSON, XML or CSV, plain or packed, without holding it whole."""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from commonbeat.ground.core.errors import Invalid

CHUNK = 1 << 16
LONGEST_RECORD = 1 << 22
RECORD_TAGS = ("request", "service_request")


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def records(path: Path) -> Iterator[Any]:
    """Return the file's records. Raises Invalid for what cannot be read, where it cannot be read."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as opened:
        file = cast(IO[bytes], opened)
        head = file.read(CHUNK).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        file.seek(0)
        try:
            if head in (b"[", b"{"):
                with io.TextIOWrapper(file, encoding="utf-8-sig") as text:
                    yield from _from_json(text)
            elif head == b"<":
                yield from _from_xml(file)
            else:
                with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
                    yield from csv.DictReader(text)
        except (ValueError, csv.Error, SyntaxError, DefusedXmlException, EOFError) as wrong:
            raise Invalid(f"The file cannot be read on: {wrong}", code="unreadable") from wrong


def _from_json(text: IO[str]) -> Iterator[Any]:
    """Read a list of objects, or one object on each line, as they come."""
    decoder, held, is_over = json.JSONDecoder(), "", False
    while True:
        held = held.lstrip(" \t\r\n,[")
        if held.startswith("]"):
            return
        try:
            record, end = decoder.raw_decode(held)
        except ValueError:
            more = text.read(CHUNK)
            if not more and is_over:
                if held.strip():
                    raise
                return
            if len(held) > LONGEST_RECORD:
                raise
            is_over, held = not more, held + more
            continue
        held = held[end:]
        yield record


def _from_xml(file: IO[bytes]) -> Iterator[Any]:
    for _event, element in iterparse(file, forbid_dtd=True):
        if element.tag in RECORD_TAGS:
            yield {child.tag: child.text or "" for child in element}
            element.clear()
