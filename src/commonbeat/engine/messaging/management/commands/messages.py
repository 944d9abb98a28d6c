"""`commonbeat messages measure TEXT [--json]`: what a text costs."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from commonbeat.engine.messaging.rules.segments import Measured, costly_characters, measure


class Command(BaseCommand):
    help = "Say how a text is encoded, how long it is and in how many parts it is sent."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        measuring = actions.add_parser("measure", help="measure one text")
        measuring.add_argument("text", metavar="TEXT")
        measuring.add_argument("--json", action="store_true", help="print one object")

    def handle(self, *args: Any, **options: Any) -> None:
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
