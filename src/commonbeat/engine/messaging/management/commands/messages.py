"""`commonbeat messages`: what a text costs, and what carriers ask before an agency may send."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from commonbeat.engine.messaging.queries import registration_pack
from commonbeat.engine.messaging.rules.segments import Measured, costly_characters, measure
from commonbeat.ground.agency.models import Agency


class Command(BaseCommand):
    help = "Measure a text, or print what carriers ask for to register an agency's texts."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        measuring = actions.add_parser("measure", help="measure one text")
        measuring.add_argument("text", metavar="TEXT")
        measuring.add_argument("--json", action="store_true", help="print one object")
        registering = actions.add_parser("registration", help="print the pack for 10DLC registration as JSON")
        registering.add_argument("--agency", metavar="SLUG", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "registration":
            self._register(options["agency"])
        else:
            self._measure(options)

    def _register(self, slug: str) -> None:
        agency = Agency.objects.filter(slug=slug).first()
        if agency is None:
            raise CommandError(f"There is no agency '{slug}' here.")
        self.stdout.write(json.dumps(registration_pack(agency), indent=2, ensure_ascii=False))

    def _measure(self, options: dict[str, Any]) -> None:
        measured = measure(options["text"])
        if options["json"]:
            self.stdout.write(json.dumps(asdict(measured)))
        else:
            self.stdout.write(_in_words(options["text"], measured))


def _in_words(text: str, measured: Measured) -> str:
    parts = "1 part" if measured.segments == 1 else f"{measured.segments} parts"
    words = f"{measured.encoding}, {measured.units} units, sent in {parts}."
    costly = costly_characters(text)
    if costly:
        words += f" It would hold more without: {' '.join(costly)}"
    return words
