"""Whether words name a member of staff."""

import re

from commonbeat.domain.conduct.rules.scrubbing_words import TITLES
from commonbeat.domain.conduct.rules.words import fold


def is_named(name: str, words: str) -> bool:
    """Tell whether words hold a person's whole name, or a title and a family name, in any case and accent.

    A family name alone is no name here: "stone" and "park" are words as well.
    """
    first, *families = re.findall(r"\w+", fold(name)) or [""]
    if not families:
        return False
    whole = rf"{first} (?:\w\.? )?{' '.join(families)}"
    family = "|".join(families)
    titled = rf"(?:{TITLES})\.? (?:\w+ (?:and|y|&) )?(?:{first} |\w\.? )?(?:{family})"
    return re.search(rf"\b(?:{whole}|{titled})\b", fold(words)) is not None
