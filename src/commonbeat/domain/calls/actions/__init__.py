"""Every write of the calls app, by noun."""

from commonbeat.domain.calls.actions.allow_list import adopt_types, end_type
from commonbeat.domain.calls.actions.decisions import (
    decide_calls,
    note_not_sent,
    recheck,
    recheck_person,
    watch_delays,
)
from commonbeat.domain.calls.actions.events import forget_receipts, hear, unlink_persons
from commonbeat.domain.calls.actions.importing import Imported, Origin, import_calls
from commonbeat.domain.calls.actions.protection import end_protection, lay_marks, protect
from commonbeat.domain.calls.actions.rejects import RejectsFile
from commonbeat.domain.calls.actions.text_rules import change_rule, install_rules
from commonbeat.domain.calls.rules.events import EventKind, Report

__all__ = [
    "EventKind",
    "Imported",
    "Origin",
    "RejectsFile",
    "Report",
    "adopt_types",
    "change_rule",
    "decide_calls",
    "end_protection",
    "end_type",
    "forget_receipts",
    "hear",
    "import_calls",
    "install_rules",
    "lay_marks",
    "note_not_sent",
    "protect",
    "recheck",
    "recheck_person",
    "unlink_persons",
    "watch_delays",
]
