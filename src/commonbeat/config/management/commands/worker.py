"""`commonbeat worker`: the background worker by itself, for an installation of several processes."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from commonbeat.config.worker import Worker


class Command(BaseCommand):
    help = "Send what is due, run listeners and do the periodic work, until stopped."

    def handle(self, *_args: Any, **_options: Any) -> None:
        worker = Worker()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: worker.stop(0))
        worker.start()
        self.stdout.write("The worker runs. Stop it with Ctrl-C.")
        worker.wait()
        worker.stop()
