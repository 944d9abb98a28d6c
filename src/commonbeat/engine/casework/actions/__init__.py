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
from commonbeat.engine.casework.actions.clocks import (
    extend,
    keep_time,
    mark_escalation_seen,
    resume,
    set_length,
    toll,
)
from commonbeat.engine.casework.actions.filing import attach, replace, show_attachment
from commonbeat.engine.casework.actions.history import record_past_case
from commonbeat.engine.casework.actions.holders import add_photos, move_by_holder
from commonbeat.engine.casework.actions.joining import merge, unmerge
from commonbeat.engine.casework.actions.letters import (
    mark_read,
    tell_holders,
    write_from_resident,
    write_note,
    write_to_resident,
)
from commonbeat.engine.casework.actions.notices import mail_escalations
from commonbeat.engine.casework.actions.old_files import CASE_FILES, forget_contacts
from commonbeat.engine.casework.actions.old_words import CASE_WORDS
from commonbeat.engine.casework.actions.queues import add_queue, change_queue, end_queue
from commonbeat.engine.casework.actions.receipts import (
    end_notices,
    end_receipt,
    forget_unsaved,
    give_receipt,
    leave_contact,
    save_receipt,
)
from commonbeat.engine.casework.actions.replies import end_reply, save_reply
from commonbeat.engine.casework.actions.several import Done, give_on
from commonbeat.engine.casework.actions.timeline import add_entry, held, held_alone
from commonbeat.engine.casework.actions.uploads import add_files, move_with_evidence

__all__ = [
    "CASE_FILES",
    "CASE_WORDS",
    "Done",
    "add_entry",
    "add_files",
    "add_photos",
    "add_queue",
    "assign",
    "attach",
    "bar",
    "change_queue",
    "end_notices",
    "end_queue",
    "end_receipt",
    "end_reply",
    "extend",
    "forget_contacts",
    "forget_unsaved",
    "give_on",
    "give_receipt",
    "held",
    "held_alone",
    "keep_time",
    "leave_contact",
    "mail_escalations",
    "mark_escalation_seen",
    "mark_read",
    "merge",
    "move",
    "move_by_holder",
    "move_with_evidence",
    "note_change",
    "open_case",
    "put_in_queue",
    "record_past_case",
    "replace",
    "resume",
    "save_receipt",
    "save_reply",
    "set_length",
    "set_private",
    "show_attachment",
    "tell_holders",
    "toll",
    "unmerge",
    "write_from_resident",
    "write_note",
    "write_to_resident",
]
