"""The periodic work of messages, run by the worker."""

import socket
from datetime import datetime

from commonbeat.engine.messaging import actions
from commonbeat.ground.core import clock
from commonbeat.ground.core.ids import public_id

# Between two looks at the rest of the schedule.
MOST_ROUNDS = 20


def settle_unsure(at: datetime) -> None:
    """Ask providers about messages of dead workers, of broken calls and without a report."""
    for _round in range(MOST_ROUNDS):
        if actions.settle(at=at, worker=_name()) == 0:
            return
        at = clock.now()


def _name() -> str:
    return f"{socket.gethostname()[:20]}-{public_id()}"
