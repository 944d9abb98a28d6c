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
    # The second reading is blind to case: "DomesticViolence" and "DoMeStIc" are both found.
    readings = {_without_harmless(text), _without_harmless(text.upper())}
    if not all(map(_LATIN.match, readings)):
        return len(_READ) - 1
    return next((n for n, (_, words) in enumerate(_READ) if any(map(words.search, readings))), None)


def _without_harmless(text: str) -> str:
    """Return the plain words without harmless phrases; none reaches over a comma, a slash or a bracket.

    Two spaces stay, so that what stood on both sides of such a phrase does not become a phrase itself.
    """
    parts = (_HARMLESS.sub("  ", plain_words(part)) for part in _BREAK.split(text))
    return " ".join(filter(None, parts)).strip()


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
_BREAK = re.compile(r"[^\w\s.'’&$#-]+|\s[-–—]+\s")  # noqa: RUF001 (dashes and quotes as they are typed)
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
