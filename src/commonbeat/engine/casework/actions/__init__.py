"""Every write of casework: atomic, its case locked, a line on the timeline and in the book."""

from commonbeat.engine.casework.actions.cases import (
    assign,
    bar,
    move,
    note_change,
    open_case,
    put_in_queue,
    set_private,
)
from commonbeat.engine.casework.actions.clocks import extend, keep_time, mark_escalation_seen, resume, toll
from commonbeat.engine.casework.actions.filing import attach, replace, show_attachment
from commonbeat.engine.casework.actions.joining import merge, unmerge
from commonbeat.engine.casework.actions.letters import (
    mark_read,
    tell_holders,
    write_from_resident,
    write_note,
    write_to_resident,
)
from commonbeat.engine.casework.actions.receipts import (
    end_notices,
    forget_unsaved,
    give_receipt,
    save_receipt,
)
from commonbeat.engine.casework.actions.timeline import add_entry, held

__all__ = [
    "add_entry",
    "assign",
    "attach",
    "bar",
    "end_notices",
    "extend",
    "forget_unsaved",
    "give_receipt",
    "held",
    "keep_time",
    "mark_escalation_seen",
    "mark_read",
    "merge",
    "move",
    "note_change",
    "open_case",
    "put_in_queue",
    "replace",
    "resume",
    "save_receipt",
    "set_private",
    "show_attachment",
    "tell_holders",
    "toll",
    "unmerge",
    "write_from_resident",
    "write_note",
    "write_to_resident",
]
