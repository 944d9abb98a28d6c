"""Reads of concerns: what everyone may know, where a report goes, what is likely the same."""

from commonbeat.domain.concerns.queries.likeness import duplicates_of, likely_same
from commonbeat.domain.concerns.queries.persons import is_about_a_person
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
    "area_of_point",
    "duplicates_of",
    "fitting_rule",
    "is_about_a_person",
    "is_outside",
    "likely_same",
    "middle_of",
    "place_named",
    "places_like",
    "public_concerns",
    "public_position",
    "queue_for",
    "routing_rules",
]
