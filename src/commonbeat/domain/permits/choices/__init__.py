"""Words of permits: capabilities, limits, and the case type as data."""

from commonbeat.domain.permits.choices.case_type import PERMIT
from commonbeat.domain.permits.choices.words import (
    ANSWERING,
    APPEAL_DAYS,
    APPLYING,
    DRAFT_DAYS,
    OPENING,
    OWN_WORDS_LENGTH,
    PASS_SECONDS,
    SETTINGS,
    Capability,
    Deed,
    Fact,
    Money,
    Result,
    Standing,
    Verdict,
)

__all__ = [
    "ANSWERING",
    "APPEAL_DAYS",
    "APPLYING",
    "DRAFT_DAYS",
    "OPENING",
    "OWN_WORDS_LENGTH",
    "PASS_SECONDS",
    "PERMIT",
    "SETTINGS",
    "Capability",
    "Deed",
    "Fact",
    "Money",
    "Result",
    "Standing",
    "Verdict",
]
