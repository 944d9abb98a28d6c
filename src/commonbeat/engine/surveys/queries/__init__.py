"""Reads about surveys: which is in use, where a conversation stands, and the figures."""

from commonbeat.engine.surveys.queries.conversations import (
    approved_languages,
    current_version,
    language_for,
    last_rating,
    opening_of,
    question_key,
    question_sent_at,
    standing_of,
)
from commonbeat.engine.surveys.queries.counting import bounds
from commonbeat.engine.surveys.queries.figures import (
    figures,
    for_staff,
    published,
    response_rates,
    side_by_side,
    tables,
    tallies,
    total,
    totals,
)
from commonbeat.engine.surveys.queries.pages import (
    invitation_for,
    noon_of,
    questions_as_sent,
    response_to,
    version_of,
    versions_of,
)

__all__ = [
    "approved_languages",
    "bounds",
    "current_version",
    "figures",
    "for_staff",
    "invitation_for",
    "language_for",
    "last_rating",
    "noon_of",
    "opening_of",
    "published",
    "question_key",
    "question_sent_at",
    "questions_as_sent",
    "response_rates",
    "response_to",
    "side_by_side",
    "standing_of",
    "tables",
    "tallies",
    "total",
    "totals",
    "version_of",
    "versions_of",
]
