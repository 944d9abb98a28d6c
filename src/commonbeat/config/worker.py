"""The background worker: sends what is due, runs listeners, and does the periodic work."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils.module_loading import import_string

from commonbeat.engine.messaging.actions import dispatch
from commonbeat.ground.core import clock
from commonbeat.ground.core.ids import public_id
from commonbeat.ground.ledger.actions import run_listeners

log = logging.getLogger(__name__)

IDLE = 0.2  # seconds between looks when nothing waits: a text leaves well within a second
AFTER_A_FAULT = 2.0
BATCH = 100
# So few texts at a time that the first of them is sent within a second; two rounds overlap, since one
# claims and stores while the other waits for the carrier.
TEXTS, OUTBOXES = 32, 2


class Worker:
    """Loops side by side, so that a slow provider holds up neither listeners nor the clockwork."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()}-{os.getpid()}"
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        # Without SKIP LOCKED a second round would only wait for the first.
        rounds = OUTBOXES if connection.features.has_select_for_update_skip_locked else 1
        loops: dict[str, Callable[[datetime], int]] = {
            **{f"outbox {number}": self._send_texts for number in range(1, rounds + 1)},
            "listeners": lambda at: run_listeners(at=at, limit=BATCH, worker=self.name),
            "schedule": Schedule(settings.SCHEDULE).run_due,
        }
        for name, step in loops.items():
            thread = threading.Thread(target=self._loop, args=(name, step), name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self, patience: float = 10.0) -> None:
        """Finish the step at hand; what has a lease and is not finished is taken up again later."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(patience)

    def wait(self) -> None:
        self._stopping.wait()

    def _send_texts(self, at: datetime) -> int:
        # Each claim has a name of its own, so that no step can take another's for its own.
        return dispatch(at=at, limit=TEXTS, worker=f"{self.name}-{public_id(6)}"[-40:])

    def _loop(self, name: str, step: Callable[[datetime], int]) -> None:
        while not self._stopping.is_set():
            try:
                pause = 0.0 if step(clock.now()) else IDLE
            except DatabaseError:
                log.exception("%s: the database did not answer; trying again", name)
                pause = AFTER_A_FAULT
            except Exception:
                log.exception("%s: a step failed; trying again", name)
                pause = AFTER_A_FAULT
            finally:
                close_old_connections()
            self._stopping.wait(pause)


class Schedule:
    """Runs each entry of the schedule when its interval has passed; one that fails does not stop the rest."""

    def __init__(self, entries: list[tuple[int, str]]) -> None:
        self._next = {path: 0.0 for _seconds, path in entries}
        self._entries = [(seconds, path, import_string(path)) for seconds, path in entries]

    def run_due(self, at: datetime) -> int:
        """Return 0: the schedule is looked at after each pause, however much was done."""
        (settings.HOME / "worker.beat").touch()
        for seconds, path, function in self._entries:
            if time.monotonic() < self._next[path]:
                continue
            self._next[path] = time.monotonic() + seconds
            try:
                function(at=at)
            except Exception:
                log.exception("%s failed; it runs again in %s s", path, seconds)
        return 0
