"""Reads about calls: what a decision rests on, what was decided, and what a change would have done."""

from commonbeat.domain.calls.queries.deciding import (
    Means,
    allowed_types,
    is_protected_person,
    marks_on,
    means_of,
    place_lookup,
    policy_of,
    protected,
    staff_numbered,
    waiting_calls,
    zone_of,
)
from commonbeat.domain.calls.queries.effects import (
    Effect,
    TypeSeen,
    effect_of_rule,
    effect_of_types,
    is_never_texted,
    types_seen,
)
from commonbeat.domain.calls.queries.ground import Ground, ground_of
from commonbeat.domain.calls.queries.weeks import (
    DayCount,
    ShownDecision,
    Week,
    count_week,
    filtered,
    reason_words,
    shown,
    week_of,
)
from commonbeat.domain.calls.rules.decisions import SAFETY, words_for

__all__ = [
    "SAFETY",
    "DayCount",
    "Effect",
    "Ground",
    "Means",
    "ShownDecision",
    "TypeSeen",
    "Week",
    "allowed_types",
    "count_week",
    "effect_of_rule",
    "effect_of_types",
    "filtered",
    "ground_of",
    "is_never_texted",
    "is_protected_person",
    "marks_on",
    "means_of",
    "place_lookup",
    "policy_of",
    "protected",
    "reason_words",
    "shown",
    "staff_numbered",
    "types_seen",
    "waiting_calls",
    "week_of",
    "words_for",
    "zone_of",
]
