"""Words of concerns: capabilities, limits, and the case types as data."""

from commonbeat.domain.concerns.choices.case_types import CONCERN, PROBLEM
from commonbeat.domain.concerns.choices.words import (
    ASK_AFTER_DAYS,
    DESCRIPTION_LENGTH,
    DUPLICATE_DAYS,
    DUPLICATE_METRES,
    PUBLIC_DECIMALS,
    PUBLISH_WORDS,
    REOPEN_DAYS,
    SETTINGS,
    WORDS_DAYS,
    Capability,
    ComparedWith,
    HandOffState,
    LeftContact,
    PlaceKind,
    Source,
)

__all__ = [
    "ASK_AFTER_DAYS",
    "CONCERN",
    "DESCRIPTION_LENGTH",
    "DUPLICATE_DAYS",
    "DUPLICATE_METRES",
    "PROBLEM",
    "PUBLIC_DECIMALS",
    "PUBLISH_WORDS",
    "REOPEN_DAYS",
    "SETTINGS",
    "WORDS_DAYS",
    "Capability",
    "ComparedWith",
    "HandOffState",
    "LeftContact",
    "PlaceKind",
    "Source",
]
