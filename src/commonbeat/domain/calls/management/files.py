"""Opens what the command line names: an export file, a mapping, an agency."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from commonbeat.domain.calls.mappings import shipped
from commonbeat.domain.calls.rules.exports.containers import table_bytes
from commonbeat.domain.calls.rules.exports.guessing import guessed
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping, parsed, recognised, require_fits
from commonbeat.domain.calls.rules.exports.table import Export
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.errors import Invalid


@dataclass(frozen=True)
class OpenExport:
    """An export and the file it comes from; `position` is how many bytes of `size` are read."""

    path: Path
    file: BinaryIO
    export: Export
    size: int

    def position(self) -> int:
        return self.file.tell()


@contextmanager
def open_export(path: Path) -> Iterator[OpenExport]:
    """Open an export; raise Invalid when there is no such file or no table in it."""
    try:
        file = path.open("rb")
    except OSError as wrong:
        reason = (wrong.strerror or "it cannot be read").lower()
        raise Invalid(f"The file cannot be opened: {reason}.", code="no_file") from wrong
    with file:
        if path.is_dir():
            raise Invalid("This is a folder; name a file in it.", code="no_file")
        yield OpenExport(path, file, Export(table_bytes(file)), path.stat().st_size)


def mapping_for(export: Export, wanted: str | None) -> ExportMapping:
    """Return the mapping that was asked for, else the one that is recognised, else a guess."""
    if wanted:
        mapping = named_mapping(wanted)
        require_fits(mapping, export.header)
        return mapping
    return recognised(export.header, shipped().values()) or guessed(export.header, export.sample())


def named_mapping(wanted: str) -> ExportMapping:
    """Return the shipped mapping of this name, or the one in this file."""
    if wanted in shipped():
        return shipped()[wanted]
    try:
        text = Path(wanted).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Invalid(
            f"There is no mapping {wanted!r}: it is no file that can be read, and the names that come with "
            f"CommonBeat are {', '.join(shipped())}.",
            code="no_mapping",
        ) from wrong
    return parsed(text, name=Path(wanted).stem)


def zone_for(mapping: ExportMapping, agency: Agency | None) -> ZoneInfo:
    """Return the zone of the times in the file: the mapping's, else the agency's, else UTC."""
    name = mapping.time_zone or (agency.time_zone if agency else "UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as wrong:
        raise Invalid(f"There is no time zone {name!r}.", code="no_zone", where="time_zone") from wrong


def digest_of(path: Path) -> str:
    """Return the SHA-256 of the file as it lies there."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def agency_named(slug: str) -> Agency:
    agency = Agency.objects.filter(slug=slug).first()
    if agency is None:
        known = ", ".join(Agency.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise Invalid(f"There is no agency {slug!r} here. There is: {known or 'none yet'}.", code="no_agency")
    return agency
