"""Words of permits: capabilities, limits, and the case type as data."""

from commonbeat.domain.permits.choices.case_type import PERMIT, UNDECIDED
from commonbeat.domain.permits.choices.words import (
    ANSWERING,
    APPEAL_DAYS,
    APPLYING,
    DRAFT_DAYS,
    OWN_WORDS_LENGTH,
    SENT_FOR,
    SETTINGS,
    WORDS_DAYS,
    Capability,
    Deed,
    Fact,
    FieldType,
    Money,
    Result,
    Standing,
    Verdict,
    WhenLate,
)

__all__ = [
    "ANSWERING",
    "APPEAL_DAYS",
    "APPLYING",
    "DRAFT_DAYS",
    "OWN_WORDS_LENGTH",
    "PERMIT",
    "SENT_FOR",
    "SETTINGS",
    "UNDECIDED",
    "WORDS_DAYS",
    "Capability",
    "Deed",
    "Fact",
    "FieldType",
    "Money",
    "Result",
    "Standing",
    "Verdict",
    "WhenLate",
]
