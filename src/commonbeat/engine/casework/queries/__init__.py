"""Reads of cases: timelines, stages, clocks, receipts, and who hears of what is late."""

from commonbeat.engine.casework.queries.desk import (
    moves_for_resident,
    moves_for_staff,
    stages_of,
    timeline_of,
)
from commonbeat.engine.casework.queries.lines import Line, lines_of
from commonbeat.engine.casework.queries.pages import (
    CasePage,
    address_of,
    case_page,
    face_of,
    people_for,
    queues_of,
    readers_of,
    reference_of,
)
from commonbeat.engine.casework.queries.receipts import (
    install_salt,
    receipt_by_words,
    unsaved_words,
    wordlist,
)
from commonbeat.engine.casework.queries.time import calendar_of, ladder_of, tolled_until

__all__ = [
    "CasePage",
    "Line",
    "address_of",
    "calendar_of",
    "case_page",
    "face_of",
    "install_salt",
    "ladder_of",
    "lines_of",
    "moves_for_resident",
    "moves_for_staff",
    "people_for",
    "queues_of",
    "readers_of",
    "receipt_by_words",
    "reference_of",
    "stages_of",
    "timeline_of",
    "tolled_until",
    "unsaved_words",
    "wordlist",
]
