"""Reads about surveys: which is in use, where a conversation stands, and the figures."""

from commonbeat.engine.surveys.queries.conversations import (
    approved_languages,
    current_version,
    language_for,
    last_rating,
    opening_of,
    question_key,
    question_sent_at,
)
from commonbeat.engine.surveys.queries.figures import (
    figures,
    for_staff,
    published,
    response_rates,
    side_by_side,
    tallies,
    total,
)

__all__ = [
    "approved_languages",
    "current_version",
    "figures",
    "for_staff",
    "language_for",
    "last_rating",
    "opening_of",
    "published",
    "question_key",
    "question_sent_at",
    "response_rates",
    "side_by_side",
    "tallies",
    "total",
]
