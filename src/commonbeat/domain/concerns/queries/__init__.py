"""Reads of concerns: what everyone may know, where a report goes, what is likely the same."""

from commonbeat.domain.concerns.queries.desk import hand_offs_of, photos_to_look_at, revisions_of, sketch_of
from commonbeat.domain.concerns.queries.faces import (
    alike,
    answers_shown,
    category_name,
    face,
    guard,
    public_photos,
    public_words,
    text_in,
)
from commonbeat.domain.concerns.queries.likeness import duplicates_of, likely_same
from commonbeat.domain.concerns.queries.persons import is_about_a_person, staff_named
from commonbeat.domain.concerns.queries.places import (
    area_of_point,
    is_outside,
    middle_of,
    place_named,
    places_like,
)
from commonbeat.domain.concerns.queries.public import public_concerns, public_position
from commonbeat.domain.concerns.queries.routing import fitting_rule, queue_for, routing_rules

__all__ = [
    "alike",
    "answers_shown",
    "area_of_point",
    "category_name",
    "duplicates_of",
    "face",
    "fitting_rule",
    "guard",
    "hand_offs_of",
    "is_about_a_person",
    "is_outside",
    "likely_same",
    "middle_of",
    "photos_to_look_at",
    "place_named",
    "places_like",
    "public_concerns",
    "public_photos",
    "public_position",
    "public_words",
    "queue_for",
    "revisions_of",
    "routing_rules",
    "sketch_of",
    "staff_named",
    "text_in",
]
