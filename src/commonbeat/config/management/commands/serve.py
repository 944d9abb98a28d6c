"""`commonbeat serve`: the web pages and, unless told otherwise, the background worker with them."""

import multiprocessing
import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from commonbeat.config.worker import Worker

BLOCKING_THREADS = 8


class Command(BaseCommand):
    help = "Serve the pages and run the background worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--workers", type=int, default=1, help="web processes (1)")
        parser.add_argument(
            "--without-worker", action="store_true", help="a `commonbeat worker` runs elsewhere"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        # A forked web process would inherit the worker's database connections; a spawned one does not.
        multiprocessing.set_start_method("spawn", force=True)
        worker = None if options["without_worker"] else Worker()
        if worker:
            worker.start()
        self.stdout.write(
            f"{settings.PUBLIC_URL} is served on {options['host']}:{options['port']}. Ctrl-C stops."
        )
        Granian(
            "commonbeat.config.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=BLOCKING_THREADS,
            respawn_failed_workers=True,
            log_level=LogLevels.warning,
        ).serve()
        if worker:
            worker.stop()
