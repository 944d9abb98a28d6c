"""Every write of the conduct app, by noun."""

from commonbeat.domain.conduct.actions.answers import take_up
from commonbeat.domain.conduct.actions.call_backs import (
    assign,
    close,
    hand_over,
    mark_reached,
    note_number_shown,
    open_if_needed,
)
from commonbeat.domain.conduct.actions.commendations import award
from commonbeat.domain.conduct.actions.offers import cut_loose, hear, offer, offer_waiting
from commonbeat.domain.conduct.actions.original_words import THANKS_WORDS
from commonbeat.domain.conduct.actions.replies import approve_reply, decline_reply, draft_reply
from commonbeat.domain.conduct.actions.thanks import (
    deliver_overdue,
    look_at,
    mark_seen,
    match,
    receive_answers,
    receive_web,
    set_aside,
    tell,
)

__all__ = [
    "THANKS_WORDS",
    "approve_reply",
    "assign",
    "award",
    "close",
    "cut_loose",
    "decline_reply",
    "deliver_overdue",
    "draft_reply",
    "hand_over",
    "hear",
    "look_at",
    "mark_reached",
    "mark_seen",
    "match",
    "note_number_shown",
    "offer",
    "offer_waiting",
    "open_if_needed",
    "receive_answers",
    "receive_web",
    "set_aside",
    "take_up",
    "tell",
]
