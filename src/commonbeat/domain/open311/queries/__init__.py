"""Reads for the protocol: what is offered, what was asked for, whose key it is, how partners fare."""

from commonbeat.domain.open311.queries.hand_offs import Health, health_of, unsettled, unsettled_for
from commonbeat.domain.open311.queries.keys import keys_of, terms_of
from commonbeat.domain.open311.queries.requests import (
    Asked,
    Row,
    requests_asked,
    shown,
    submission_by_token,
)
from commonbeat.domain.open311.queries.services import (
    definition_of,
    jurisdiction_named,
    offered,
    service_of,
    services_of,
    site_of,
)
from commonbeat.domain.open311.queries.updates import updates_asked

__all__ = [
    "Asked",
    "Health",
    "Row",
    "definition_of",
    "health_of",
    "jurisdiction_named",
    "keys_of",
    "offered",
    "requests_asked",
    "service_of",
    "services_of",
    "shown",
    "site_of",
    "submission_by_token",
    "terms_of",
    "unsettled",
    "unsettled_for",
    "updates_asked",
]
