"""One way to write an address, so that the same place is found again."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^A-Z0-9]+")
_SHORT = {
    "AVENUE": "AVE",
    "AV": "AVE",
    "BLOCK": "BLK",
    "BOULEVARD": "BLVD",
    "CIRCLE": "CIR",
    "COURT": "CT",
    "DRIVE": "DR",
    "HIGHWAY": "HWY",
    "LANE": "LN",
    "PARKWAY": "PKWY",
    "PLACE": "PL",
    "ROAD": "RD",
    "SQUARE": "SQ",
    "STREET": "ST",
    "TERRACE": "TER",
    "NORTH": "N",
    "SOUTH": "S",
    "EAST": "E",
    "WEST": "W",
    "APARTMENT": "APT",
    "UNIT": "APT",
    "SUITE": "STE",
}
_FILLER = frozenset({"OF", "THE"})


def normal_address(text: str) -> str:
    """Return the address in capitals with short words: "100 Main Street, Apt. 2" is "100 MAIN ST APT 2"."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    words = _NOT_WORD.sub(" ", letters).split()
    return " ".join(_SHORT.get(word, word) for word in words if word not in _FILLER)
