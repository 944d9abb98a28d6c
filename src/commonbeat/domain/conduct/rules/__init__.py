"""Pure decisions about words: praise or misconduct, what to remove, what a short answer asks for."""

from commonbeat.domain.conduct.rules.naming import is_named
from commonbeat.domain.conduct.rules.replies import LONGEST_REPLY, reply_faults
from commonbeat.domain.conduct.rules.scrubbing import Scrubbed, scrub
from commonbeat.domain.conduct.rules.wishes import Answer, answer_of, next_wish
from commonbeat.domain.conduct.rules.words import (
    cause_of,
    is_thanks,
    misconduct_words,
    thanks_words,
)

__all__ = [
    "LONGEST_REPLY",
    "Answer",
    "Scrubbed",
    "answer_of",
    "cause_of",
    "is_named",
    "is_thanks",
    "misconduct_words",
    "next_wish",
    "reply_faults",
    "scrub",
    "thanks_words",
]
