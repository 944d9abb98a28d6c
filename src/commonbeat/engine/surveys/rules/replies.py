"""What a resident means by a reply: a rating in digits, words or stars, in English, Spanish or Arabic.

Anything doubtful is not a rating: the question is then asked again, which costs one text. A wrong rating
would be counted for ever.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonbeat.engine.surveys.rules import lexicon

LEAST, MOST = 1, 5


@dataclass(frozen=True)
class Reading:
    """`value` 1 to 5, or None for "does not apply"; `words` is what they wrote beside the number."""

    value: int | None
    words: str = ""
    says_correction: bool = False


# Typists and keyboards write an apostrophe and a dash in several ways.
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u02bc"))
_DASHES = "\\-\u2013\u2014"
_OUT_OF = re.compile(r"^(\d+)\s*(?:/|out of|of|de|sobre|من)\s*(\d+)\b")
# A number that is not the beginning of a decimal, a range, a time or a date.
_NUMBER = re.compile(rf"^(\d+)(?!\d|\s*[./,:{_DASHES}]\s*\d|\s*[%°$€])")
_SEPARATOR = re.compile(rf"\s*[{_DASHES}:;,.!)]")
_LEAD = re.compile(r"([^\W\d_]+)[\s,.:!]+")
_OPENING_SIGNS = ' \t\r\n"¡¿(*#:,.!'
_STAR, _EMPTY_STAR = "⭐★🌟✭✮", "☆"
# Variants of one Arabic letter that people use for each other: alef, teh marbuta, yeh, waw; hamza, tatweel.
_ARABIC_FOLD = str.maketrans(
    "\u0623\u0625\u0622\u0629\u0649\u0626\u0624",
    "\u0627\u0627\u0627\u0647\u064a\u064a\u0648",
    "\u0621\u0640",
)


def _folded(text: str) -> str:
    """Return the text in lower case, without accents or variant letters, with plain digits."""
    plain = text.translate(_ARABIC_FOLD).translate(_APOSTROPHES)
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    kept = (c for c in decomposed if unicodedata.category(c) not in ("Mn", "Me", "Cf", "Cc") or c.isspace())
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in kept).strip()


def _plain(text: str) -> str:
    """Return the folded text as words with single spaces between, all other signs gone."""
    return " ".join(re.findall(r"[^\W_]+", _folded(text)))


def read_rating(text: str) -> Reading | None:
    """Return the rating that a reply gives, or None when it is not surely one."""
    plain = _plain(text)
    if plain in lexicon.DOES_NOT_APPLY:
        return Reading(None)
    stars = _stars(text)
    if stars:
        return Reading(stars)
    rest, led_by = _without_leads(_folded(text))
    says_correction = bool(lexicon.CORRECTIONS & set(led_by))
    found = _digits_first(rest) or _words_first(rest)
    if found is None:
        return None
    value, after = found
    said = _without_tails(_plain(after))
    if said in lexicon.VALUES_OF_LABELS and abs(lexicon.VALUES_OF_LABELS[said] - value) >= 2:
        return None  # "1 very good": the scale was read upside down
    words = text.strip() if said and said not in lexicon.VALUES_OF_LABELS else ""
    return Reading(value, words, says_correction)


def _stars(text: str) -> int | None:
    signs = [c for c in text if not c.isspace() and unicodedata.category(c) not in ("Mn", "Cf")]
    full = sum(c in _STAR for c in signs)
    if not signs or any(c not in _STAR + _EMPTY_STAR for c in signs) or not LEAST <= full <= MOST:
        return None
    return full


def _without_leads(folded: str) -> tuple[str, list[str]]:
    """Return the text from its first telling word on, and the lead words before it."""
    led_by: list[str] = []
    rest = folded.lstrip(_OPENING_SIGNS)
    while match := _LEAD.match(rest):
        if match[1] not in lexicon.LEADS:
            break
        led_by.append(match[1])
        rest = rest[match.end() :].lstrip(_OPENING_SIGNS)
    return rest, led_by


def _digits_first(rest: str) -> tuple[int, str] | None:
    out_of = _OUT_OF.match(rest)
    if out_of:
        value, most, after = int(out_of[1]), int(out_of[2]), rest[out_of.end() :]
        return (value, after) if most == MOST and LEAST <= value <= MOST else None
    number = _NUMBER.match(rest)
    if number is None or len(number[1]) > 1 or not LEAST <= int(number[1]) <= MOST:
        return None
    return _unless_counted(int(number[1]), rest[number.end() :])


def _words_first(rest: str) -> tuple[int, str] | None:
    plain = _without_tails(_plain(rest))
    if plain in lexicon.VALUES_OF_LABELS:
        return lexicon.VALUES_OF_LABELS[plain], ""
    first, _, after = plain.partition(" ")
    if first not in lexicon.VALUES:
        return None
    out_of = re.fullmatch(r"(?:out of|of|de|sobre|من) (\w+)", after)
    if out_of:
        return (lexicon.VALUES[first], "") if out_of[1] in ("5", "five", "cinco", "خمسه") else None
    return _unless_counted(lexicon.VALUES[first], rest[len(first) :])


def _unless_counted(value: int, after: str) -> tuple[int, str] | None:
    """Return the rating, unless what follows makes it a count ("2 hours") or a second number ("4 or 5")."""
    if after[:1].isalpha():
        return None
    words = _plain(after).split()
    if not words or _SEPARATOR.match(after):
        return value, after
    is_number = words[0][0].isdigit() or words[0] in lexicon.VALUES
    return None if is_number or words[0] in lexicon.COUNTED else (value, after)


def _without_tails(plain: str) -> str:
    words = plain.split()
    while words and words[-1] in lexicon.TAILS:
        words.pop()
    return " ".join(words)


def read_option(text: str, options: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the value of the option that a reply names by its number or its words in any language."""
    plain = _plain(text)
    for option in options:
        if plain in {str(option["value"]), *(_plain(words) for words in option["texts"].values())}:
            return int(option["value"])
    return None


def read_language(text: str) -> str:
    """Return the language that a reply asks for by name or code, or ""."""
    plain = _plain(text)
    return next((code for code, names in lexicon.LANGUAGES.items() if plain in names), "")


def declines_to_comment(text: str) -> bool:
    plain = _plain(text)
    return not text.strip() or plain in lexicon.NO_COMMENT or plain in lexicon.DOES_NOT_APPLY
