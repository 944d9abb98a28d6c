"""What a person who was treated badly asks for, read from their short answer."""

import re
from enum import StrEnum

from commonbeat.domain.conduct.rules.words import fold


class Answer(StrEnum):
    NOTHING = "nothing"
    CALL = "call"
    COMPLAINT = "complaint"
    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


_CHOICES = {
    Answer.NOTHING: r"1|one|uno|nothing|nada|nothing more|nada mas|no thanks|no thank you|no gracias",
    Answer.CALL: r"2|two|dos|(?:a |una )?call(?: me)?|call me please|please call(?: me)?|llamada|llamen?me|"
    r"(?:una )?llamada|que me llamen",
    Answer.COMPLAINT: r"3|three|tres|(?:a |make a |una |file a )?complaint|(?:una )?queja|complain|quejarme",
}
_CONFIRMATIONS = {
    Answer.YES: r"y|yes|yes please|yep|yeah|si|si por favor|s|claro|claro que si",
    Answer.NO: r"n|no|nope|no thanks|no thank you|no gracias|cancel|better not|mejor no",
}


def answer_of(text: str, *, is_confirming: bool) -> Answer:
    """Return what the text asks for.

    While a yes is awaited only a plain yes counts as one: a complaint is never filed on a guess.
    """
    bare = re.sub(r"[^\w ]|_", "", fold(text)).strip()
    table = {**_CONFIRMATIONS, **_CHOICES} if is_confirming else _CHOICES
    for answer, pattern in table.items():
        if re.fullmatch(pattern, bare):
            # "3" a second time says which, not yes.
            return Answer.UNCLEAR if is_confirming and answer is Answer.COMPLAINT else answer
    return Answer.UNCLEAR


# From a wish, by an answer, to a wish. What is not here changes nothing; "complaint" has one door.
_MOVES = {
    ("asked", Answer.NOTHING): "nothing",
    ("asked", Answer.CALL): "call",
    ("asked", Answer.COMPLAINT): "confirming",
    ("confirming", Answer.NOTHING): "nothing",
    ("confirming", Answer.CALL): "call",
    ("confirming", Answer.NO): "asked",
    ("confirming", Answer.YES): "complaint",
}


def next_wish(wish: str, text: str) -> str | None:
    """Return what the person wishes after this text, or None when it says nothing about it."""
    return _MOVES.get((wish, answer_of(text, is_confirming=wish == "confirming")))
