"""Places as everyone may read them."""

import re

HOUSE_NUMBER = re.compile(r"\b(\d{1,6})([A-Za-z]?)(?=\s+[^\W\d])")
UNIT = re.compile(r"[,\s]*(?:\b(?:apt|apartment|unit|suite|ste|no)\b\.?|#)\s*[\w-]+", re.IGNORECASE)


def block_of(place: str) -> str:
    """Return a typed place without the house and the flat: "1247 Elm St, Apt 3" is "1200 block of Elm St"."""
    plain = UNIT.sub("", place)
    return HOUSE_NUMBER.sub(_hundred, plain, count=1).strip()


def _hundred(found: re.Match[str]) -> str:
    number = int(found[1])
    return f"{number // 100 * 100} block of" if number >= 100 else "Unit block of"
