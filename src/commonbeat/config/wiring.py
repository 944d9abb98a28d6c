"""What is joined by name: listeners to the verbs of the book, guards of messages, the periodic work.

Only dotted paths stand here, so that no app has to know another that it may not import.
"""

# verb of the book -> tasks that run after the act is committed, each safe to run twice
LISTENERS: dict[str, list[str]] = {
    "message.received": [
        "commonbeat.engine.surveys.tasks.on_message_received",
        "commonbeat.domain.conduct.tasks.on_message",
    ],
    "message.failed": ["commonbeat.engine.surveys.tasks.on_message_not_delivered"],
    "message.expired": [
        "commonbeat.engine.surveys.tasks.on_message_not_delivered",
        "commonbeat.domain.calls.tasks.on_message_not_sent",
    ],
    "message.suppressed": [
        "commonbeat.engine.surveys.tasks.on_message_not_delivered",
        "commonbeat.domain.calls.tasks.on_message_not_sent",
    ],
    "contact.opted_out": [
        "commonbeat.engine.surveys.tasks.on_contact_opted_out",
        "commonbeat.domain.calls.tasks.on_contact_opted_out",
    ],
    "survey.answered": ["commonbeat.domain.conduct.tasks.on_answer"],
    "survey.commented": ["commonbeat.domain.conduct.tasks.on_answer"],
    "survey.completed": ["commonbeat.domain.conduct.tasks.on_answer"],
    "case.moved": ["commonbeat.domain.concerns.tasks.on_case_moved"],
    "case.escalated": ["commonbeat.engine.casework.tasks.on_escalated"],
    "thanks.delivered": ["commonbeat.domain.conduct.tasks.on_delivered"],
    "open311.received": ["commonbeat.domain.open311.tasks.on_received"],
    "concern.handed_off": ["commonbeat.domain.open311.tasks.on_handed_off"],
}

# kind of a message's subject -> function(subject, at) that returns a reason not to send, or "" to send
MESSAGE_GUARDS: dict[str, str] = {
    "call": "commonbeat.domain.calls.tasks.reason_not_to_send",
    "survey": "commonbeat.domain.calls.tasks.reason_not_to_send",
    "call_back": "commonbeat.domain.calls.tasks.reason_not_to_write",
    "thanks_reply": "commonbeat.domain.calls.tasks.reason_not_to_write",
}

# functions(staff) that return the contacts whose conversations the post may not open, whatever its role
CONTACT_WALLS: list[str] = [
    "commonbeat.engine.casework.queries.contacts_hidden_from",
    "commonbeat.domain.conduct.queries.contacts_hidden_from",
]

# what residents wrote and how it is destroyed when its days are over (retention.choices.Words)
WORDS_KEPT: list[str] = [
    "commonbeat.engine.messaging.actions.MESSAGE_WORDS",
    "commonbeat.engine.surveys.actions.COMMENT_WORDS",
    "commonbeat.domain.conduct.actions.THANKS_WORDS",
    "commonbeat.engine.casework.actions.CASE_WORDS",
    "commonbeat.engine.casework.actions.CASE_FILES",
    "commonbeat.domain.concerns.actions.CONCERN_WORDS",
    "commonbeat.domain.open311.actions.old_names.PROGRAM_NAMES",
    "commonbeat.domain.permits.actions.PERMIT_WORDS",
]

# the kinds of cases of this installation, as data
CASE_TYPES: list[str] = [
    "commonbeat.domain.concerns.choices.CONCERN",
    "commonbeat.domain.concerns.choices.PROBLEM",
    "commonbeat.domain.permits.choices.PERMIT",
]

# kind of case -> function(case, move) that returns why a move may not be made yet, in words, or ""
CASE_GUARDS: dict[str, str] = {
    "concern": "commonbeat.domain.concerns.queries.guard",
    "permit": "commonbeat.domain.permits.queries.reason_why_not",
    "problem": "commonbeat.domain.concerns.queries.problems.why_not_yet",
}

# kind of case -> function(case, reader) that returns its title, its facts and where its words stand
CASE_FACES: dict[str, str] = {
    "concern": "commonbeat.domain.concerns.queries.face",
    "permit": "commonbeat.domain.permits.queries.face",
    "problem": "commonbeat.domain.concerns.queries.problems.face",
}

# kind of case -> function(case, at) that returns other cases that may be the same thing, the likeliest first
CASE_ALIKE: dict[str, str] = {
    "concern": "commonbeat.domain.concerns.queries.alike",
}

# (seconds between runs, dotted path of a function taking at=) for the worker
SCHEDULE: list[tuple[int, str]] = [
    (60, "commonbeat.domain.open311.tasks.keep_in_touch"),
    (300, "commonbeat.domain.open311.tasks.fetch_again"),
    (86400, "commonbeat.domain.open311.tasks.forget"),
    (15, "commonbeat.engine.messaging.tasks.settle_unsure"),
    (1, "commonbeat.ground.ledger.actions.sequence"),
    (60, "commonbeat.ground.ledger.actions.revive_stuck_tasks"),
    (3600, "commonbeat.ground.ledger.actions.clear_finished_tasks"),
    (60, "commonbeat.ground.throttle.actions.forget"),
    (300, "commonbeat.domain.conduct.tasks.keep_promises"),
    (60, "commonbeat.engine.casework.actions.keep_time"),
    (300, "commonbeat.engine.casework.actions.forget_unsaved"),
    (3600, "commonbeat.engine.casework.actions.forget_contacts"),
    (300, "commonbeat.domain.concerns.tasks.keep_promises"),
    (300, "commonbeat.domain.permits.actions.keep_permits"),
    (60, "commonbeat.domain.calls.tasks.watch_delays"),
    (3600, "commonbeat.domain.calls.tasks.forget"),
    (300, "commonbeat.engine.surveys.actions.expire"),
    (3600, "commonbeat.engine.surveys.actions.unlink_contacts"),
    (300, "commonbeat.engine.surveys.actions.publish_figures"),
    (3600, "commonbeat.domain.concerns.actions.figures.publish_figures"),
    (600, "commonbeat.domain.concerns.actions.drafts.forget_drafts"),
    (3600, "commonbeat.domain.concerns.actions.subscriptions.forget_unconfirmed"),
    (3600, "commonbeat.domain.concerns.actions.subscriptions.tell_subscribers"),
    (3600, "commonbeat.ground.retention.actions.destroy_due"),
    (86_400, "commonbeat.engine.files.actions.sweep_orphans"),
]
