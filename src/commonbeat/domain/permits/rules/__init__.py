"""Pure decisions about permits: what a kind is, what is owed, what is missing, what may be decided."""

from commonbeat.domain.permits.rules.answers import (
    DAYS_AHEAD,
    EVENT_DAYS,
    LARGEST,
    LONGEST,
    answers_faults,
    span_of,
)
from commonbeat.domain.permits.rules.decisions import (
    decision_fault,
    is_exempt_from_notice,
    is_too_late,
    may_hear,
    objection_fault,
    ruling_fault,
)
from commonbeat.domain.permits.rules.fees import Row, balance, looks_like_card, owed
from commonbeat.domain.permits.rules.kinds import (
    RESERVED,
    SPEECH_FACTS,
    SPEECH_GROUNDS,
    Field,
    Kind,
    faults_of_kind,
    kind_from,
)
from commonbeat.domain.permits.rules.locks import digest_of, key_of, locked, unlocked
from commonbeat.domain.permits.rules.times import good_until

__all__ = [
    "DAYS_AHEAD",
    "EVENT_DAYS",
    "LARGEST",
    "LONGEST",
    "RESERVED",
    "SPEECH_FACTS",
    "SPEECH_GROUNDS",
    "Field",
    "Kind",
    "Row",
    "answers_faults",
    "balance",
    "decision_fault",
    "digest_of",
    "faults_of_kind",
    "good_until",
    "is_exempt_from_notice",
    "is_too_late",
    "key_of",
    "kind_from",
    "locked",
    "looks_like_card",
    "may_hear",
    "objection_fault",
    "owed",
    "ruling_fault",
    "span_of",
    "unlocked",
]
