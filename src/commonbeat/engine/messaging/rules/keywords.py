"""What a person wants who writes back: to stop, to start again, help, or to be read by someone.

Words are compared bare: lower case, no accents, no punctuation. A keyword counts only when the text holds
nothing else but courtesies, so that "STOP 12345" or "he told me to stop the car" goes to a person. A wish
in a person's own words counts when a clause is addressed to us and says nothing else.
"""

import re
from enum import StrEnum

from commonbeat.engine.messaging.rules import phrases
from commonbeat.engine.messaging.rules.emergencies import is_emergency
from commonbeat.engine.messaging.rules.normalise import bare_words


class Reply(StrEnum):
    STOP = "stop"
    STOP_SURVEYS = "stop_surveys"
    STOP_UPDATES = "stop_updates"
    START = "start"
    HELP = "help"
    EMERGENCY = "emergency"
    OTHER = "other"


STOPS = frozenset({Reply.STOP, Reply.STOP_SURVEYS, Reply.STOP_UPDATES})
SENTENCE_ENDS = re.compile(r"[.!?;\n…]+")
CLAUSE_ENDS = re.compile(r",+|\s[-\u2013\u2014]+\s")
DRAWN_OUT = re.compile(r"(.)\1{2,}")
SHORT = 6
# Beyond these a text is a story: characters read, and words of one clause.
LONGEST = 1600
LONGEST_CLAUSE = 30
# A clause of fewer words says too little by itself: "it was noise, no más".
SHORTEST_CLAUSE = 3


def classify(text: str) -> Reply:
    """Return what the text asks for. An exact STOP comes before all else, then danger, then wishes."""
    words = _spoken(text)
    if _keyword(words) in phrases.STOP_KEYWORDS:
        return Reply.STOP
    if is_emergency(text):
        return Reply.EMERGENCY
    wish = _wish(text)
    if wish is not Reply.OTHER:
        return wish
    return _command(_keyword(words), " ".join(words))


def sounds_like_stop(text: str) -> bool:
    """Return whether a short text, no clear wish, holds a word of stopping: a person must read it."""
    words = _spoken(text)
    return len(words) <= SHORT and any(word in phrases.STOP_KEYWORDS for word in words)


def _command(keyword: str, whole: str) -> Reply:
    if keyword in phrases.START_KEYWORDS or phrases.START_WISH.fullmatch(whole):
        return Reply.START
    if keyword in phrases.HELP_KEYWORDS or phrases.WHO_ASKS.fullmatch(whole):
        return Reply.HELP
    return Reply.OTHER


def _spoken(text: str) -> list[str]:
    """Return the bare words as the patterns spell them: drawn-out letters and repeated words once."""
    words = [DRAWN_OUT.sub(r"\1", word) for word in bare_words(text)]
    if len(words) > 2 and all(len(word) == 1 and word.isalpha() for word in words):
        words = ["".join(words)]
    joined = " ".join(phrases.SPELLINGS.get(word, word) for word in words)
    for apart, together in phrases.CONTRACTIONS.items():
        joined = joined.replace(apart, together)
    spelt = joined.split()
    return [word for i, word in enumerate(spelt) if i == 0 or word != spelt[i - 1]]


def _keyword(words: list[str]) -> str:
    """Return the text without the courtesies around it."""
    kept = list(words)
    while len(kept) > 1 and kept[0] in phrases.COURTESIES:
        kept.pop(0)
    while len(kept) > 1 and kept[-1] in phrases.COURTESIES:
        kept.pop()
    return " ".join(kept)


def _wish(text: str) -> Reply:
    """Return the widest clear wish to stop in the text."""
    sentences = SENTENCE_ENDS.split(text[:LONGEST])
    wishes = [wish for sentence in sentences for wish in _wishes_in(sentence)]
    return Reply.STOP if Reply.STOP in wishes else next(iter(wishes), Reply.OTHER)


def _wishes_in(sentence: str) -> list[Reply]:
    """Look at the sentence whole, then at each clause with the words before and after it."""
    clauses = [" ".join(_spoken(clause)) for clause in CLAUSE_ENDS.split(sentence)]
    whole = " ".join(_spoken(sentence))
    parts = [("", whole, "")] + [
        (" ".join(clauses[:i]), clause, " ".join(clauses[i + 1 :])) for i, clause in enumerate(clauses)
    ]
    return [_scope(wish) for before, said, after in parts if (wish := _wish_of(before, said, after))]


def _wish_of(before: str, said: str, after: str) -> str:
    """Return the words of a wish, or "" where they are another person's words or none."""
    words = said.split()
    if len(words) > LONGEST_CLAUSE or phrases.SAID_BY_OTHERS.search(after):
        return ""
    if (before or after) and len(words) < SHORTEST_CLAUSE and not phrases.UNMISTAKABLE.intersection(words):
        return ""
    if phrases.WISH.fullmatch(said):
        story = phrases.ABOUT_OTHERS if len(words) < SHORTEST_CLAUSE else phrases.REPORTED
        return "" if story.search(before) else said
    ending = phrases.ENDING.search(said)
    if ending is None or phrases.ABOUT_OTHERS.search(f"{before} {said[: ending.start()]}"):
        return ""
    return ending.group()


def _scope(said: str) -> Reply:
    if phrases.NAMES_EVERYTHING.search(said):
        return Reply.STOP
    if phrases.NAMES_SURVEYS.search(said):
        return Reply.STOP_SURVEYS
    return Reply.STOP_UPDATES if phrases.NAMES_UPDATES.search(said) else Reply.STOP
