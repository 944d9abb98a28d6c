"""Reads of cases: timelines, stages, clocks, receipts, and who hears of what is late."""

from commonbeat.engine.casework.queries.desk import (
    moves_for_resident,
    moves_for_staff,
    stages_of,
    timeline_of,
)
from commonbeat.engine.casework.queries.receipts import (
    install_salt,
    receipt_by_words,
    unsaved_words,
    wordlist,
)
from commonbeat.engine.casework.queries.time import calendar_of, ladder_of, tolled_until

__all__ = [
    "calendar_of",
    "install_salt",
    "ladder_of",
    "moves_for_resident",
    "moves_for_staff",
    "receipt_by_words",
    "stages_of",
    "timeline_of",
    "tolled_until",
    "unsaved_words",
    "wordlist",
]
