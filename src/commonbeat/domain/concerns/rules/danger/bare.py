"""How words are laid bare before they are compared, and how ways of saying become one pattern."""

import re
import unicodedata
from collections.abc import Iterable

_ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ـ": None})  # noqa: RUF001


def any_of(*ways: str) -> re.Pattern[str]:
    """Return a pattern for any of these ways of saying it, as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")


def one_of(listed: str) -> str:
    """Return a group of the words of a list."""
    return f"(?:{'|'.join(words.replace('_', ' ') for words in listed.split())})"


def with_endings(stems: str, *endings: str) -> str:
    """Return a group of each stem of a list with one of the endings."""
    return rf"{one_of(stems)}{one_of(' '.join(endings))}"


def bare(words: str) -> str:
    """Return the words alone, in small letters, without accents, signs or apostrophes."""
    straight = words.translate(_ARABIC_LETTERS).casefold().replace("\u2019", "'").replace("'", "")
    plain = unicodedata.normalize("NFD", straight)
    letters = (letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())


def joined(parts: Iterable[str]) -> tuple[str, list[int]]:
    """Return bare parts as one text, and where in it each part begins."""
    starts, text = [], ""
    for part in filter(None, map(bare, parts)):
        text += " " if text else ""
        starts.append(len(text))
        text += part
    return text, starts
