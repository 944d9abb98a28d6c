"""Every write of permits: atomic, the application's case locked, a line on its timeline and in the book."""

from commonbeat.domain.permits.actions.appeals import appeal, decide_appeal
from commonbeat.domain.permits.actions.applying import Submitted, answer_missing, submit
from commonbeat.domain.permits.actions.checking import ask_for_more, find_complete, set_item, start_review
from commonbeat.domain.permits.actions.deciding import decide, issue, revoke
from commonbeat.domain.permits.actions.drafts import (
    begin_draft,
    begin_renewal,
    forget_drafts,
    keep_file,
    pass_over,
    save_answer,
    save_own_words,
    send_draft,
)
from commonbeat.domain.permits.actions.inspections import plan_inspection, record_inspection
from commonbeat.domain.permits.actions.kinds import (
    add_part,
    adopt_kind,
    adopt_suggested,
    change_kind,
    drop_part,
)
from commonbeat.domain.permits.actions.money import note_refund, take_payment, waive_fee
from commonbeat.domain.permits.actions.old_words import PERMIT_WORDS
from commonbeat.domain.permits.actions.reviewing import agree, object_to
from commonbeat.domain.permits.actions.time import keep_permits

__all__ = [
    "PERMIT_WORDS",
    "Submitted",
    "add_part",
    "adopt_kind",
    "adopt_suggested",
    "agree",
    "answer_missing",
    "appeal",
    "ask_for_more",
    "begin_draft",
    "begin_renewal",
    "change_kind",
    "decide",
    "decide_appeal",
    "drop_part",
    "find_complete",
    "forget_drafts",
    "issue",
    "keep_file",
    "keep_permits",
    "note_refund",
    "object_to",
    "pass_over",
    "plan_inspection",
    "record_inspection",
    "revoke",
    "save_answer",
    "save_own_words",
    "send_draft",
    "set_item",
    "start_review",
    "submit",
    "take_payment",
    "waive_fee",
]
