"""Pure comparisons for "is this text from us?"."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

LIKE = 0.82  # of the words in order: an edit or two, a name filled in
LINK = re.compile(
    r"(https?://|www\.|\b[\w-]+\.(com|net|org|info|us|co|ly|me|link|site|top|xyz)\b)", re.IGNORECASE
)
PLACEHOLDER = re.compile(r"\{\w+\}")
FEWEST_WORDS = 3


@dataclass(frozen=True)
class Likeness:
    """How a pasted text compares with what an agency sends: the closest wording and whether it has a link."""

    closest: str
    ratio: float
    has_link: bool

    @property
    def is_like_ours(self) -> bool:
        return self.ratio >= LIKE


def words_of(text: str) -> list[str]:
    """Return the words of a text without accents, case and punctuation, as a thumb may have typed them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))


def compare(pasted: str, wordings: Iterable[str]) -> Likeness:
    """Return the likeness of a pasted text to the closest of the wordings; links are judged apart."""
    found = words_of(LINK.sub(" ", pasted))
    closest, best = "", 0.0
    for wording in wordings if len(found) >= FEWEST_WORDS else ():
        ratio = SequenceMatcher(None, found, words_of(PLACEHOLDER.sub(" ", wording)), autojunk=False).ratio()
        if ratio > best:
            closest, best = wording, ratio
    return Likeness(closest, best, LINK.search(pasted) is not None)


def same_number(pasted: str, ours: str) -> bool:
    """Tell whether a pasted number is one of ours, however it is written."""
    digits, known = re.sub(r"\D", "", pasted), re.sub(r"\D", "", ours)
    return len(digits) >= len("5555550199") and known.endswith(digits[-10:])


def is_number(pasted: str) -> bool:
    """Tell whether what was pasted is a telephone number and not words."""
    return bool(re.fullmatch(r"[\s()+.\-\d]{5,25}", pasted.strip()))
