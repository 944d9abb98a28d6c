"""`commonbeat doctor`: what is wrong with this installation, and how to mend it."""

import io
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console
from rich.table import Table

from commonbeat.domain.calls.models import AllowedType
from commonbeat.engine.files.actions import try_out
from commonbeat.engine.messaging.models import TemplateVersion
from commonbeat.ground.agency.models import Agency

ENOUGH_DISK = 1_000_000_000
WORKER_SILENT_AFTER = 120  # seconds


@dataclass(frozen=True)
class Finding:
    what: str
    is_good: bool
    said: str
    mend: str = ""


class Command(BaseCommand):
    help = "Look this installation over and say how to mend what is wrong."

    def handle(self, *_args: Any, **_options: Any) -> None:
        table = Table(title="CommonBeat, looked over", title_justify="left")
        for heading in ("", "what", "found", "how to mend it"):
            table.add_column(heading)
        findings = list(look_over())
        for finding in findings:
            mark = "[green]good[/]" if finding.is_good else "[bold red]mend[/]"
            table.add_row(mark, finding.what, finding.said, finding.mend)
        console = Console(file=io.StringIO(), width=shutil.get_terminal_size().columns)
        with console.capture() as drawn:
            console.print(table)
        self.stdout.write(drawn.get())
        if not all(finding.is_good for finding in findings):
            sys.exit(1)


def look_over() -> Iterator[Finding]:
    """Yield what was found, the things that others rest on first; stops where nothing else can be told."""
    yield _disk()
    yield _files()
    yield _address()
    yield _visitors()
    database = _database()
    yield database
    if not database.is_good:
        return
    yield _worker()
    yield _static_files()
    agencies = list(Agency.objects.all())
    yield Finding(
        "agencies",
        bool(agencies),
        ", ".join(agency.name for agency in agencies) or "none",
        "" if agencies else "run: commonbeat init",
    )
    for agency in agencies:
        yield _allow_list(agency)
        yield _templates(agency)


def _disk() -> Finding:
    free = shutil.disk_usage(settings.HOME).free
    enough = free > ENOUGH_DISK
    return Finding(
        "disk", enough, f"{free / 1e9:.1f} GB free", "" if enough else "make room; writes will fail"
    )


def _files() -> Finding:
    wrong = try_out()
    mend = f"let the server write {settings.HOME / 'files'}, and install Pillow and pillow-heif anew"
    return Finding("photos and documents", not wrong, wrong or "can be kept", mend if wrong else "")


def _address() -> Finding:
    safe = settings.HTTPS or settings.DEMO
    return Finding(
        "public address",
        safe,
        settings.PUBLIC_URL,
        "" if safe else "serve it over https and set COMMONBEAT_PUBLIC_URL",
    )


def _visitors() -> Finding:
    """Pages are served here without encryption: where the public address has it, a proxy stands in front."""
    told = bool(settings.TRUSTED_PROXIES) or not settings.HTTPS
    return Finding(
        "where visitors come from",
        told,
        f"COMMONBEAT_PROXIES={settings.TRUSTED_PROXIES}",
        "" if told else "set it to the number of your proxies; until then all visitors share one limit",
    )


def _database() -> Finding:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as wrong:
        return Finding(
            "database", False, str(wrong).strip().splitlines()[0], "check DATABASE_URL and the server"
        )
    if waiting:
        return Finding("database", False, f"{len(waiting)} migrations wait", "run: commonbeat migrate")
    return Finding("database", True, f"{connection.vendor}, up to date")


def _worker() -> Finding:
    beat = settings.HOME / "worker.beat"
    silent = time.time() - beat.stat().st_mtime if beat.is_file() else None
    if silent is None:
        return Finding(
            "worker", False, "has never run on this machine", "run: commonbeat serve, or commonbeat worker"
        )
    alive = silent < WORKER_SILENT_AFTER
    return Finding(
        "worker",
        alive,
        f"last heard {silent:.0f} s ago",
        "" if alive else "start it again: commonbeat worker",
    )


def _static_files() -> Finding:
    built = (settings.STATIC_ROOT / "staticfiles.json").is_file()
    return Finding(
        "styles and scripts",
        built,
        "collected" if built else "not collected",
        "" if built else "run: commonbeat collectstatic --noinput",
    )


def _allow_list(agency: Agency) -> Finding:
    count = AllowedType.objects.filter(agency=agency, ended_at=None).count()
    return Finding(
        f"{agency.slug}: call types that may be texted",
        bool(count),
        str(count),
        "" if count else "rehearse with commonbeat calls replay, then adopt types on the settings page",
    )


def _templates(agency: Agency) -> Finding:
    approved = set(
        TemplateVersion.objects.filter(template__agency=agency, state="approved").values_list(
            "language", flat=True
        )
    )
    missing = [language for language in agency.languages if language not in approved]
    return Finding(
        f"{agency.slug}: approved texts",
        not missing,
        ", ".join(sorted(approved)) or "none",
        f"approve texts in: {', '.join(missing)}" if missing else "",
    )
