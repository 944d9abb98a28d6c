"""Reads of permits: kinds, money, words, pages, and what casework asks by name."""

from commonbeat.domain.permits.mappings import suggested
from commonbeat.domain.permits.queries.cases import before_decision, before_issue, face, reason_why_not
from commonbeat.domain.permits.queries.kinds import (
    fees_in_words,
    ground_names,
    kinds_in_force,
    told_of,
    versions_of,
)
from commonbeat.domain.permits.queries.money import can_be_refunded, dollars, due, owing
from commonbeat.domain.permits.queries.pages import (
    appeal_until,
    files_of,
    in_writing,
    is_asked_too_late,
    next_question,
    own_page,
    own_words_behind,
    permit_page,
    price_of,
    register,
)
from commonbeat.domain.permits.queries.texts import answer_in_words, answers_in_words, said, zone_of
from commonbeat.domain.permits.rules import span_of

__all__ = [
    "answer_in_words",
    "answers_in_words",
    "appeal_until",
    "before_decision",
    "before_issue",
    "can_be_refunded",
    "dollars",
    "due",
    "face",
    "fees_in_words",
    "files_of",
    "ground_names",
    "in_writing",
    "is_asked_too_late",
    "kinds_in_force",
    "next_question",
    "owing",
    "own_page",
    "own_words_behind",
    "permit_page",
    "price_of",
    "reason_why_not",
    "register",
    "said",
    "span_of",
    "suggested",
    "told_of",
    "versions_of",
    "zone_of",
]
