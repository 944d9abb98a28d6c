"""What is joined by name: listeners to the verbs of the book, guards of messages, the periodic work.

Only dotted paths stand here, so that no app has to know another that it may not import.
"""

# verb of the book -> tasks that run after the act is committed, each safe to run twice
LISTENERS: dict[str, list[str]] = {}

# kind of a message's subject -> function(subject, at) that returns a reason not to send, or "" to send
MESSAGE_GUARDS: dict[str, str] = {
    "call": "commonbeat.domain.calls.tasks.reason_not_to_send",
    "survey": "commonbeat.domain.calls.tasks.reason_not_to_send",
}

# (seconds between runs, dotted path of a function taking at=) for the worker
SCHEDULE: list[tuple[int, str]] = [
    (1, "commonbeat.ground.ledger.actions.sequence"),
    (60, "commonbeat.ground.ledger.actions.revive_stuck_tasks"),
    (3600, "commonbeat.ground.ledger.actions.clear_finished_tasks"),
    (60, "commonbeat.domain.calls.tasks.watch_delays"),
    (3600, "commonbeat.domain.calls.tasks.forget"),
]
