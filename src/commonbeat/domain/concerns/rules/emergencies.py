"""Whether words speak of a crime or a danger that is happening now (English, Spanish, Arabic).

Whoever is sent to the telephone for nothing loses a press of a button; whoever is not, may lose more. So in
doubt the answer is yes.
"""

import re
import unicodedata

from commonbeat.domain.concerns.rules.emergency_words import ACUTE, NOW_SAID, OVER, URGENT_WITH_NOW

_CLAUSES = re.compile(r"[.!?;\n]+|,? (?:but|pero|لكن) ")
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ـ": None})  # noqa: RUF001


def in_progress(text: str) -> bool:
    """Tell whether the words may be about danger that is there now; the telephone is shown first then."""
    return any(_is_acute(_bare(clause)) for clause in _CLAUSES.split(text.translate(_ARABIC).casefold()))


def _is_acute(clause: str) -> bool:
    is_now = bool(NOW_SAID.search(clause))
    if is_now and (ACUTE.search(clause) or URGENT_WITH_NOW.search(clause)):
        return True
    return bool(ACUTE.search(clause)) and not OVER.search(clause)


def _bare(clause: str) -> str:
    """Return the words alone, without accents, signs or apostrophes."""
    straight = clause.replace("\u2019", "'").replace("'", "")
    split = unicodedata.normalize("NFD", straight)
    plain = "".join(letter for letter in split if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
