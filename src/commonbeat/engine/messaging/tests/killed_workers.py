"""Starts one worker after another and kills each at a random instant, until nothing is left to send.

Run as a program by `test_killed_worker.py`, with the settings of a real installation. Forking spares each
worker the start of Python, so that it lives its whole short life inside the work.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import django
from django.db import connection

django.setup()

# Imported before the first fork, so that no worker spends its life importing.
from commonbeat.engine.messaging import actions, queries  # noqa: E402
from commonbeat.engine.messaging.providers import provider_named  # noqa: E402
from commonbeat.engine.messaging.rules import phones  # noqa: E402
from commonbeat.ground.core import clock  # noqa: E402
from commonbeat.ground.core.ids import public_id  # noqa: E402

LEASE, GRACE = timedelta(seconds=1), timedelta(milliseconds=400)
SHORTEST, LONGEST = 0.05, 0.4
# On a busy machine a life must be long enough for a few rounds, or nobody ever finishes one.
ROUNDS_IN_A_LIFE = 4
BATCH = 8


def work(ready: int) -> None:
    """Send and settle as the worker does, with leases as short as these lives, until all is settled."""
    connection.ensure_connection()
    os.write(ready, b".")
    starter = os.getppid()
    while queries.outbox_counts() and os.getppid() == starter:
        sent = actions.dispatch(at=clock.now(), limit=BATCH, worker=public_id(), lease=LEASE)
        asked = actions.settle(
            at=clock.now(), limit=BATCH, worker=public_id(), grace=GRACE, asking=timedelta(seconds=1)
        )
        if not sent and not asked:
            time.sleep(0.02)


def has_ended(child: int, seconds: float) -> bool:
    """Return whether the worker ended by itself within the time it is given."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            if status:
                raise SystemExit(f"a worker failed with status {status}")
            return True
        time.sleep(0.005)
    return False


def one_round(ready: int) -> None:
    actions.dispatch(at=clock.now(), limit=BATCH, worker=public_id())
    os.write(ready, b".")


def start(job: Callable[[int], None]) -> int:
    """Return the process id of a worker that has said it is ready."""
    hears, ready = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            job(ready)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    os.close(ready)
    os.read(hears, 1)
    os.close(hears)
    return child


def seconds_of_a_round() -> float:
    """Return how long this machine takes to send one batch.

    Measured in another process: a connection that was open at a fork would be shared by all workers.
    """
    began = time.monotonic()
    os.waitpid(start(one_round), 0)
    return time.monotonic() - began


def main(seed: int) -> None:
    # Both read much on first use, too: a worker must be killed at its work, not at its start.
    provider_named("twilio")
    phones.zones_of("+15555550100")
    dice = random.Random(seed)
    kills, longest = 0, max(LONGEST, ROUNDS_IN_A_LIFE * seconds_of_a_round())
    while True:
        child = start(work)
        if has_ended(child, dice.uniform(SHORTEST, longest)):
            break
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        kills += 1
    sys.stdout.write(json.dumps({"kills": kills}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
