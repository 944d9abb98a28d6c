"""Whether a text says that someone is in danger now, in English or Spanish.

A miss can cost a life, and a false alarm costs an answer that says "call 911". So a phrase of danger counts
unless its own sentence tells of the past, of a film or of no danger. Words of suicide count in any tense.
"""

import re

from commonbeat.engine.messaging.rules import dangers
from commonbeat.engine.messaging.rules.normalise import bare_words

SENTENCE_ENDS = re.compile(r"[.!?;\n…]+")
LONGEST = 1600


def is_emergency(text: str) -> bool:
    """Return whether any sentence speaks of danger now."""
    return any(_is_danger(" ".join(bare_words(part))) for part in SENTENCE_ENDS.split(text[:LONGEST]))


def _is_danger(sentence: str) -> bool:
    if dangers.SUICIDE.search(sentence):
        return True
    found = dangers.ENGLISH.search(sentence) or dangers.SPANISH.search(sentence)
    if not found:
        return False
    around = f"{sentence[: found.start()]} {sentence[found.end() :]}"
    return not dangers.OVER.search(around) or bool(dangers.STILL.search(around))
