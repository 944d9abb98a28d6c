"""`commonbeat calls`: rehearse the agency's rules on an export, store an export, or show how one is read."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.filesize import decimal

from commonbeat.domain.calls.actions import Origin, RejectsFile, import_calls
from commonbeat.domain.calls.actions.importing import AHEAD
from commonbeat.domain.calls.management.console import (
    VOICE,
    console_on,
    import_page,
    progress_on,
    refused_facts,
    rehearsal_page,
    whole,
)
from commonbeat.domain.calls.management.files import (
    OpenExport,
    agency_named,
    digest_of,
    language_wanted,
    mapping_for,
    open_export,
    zone_for,
)
from commonbeat.domain.calls.queries import policy_of
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping, as_toml
from commonbeat.domain.calls.rules.exports.table import FAULTS_IN_WORDS
from commonbeat.domain.calls.rules.rehearsal import SAFETY_WORDS, SKIPPED_RULES, Rehearsal, suggested_policy
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Refused


class Command(BaseCommand):
    help = "Rehearse the rules on a calls-for-service export, store one, or show how one is read."
    # A rehearsal needs no database, so nothing may ask for one before it starts.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        replay = deeds.add_parser("replay", help="decide about every row and send nothing")
        replay.add_argument("file", type=Path, help="a CSV export, plain, .gz or .zip")
        replay.add_argument("--mapping", help="the name of a mapping, or a mapping file")
        replay.add_argument("--agency", help="use the allow-list of this agency")
        replay.add_argument("--json", action="store_true", help="print one JSON object")
        replay.add_argument("--report", type=Path, help="write the same as an HTML page")
        replay.add_argument("--all", action="store_true", help="show every call type")
        taking = deeds.add_parser("import", help="store every row, and decide about it")
        taking.add_argument("file", type=Path, help="a CSV export, plain, .gz or .zip")
        taking.add_argument("--agency", required=True, help="whose calls they are")
        taking.add_argument("--mapping", help="the name of a mapping, or a mapping file")
        taking.add_argument("--rejects", type=Path, help="write the rows that cannot be read to this file")
        taking.add_argument("--resume", action="store_true", help="go on where an earlier import stopped")
        for deed in (replay, taking):
            deed.add_argument("--language", help="en or es; by default that of this terminal")
        mapping = deeds.add_parser("mapping", help="show how an export is read, as a mapping file to save")
        mapping.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        deeds = {"replay": self._replay, "import": self._import, "mapping": self._mapping}
        try:
            with translation.override(language_wanted(options.get("language"))):
                deeds[options["deed"]](**options)
        except Refused as refused:
            self.stderr.write(f"{options['file']}: {refused.message}")
            sys.exit(2)

    def _replay(self, **options: Any) -> None:
        agency = agency_named(options["agency"]) if options["agency"] else None
        with open_export(options["file"]) as opened:
            mapping = mapping_for(opened.export, options["mapping"])
            rehearsal = Rehearsal(mapping, policy_of(agency) if agency else suggested_policy(mapping))
            began = time.perf_counter()
            with progress_on(console_on(sys.stderr), _("Reading")) as progress:
                bar = progress.add_task("", total=opened.size)
                for batch in opened.export.batches(mapping, zone_for(mapping, agency), until=now() + AHEAD):
                    rehearsal.add(batch)
                    progress.update(bar, completed=opened.position())
            seconds = time.perf_counter() - began
            allow_list = (
                f"adopted by {agency.slug}" if agency else f"suggested by {mapping.name}, adopted by nobody"
            )
            facts = _facts(opened, rehearsal, agency)
        if options["report"]:
            _write_report(options["report"], rehearsal, facts)
        out = options.get("stdout") or sys.stdout
        if options["json"]:
            out.write(
                json.dumps(rehearsal.as_json(allow_list=allow_list, seconds=seconds), ensure_ascii=False)
                + "\n"
            )
        else:
            console_on(out).print(rehearsal_page(rehearsal, facts, every_type=options["all"]))

    def _import(self, **options: Any) -> None:
        agency = agency_named(options["agency"])
        path: Path = options["file"]
        with open_export(path) as opened, progress_on(console_on(sys.stderr), _("Storing")) as progress:
            mapping = mapping_for(opened.export, options["mapping"])
            bar = progress.add_task("", total=opened.size)
            rejects = options["rejects"]
            header = opened.export.header
            try:
                imported = import_calls(
                    agency=agency,
                    export=opened.export,
                    origin=Origin(path.name, digest_of(path), mapping, zone_for(mapping, agency)),
                    rejects=(lambda size: RejectsFile(rejects, header, size=size)) if rejects else None,
                    resume=options["resume"],
                    by=SYSTEM,
                    at=now(),
                    progress=lambda: progress.update(bar, completed=opened.position()),
                )
            except (OSError, DatabaseError) as wrong:
                words = _(
                    "The import stopped: %(wrong)s. What was stored before is whole; go on with --resume."
                )
                raise Refused(words % {"wrong": wrong}, code="import_stopped") from wrong
        console_on(options.get("stdout") or sys.stdout).print(import_page(imported, mapping, header, rejects))

    def _mapping(self, **options: Any) -> None:
        with open_export(options["file"]) as opened:
            mapping = mapping_for(opened.export, None)
            kind = (
                "Guessed: check every line, then save it." if mapping.is_guessed else "Comes with CommonBeat."
            )
            self.stdout.write(f"# {kind}\n" + as_toml(mapping, opened.export.header))


def _facts(opened: OpenExport, rehearsal: Rehearsal, agency: Agency | None) -> list[tuple[str, str]]:
    mapping = rehearsal.mapping
    return [
        (_("File"), _file(opened, rehearsal.rows)),
        (_("Read as"), _read_as(mapping)),
        (_("Numbers"), _numbers(rehearsal.numbers)),
        (_("Allow-list"), _allow_list(rehearsal, agency)),
        *refused_facts(mapping, opened.export.header),
    ]


def _file(opened: OpenExport, rows: int) -> str:
    counted = ngettext("%(number)s row", "%(number)s rows", rows) % {"number": whole(rows)}
    return f"{opened.path.name}, {decimal(opened.size)}, {counted}, {opened.export.encoding}"


def _read_as(mapping: ExportMapping) -> str:
    title = f"{_(mapping.title)} ({mapping.name})"
    if not mapping.is_guessed:
        return title
    guess = _("GUESSED from the names of the columns: check it with `commonbeat calls mapping` first.")
    return f"{guess} {title}"


def _numbers(numbers: str) -> str:
    if numbers == "assumed":
        return _("The file has none. A number that can be texted is assumed for each call.")
    return _("From the file; they were not shown, stored or used.")


def _allow_list(rehearsal: Rehearsal, agency: Agency | None) -> str:
    count = len(rehearsal.policy.allowed)
    types = ngettext("%(number)s type", "%(number)s types", count) % {"number": whole(count)}
    if agency:
        return _("%(types)s, adopted by %(agency)s") % {"types": types, "agency": agency.slug}
    words = _("%(types)s, suggested by %(mapping)s, adopted by nobody")
    return words % {"types": types, "mapping": rehearsal.mapping.name}


def _write_report(path: Path, rehearsal: Rehearsal, facts: list[tuple[str, str]]) -> None:
    page = render_to_string(
        "calls/rehearsal.html",
        {
            "rehearsal": rehearsal,
            "sentence": rehearsal.sentence(VOICE),
            "facts": facts,
            "types": [(name, counted, rehearsal.why(name, VOICE)) for name, counted in rehearsal.by_volume()],
            # Not from the template: there, a Counter has an item for every name.
            "never": rehearsal.safety.total(),
            "safety": [(_(SAFETY_WORDS[c]), n) for c, n in rehearsal.safety.most_common()],
            "rejects": [(r.line, r.column, _(FAULTS_IN_WORDS[r.fault])) for r in rehearsal.first_rejects],
            "skipped": [_(words) for words in SKIPPED_RULES],
        },
    )
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as wrong:
        words = _("The report %(path)s cannot be written (%(reason)s).")
        raise Refused(words % {"path": path, "reason": wrong.strerror}, code="no_report") from wrong
