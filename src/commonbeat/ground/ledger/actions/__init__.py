"""Every write of the book: lines, their places in the tree, the keys, and the tasks that listen."""

from commonbeat.ground.ledger.actions.listening import clear_finished_tasks, revive_stuck_tasks, run_listeners
from commonbeat.ground.ledger.actions.recording import record
from commonbeat.ground.ledger.actions.sequencing import KeyUnreadable, rotate_key, sequence

__all__ = [
    "KeyUnreadable",
    "clear_finished_tasks",
    "record",
    "revive_stuck_tasks",
    "rotate_key",
    "run_listeners",
    "sequence",
]
