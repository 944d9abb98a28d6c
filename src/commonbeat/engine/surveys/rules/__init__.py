"""Pure decisions of the surveys: what a reply means, what an instrument may be, what comes next."""

from commonbeat.engine.surveys.rules.flow import CORRECTION_HOURS, corrects, may_correct
from commonbeat.engine.surveys.rules.instrument import MOST_ITEMS, Fault, instrument_faults
from commonbeat.engine.surveys.rules.periods import month_ends
from commonbeat.engine.surveys.rules.replies import (
    Reading,
    declines_to_comment,
    read_language,
    read_option,
    read_rating,
)
from commonbeat.engine.surveys.rules.wording import (
    Question,
    first_text,
    next_text,
    scale_ends,
    scale_words,
    worded,
)

__all__ = [
    "CORRECTION_HOURS",
    "MOST_ITEMS",
    "Fault",
    "Question",
    "Reading",
    "corrects",
    "declines_to_comment",
    "first_text",
    "instrument_faults",
    "may_correct",
    "month_ends",
    "next_text",
    "read_language",
    "read_option",
    "read_rating",
    "scale_ends",
    "scale_words",
    "worded",
]
