"""Plain characters for typographic ones, so that a text is not sent at twice the price for a curly quote."""

import unicodedata

# Only signs that a word processor puts in by itself. Letters are never touched: a name keeps its accents.
PLAIN = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
    "\u2026": "...", "\u2022": "-", "\u00b7": "-",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\t": " ",
    "\u200b": "", "\ufeff": "", "\u00ad": "",
}  # fmt: skip
_TABLE = str.maketrans(PLAIN)


def smart(text: str) -> str:
    """Return the text with typographic quotes, dashes and spaces made plain, and its letters in one piece."""
    return unicodedata.normalize("NFC", text).translate(_TABLE)


def bare_words(text: str) -> list[str]:
    """Return the words for comparing: lower case, no accents, no apostrophes; all else parts words."""
    compatible = unicodedata.normalize("NFKC", text.translate(_TABLE)).casefold().replace("'", "")
    plain = "".join(c for c in unicodedata.normalize("NFD", compatible) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in plain).split()
