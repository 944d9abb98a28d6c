"""Every write of the surveys, by noun."""

from commonbeat.engine.surveys.actions.answers import MOST_CHARACTERS, Given, answer, complete, save_answers
from commonbeat.engine.surveys.actions.conversation import hear
from commonbeat.engine.surveys.actions.figures import publish_figures
from commonbeat.engine.surveys.actions.instruments import (
    adopt,
    approve_wording,
    draft,
    publish,
    shipped_instrument,
)
from commonbeat.engine.surveys.actions.invitations import (
    expire,
    invite,
    mark_unreached,
    stop_invitations,
    unlink_contacts,
)
from commonbeat.engine.surveys.actions.sheets import enter, open_response, walk_in
from commonbeat.engine.surveys.actions.words import COMMENT_WORDS

__all__ = [
    "COMMENT_WORDS",
    "MOST_CHARACTERS",
    "Given",
    "adopt",
    "answer",
    "approve_wording",
    "complete",
    "draft",
    "enter",
    "expire",
    "hear",
    "invite",
    "mark_unreached",
    "open_response",
    "publish",
    "publish_figures",
    "save_answers",
    "shipped_instrument",
    "stop_invitations",
    "unlink_contacts",
    "walk_in",
]
