"""`commonbeat concerns import`: keep the records of another system as history."""

import csv
import sys
from argparse import ArgumentParser
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from commonbeat.domain.open311.actions.importing import import_history
from commonbeat.domain.open311.management.records import digest_of, records
from commonbeat.domain.open311.models import ImportRun
from commonbeat.domain.open311.rules.history import HistoryMapping, mapping_from
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Invalid, Refused

LONGEST_NAME = 20
SHIPPED = ("boston", "georeport", "san_francisco")


class Command(BaseCommand):
    help = "Keep concerns of an older system as history: no receipt, no clock, no text to anyone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        taking = deeds.add_parser(
            "import", help="keep every record of a JSON, XML or CSV file, or say why not"
        )
        taking.add_argument("file", type=Path, help="plain or .gz")
        taking.add_argument("--agency", required=True, help="whose concerns they were")
        taking.add_argument("--mapping", default="georeport", help=f"{', '.join(SHIPPED)}, or a file")
        taking.add_argument("--others", default="", help="the category for kinds the mapping does not name")
        taking.add_argument(
            "--rejects", type=Path, help="write row, line and reason of what was not kept to this file"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            self._import(options)
        except (Refused, OSError) as wrong:
            self.stderr.write(f"{options['file']}: {getattr(wrong, 'message', wrong)}")
            sys.exit(2)

    def _import(self, options: dict[str, Any]) -> None:
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise Invalid(f"There is no agency {options['agency']!r}.", code="no_agency")
        mapping = mapping_named(options["mapping"])
        run = import_history(
            agency=agency,
            rows=records(options["file"]),
            file_digest=digest_of(options["file"]),
            mapping=mapping,
            others=options["others"],
            told=self._told,
            at=now(),
        )
        faults = list(run.rejected.order_by("row").values_list("row", "line", "reason"))
        if options["rejects"]:
            with options["rejects"].open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([("row", "line", "reason"), *faults])
        self.stdout.write(
            f"{run.rows} records: {run.kept} kept, {run.known} known already, {len(faults)} rejected."
        )
        for reason, count in sorted(Counter(reason for _row, _line, reason in faults).items()):
            self.stdout.write(f"  {reason}: {count}")

    def _told(self, run: ImportRun) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{run.rows} records ", ending="")


def mapping_named(name: str) -> HistoryMapping:
    """Return a shipped mapping, or that of a file. Raises Invalid."""
    try:
        if name in SHIPPED:
            folder = resources.files("commonbeat.domain.open311").joinpath("mappings")
            return mapping_from(folder.joinpath(f"{name}.toml").read_text("utf-8"), name)
        path = Path(name)
        return mapping_from(path.read_text("utf-8"), path.stem[:LONGEST_NAME])
    except (OSError, ValueError) as wrong:
        raise Invalid(f"The mapping {name} cannot be read: {wrong}", code="no_mapping") from wrong
