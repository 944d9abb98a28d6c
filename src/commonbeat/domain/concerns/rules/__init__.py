"""Pure decisions about concerns: danger now, names, routing, distances, answers."""

from commonbeat.domain.concerns.rules.answers import faults_in, public_ones, taken
from commonbeat.domain.concerns.rules.emergencies import in_progress, is_surely_in_progress
from commonbeat.domain.concerns.rules.names import names_known, names_person
from commonbeat.domain.concerns.rules.places import (
    degrees_around,
    is_position,
    metres_between,
    nearest_first,
    rounded,
    searchable,
)
from commonbeat.domain.concerns.rules.routing import Route, first_fit

__all__ = [
    "Route",
    "degrees_around",
    "faults_in",
    "first_fit",
    "in_progress",
    "is_position",
    "is_surely_in_progress",
    "metres_between",
    "names_known",
    "names_person",
    "nearest_first",
    "public_ones",
    "rounded",
    "searchable",
    "taken",
]
