"""Reads for the dashboards: work that waits, an officer's page, the command's figures, and settings."""

from commonbeat.insight.dashboards.queries.command import (
    Breakdown,
    breakdowns,
    by_month,
    channels,
    figures_file,
    four_sentences,
)
from commonbeat.insight.dashboards.queries.officers import OfficersFigures, figures_about, people_led_by
from commonbeat.insight.dashboards.queries.preferences import (
    Preference,
    definition_of,
    last_month,
    preference,
    preferences,
)
from commonbeat.insight.dashboards.queries.work import waiting_for

__all__ = [
    "Breakdown",
    "OfficersFigures",
    "Preference",
    "breakdowns",
    "by_month",
    "channels",
    "definition_of",
    "figures_about",
    "figures_file",
    "four_sentences",
    "last_month",
    "people_led_by",
    "preference",
    "preferences",
    "waiting_for",
]
