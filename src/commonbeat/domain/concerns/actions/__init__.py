"""Every write of concerns: atomic, with its line in the book."""

from commonbeat.domain.concerns.actions.categories import adopt_categories, shipped_categories
from commonbeat.domain.concerns.actions.endings import (
    ask_if_fixed,
    close,
    confirm,
    end_unanswered,
    follow_move,
    reopen,
)
from commonbeat.domain.concerns.actions.following import me_too
from commonbeat.domain.concerns.actions.handing_off import hand_off, hear_from_partner, take_back
from commonbeat.domain.concerns.actions.history import record_history
from commonbeat.domain.concerns.actions.moderation import cover_photo, moderate
from commonbeat.domain.concerns.actions.old_words import CONCERN_WORDS
from commonbeat.domain.concerns.actions.reports import Reported, report
from commonbeat.domain.concerns.actions.setup import (
    LineFault,
    PlacesImported,
    add_partner,
    add_rule,
    change_kind,
    end_kind,
    end_partner,
    end_rule,
    import_places,
    move_rule_up,
)
from commonbeat.domain.concerns.actions.sorting import change_category

__all__ = [
    "CONCERN_WORDS",
    "LineFault",
    "PlacesImported",
    "Reported",
    "add_partner",
    "add_rule",
    "adopt_categories",
    "ask_if_fixed",
    "change_category",
    "change_kind",
    "close",
    "confirm",
    "cover_photo",
    "end_kind",
    "end_partner",
    "end_rule",
    "end_unanswered",
    "follow_move",
    "hand_off",
    "hear_from_partner",
    "import_places",
    "me_too",
    "moderate",
    "move_rule_up",
    "record_history",
    "reopen",
    "report",
    "shipped_categories",
    "take_back",
]
