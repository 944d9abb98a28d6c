"""Reads of cases: timelines, stages, clocks, receipts, and who hears of what is late."""

from commonbeat.engine.casework.queries.desk import (
    moves_for_resident,
    moves_for_staff,
    timeline_of,
)
from commonbeat.engine.casework.queries.following import (
    Followed,
    FollowedLine,
    FollowedStage,
    followed,
    joined_into,
    line_for,
    moves_for_holder,
    photo_for,
)
from commonbeat.engine.casework.queries.lines import Line, line_of, lines_of
from commonbeat.engine.casework.queries.lists import (
    promised_days,
    queues_with_counts,
    unseen_escalations,
    waiting_cases,
)
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
from commonbeat.engine.casework.queries.proofs import proof_of
from commonbeat.engine.casework.queries.receipts import (
    install_salt,
    receipt_by_words,
    secret_of,
    secrets_of,
    unsaved_words,
    wordlist,
)
from commonbeat.engine.casework.queries.stages import Stage, stages_of
from commonbeat.engine.casework.queries.time import calendar_of, ladder_of, late_runs, tolled_until
from commonbeat.engine.casework.queries.walls import contacts_hidden_from

__all__ = [
    "CasePage",
    "Followed",
    "FollowedLine",
    "FollowedStage",
    "Line",
    "Stage",
    "address_of",
    "calendar_of",
    "case_page",
    "contacts_hidden_from",
    "face_of",
    "followed",
    "install_salt",
    "joined_into",
    "ladder_of",
    "late_runs",
    "line_for",
    "line_of",
    "lines_of",
    "moves_for_holder",
    "moves_for_resident",
    "moves_for_staff",
    "people_for",
    "photo_for",
    "promised_days",
    "proof_of",
    "queues_of",
    "queues_with_counts",
    "readers_of",
    "receipt_by_words",
    "reference_of",
    "secret_of",
    "secrets_of",
    "stages_of",
    "timeline_of",
    "tolled_until",
    "unsaved_words",
    "unseen_escalations",
    "waiting_cases",
    "wordlist",
]
