"""The calls nobody may be texted about, whatever an agency allows: told by the words of type and disposition.

A text that the wrong person reads can cost a life: the one who hurts may hold the phone of the one who
called. So the list is wide, and where a word is in doubt the answer is "never". No setting changes it.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from commonbeat.domain.calls.rules import victim_words


class Category(StrEnum):
    """Why a call is never texted."""

    DOMESTIC = "domestic"
    SEXUAL = "sexual"
    CHILD = "child"
    ELDER = "elder"
    TRAFFICKING = "trafficking"
    STALKING = "stalking"
    CRISIS = "crisis"
    DEATH = "death"
    JUVENILE = "juvenile"
    MISSING = "missing"
    OFFICER = "officer"
    HATE = "hate"
    VIOLENCE = "violence"
    MEDICAL = "medical"
    ARRESTEE = "arrestee"
    SEALED = "sealed"
    UNREADABLE = "unreadable"


def excluded(texts: Iterable[str]) -> Category | None:
    """Return why a call with these types and dispositions is never texted, None when no word says so.

    None is no permission: the call's type must still stand on the agency's allow-list.
    """
    places = [place for place in map(_place, texts) if place is not None]
    return _READ[min(places)][0] if places else None


def plain_words(text: str) -> str:
    """Return the text in capitals without accents or punctuation, letters and digits apart, single spaces."""
    visible = _CAMEL.sub(" ", "".join(c for c in text if unicodedata.category(c) != "Cf"))
    letters = "".join(c for c in unicodedata.normalize("NFKD", visible) if not unicodedata.combining(c))
    return " ".join(_DIGIT_EDGE.sub(" ", _NOT_WORD.sub(" ", letters.upper())).split())


@lru_cache(maxsize=20_000)
def _place(text: str) -> int | None:
    """Return the place in `_READ` of the first category whose words stand in the text."""
    read = plain_words(text)
    if not _LATIN.match(read):
        return len(_READ) - 1
    # Two spaces, so that what stood on both sides of a harmless phrase does not become a phrase itself.
    words = _HARMLESS.sub("  ", read)
    # Read a second time as if the case had no meaning: "DomesticViolence" and "DoMeStIc" are both found.
    glued = _HARMLESS.sub("  ", plain_words(text.upper()))
    found = (n for n, (_, said) in enumerate(_READ) if said.search(words) or said.search(glued))
    return next(found, None)


def _phrases(block: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(_phrase(" ".join(phrase.split())) for phrase in block.split(",") if phrase.strip())
    )


def _phrase(phrase: str) -> str:
    if phrase.startswith("="):
        return f"^{phrase[1:]}$"
    start, inside = ("", phrase[1:]) if phrase.startswith("*") else (r"\b", phrase)
    end = "" if inside.endswith("*") else r"\b"
    return (
        start + inside.replace(".", " ?").replace(" ", " ?").replace(" ??", " ?").replace("*", "[A-Z]*") + end
    )


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_DIGIT_EDGE = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")
# A text with letters that the words above are not written in cannot be read here, so it is never texted.
_LATIN = re.compile(r"[A-Z0-9 ]*\Z")
_READ: list[tuple[Category, re.Pattern[str]]] = [
    (Category.MEDICAL, _phrases(victim_words.AMBULANCE)),
    *[(category, _phrases(getattr(victim_words, category.name))) for category in list(Category)[:-1]],
    (Category.UNREADABLE, re.compile(r"[^A-Z0-9 ]")),
]
_HARMLESS = _phrases(victim_words.HARMLESS)
