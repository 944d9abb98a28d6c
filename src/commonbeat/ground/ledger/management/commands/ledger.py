"""`commonbeat ledger verify | checkpoint | rotate-key`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.ledger import actions, queries
from commonbeat.ground.ledger.rules.note import Malformed

LONG = 20_000


class Command(BaseCommand):
    help = "Prove the book of record whole, print its newest checkpoint, or renew the key that signs it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        jobs = parser.add_subparsers(dest="job", required=True, metavar="verify | checkpoint | rotate-key")
        verify = jobs.add_parser(
            "verify", help="compute every line, tile and root again; exit 1 if one is wrong"
        )
        verify.add_argument(
            "--against", type=Path, metavar="CHECKPOINT_FILE", help="an older checkpoint you kept"
        )
        jobs.add_parser("checkpoint", help="print the newest signed checkpoint")
        jobs.add_parser("rotate-key", help="sign with a new key; the old one signs beside it for 90 days")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            {"verify": self._verify, "checkpoint": self._checkpoint, "rotate-key": self._rotate}[
                options["job"]
            ](options)
        except Refused as wrong:
            raise CommandError(wrong.message) from wrong

    def _verify(self, options: dict[str, Any]) -> None:
        against = _text_of(options["against"]) if options["against"] else None
        newest = queries.newest_checkpoint()
        size = newest.size if newest else 0
        columns = (TextColumn("Reading the book"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True, disable=size < LONG) as progress:
            bar = progress.add_task("", total=size)
            try:
                verdict = queries.verdict(against=against, progress=lambda read: progress.advance(bar, read))
            except Malformed as wrong:
                raise CommandError(f"{options['against']} is not a checkpoint: {wrong}.") from wrong
        self._tell(verdict, is_compared=against is not None)
        if not verdict.is_whole:
            sys.exit(1)

    def _tell(self, verdict: queries.Verdict, *, is_compared: bool) -> None:
        for finding in verdict.findings:
            self.stdout.write(self.style.ERROR(f"WRONG  {finding.what}"))
        if verdict.is_whole:
            grown = " The checkpoint you kept is its beginning." if is_compared else ""
            self.stdout.write(
                self.style.SUCCESS(f"The book is whole: every line, tile and root agrees.{grown}")
            )
        for name, count in {
            "entries": verdict.size,
            "checkpoints": verdict.checkpoints,
            "waiting for their place (the worker gives it)": verdict.waiting,
            "dated more than a day before they were sealed (imports look so, and back-dating)": verdict.late,
        }.items():
            self.stdout.write(f"{count:>12,}  {name}")

    def _checkpoint(self, _options: dict[str, Any]) -> None:
        newest = queries.newest_checkpoint()
        if newest is None:
            raise CommandError(
                "The book has no checkpoint yet; the worker signs one a second after it starts."
            )
        self.stdout.write(newest.note, ending="")

    def _rotate(self, _options: dict[str, Any]) -> None:
        actions.rotate_key(by=SYSTEM, at=clock.now())
        self.stdout.write(
            "A new key signs from now on. Tell those who mirror the book; these keys are valid:"
        )
        for verifier in queries.verifiers(clock.now()):
            self.stdout.write(str(verifier))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise CommandError(f"{path} cannot be read: {wrong}.") from wrong
