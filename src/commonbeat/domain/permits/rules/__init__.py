"""Pure decisions about permits: what a kind is, what is owed, what is missing, what may be decided."""

from commonbeat.domain.permits.rules.answers import answers_faults, span_of
from commonbeat.domain.permits.rules.decisions import (
    decision_fault,
    is_exempt_from_notice,
    is_too_late,
    may_hear,
    objection_fault,
    ruling_fault,
)
from commonbeat.domain.permits.rules.fees import Row, balance, looks_like_card, owed
from commonbeat.domain.permits.rules.kinds import Field, Kind, faults_of_kind, kind_from
from commonbeat.domain.permits.rules.times import good_until

__all__ = [
    "Field",
    "Kind",
    "Row",
    "answers_faults",
    "balance",
    "decision_fault",
    "faults_of_kind",
    "good_until",
    "is_exempt_from_notice",
    "is_too_late",
    "kind_from",
    "looks_like_card",
    "may_hear",
    "objection_fault",
    "owed",
    "ruling_fault",
    "span_of",
]
