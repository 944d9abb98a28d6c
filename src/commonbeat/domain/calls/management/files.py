"""Finds what the command line names: an export file, a mapping, an agency, a language."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils.translation import gettext as _

from commonbeat.domain.calls.mappings import shipped
from commonbeat.domain.calls.rules.exports.containers import table_bytes
from commonbeat.domain.calls.rules.exports.guessing import guessed
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping, parsed, recognised, require_fits
from commonbeat.domain.calls.rules.exports.table import Export
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.environment import from_process
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
        raise Invalid(
            _("The file cannot be opened: %(reason)s.") % {"reason": reason}, code="no_file"
        ) from wrong
    with file:
        if path.is_dir():
            raise Invalid(_("This is a folder; name a file in it."), code="no_file")
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
        words = _(
            "There is no mapping %(name)s: it is no file that can be read, and the names that come with "
            "CommonBeat are %(names)s."
        ) % {"name": repr(wanted), "names": ", ".join(shipped())}
        raise Invalid(words, code="no_mapping") from wrong
    return parsed(text, name=Path(wanted).stem)


def zone_for(mapping: ExportMapping, agency: Agency | None) -> ZoneInfo:
    """Return the zone of the times in the file: the mapping's, else the agency's, else UTC."""
    name = mapping.time_zone or (agency.time_zone if agency else "UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as wrong:
        words = _("There is no time zone %(name)s.") % {"name": repr(name)}
        raise Invalid(words, code="no_zone", where="time_zone") from wrong


def digest_of(path: Path) -> str:
    """Return the SHA-256 of the file as it lies there."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def agency_named(slug: str) -> Agency:
    agency = Agency.objects.filter(slug=slug).first()
    if agency is None:
        slugs = Agency.objects.order_by("slug").values_list("slug", flat=True)[:20]
        words = _("There is no agency %(name)s here. There is: %(names)s.") % {
            "name": repr(slug),
            "names": ", ".join(slugs) or _("none yet"),
        }
        raise Invalid(words, code="no_agency")
    return agency


def language_wanted(named: str | None) -> str:
    """Return the language that was named, else that of the terminal if staff pages are whole in it."""
    known: list[str] = settings.STAFF_LANGUAGES
    if named:
        if named not in known:
            words = _("There is no language %(name)s here. There is: %(names)s.")
            raise Invalid(words % {"name": repr(named), "names": ", ".join(known)}, code="no_language")
        return named
    environment = from_process()
    # The order in which POSIX programs look.
    place = next(filter(None, map(environment.text, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = place[:2].lower()
    return code if code in known else known[0]
