"""Whether words name a person (English, Spanish, Arabic): such a report is shown to nobody but staff.

In doubt the answer is yes: a member of staff may make a report public, and nobody can make it unread.
"""

import re
from collections.abc import Collection

from commonbeat.domain.concerns.rules.name_words import (
    ARABIC_GIVEN,
    ARABIC_LEADS,
    GIVEN,
    LEADS,
    PLACE_WORDS,
    RELATIONS,
    TITLES,
)

_RANKS = (
    "officer|ofc|oficial|agente|sergeant|sgt|sargento|corporal|cpl|detective|det|deputy|lieutenant|lt|teniente"
    "|captain|capt|capitán|chief|jefe|jefa|cop|policía|trooper"
)
_BADGES = "(?:badge|shield|placa|unit)(?: (?:number|no|num|núm|número))?"
_WORD = r"[A-ZÀ-ÖØ-Þ][\w'\u2019-]+"
_TITLED = re.compile(rf"\b(?i:{TITLES})\b\.?\s+(?P<name>{_WORD})")
_LED = re.compile(rf"\b(?i:{LEADS})\s+(?P<name>{_WORD}(?:\s+{_WORD})?)")
_RELATED = re.compile(rf"\b(?i:{RELATIONS}),?\s+(?P<name>{_WORD})")
_PAIR = re.compile(rf"\b(?P<first>{_WORD})\s+(?:[A-Z]\.?\s+)?(?P<last>{_WORD})")
_LOWER_NAME_IS = re.compile(
    r"\b(?:name is|name's|named|se llama|llamad[oa]|su nombre es|goes by)\s+[^\W\d_]{3,}", re.I
)
_ALONE = re.compile(rf"\b(?P<name>{_WORD})\b")
_ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآةى", "اااهى")
_ARABIC = re.compile(
    rf"(?<!\w)(?:اسمه|اسمها|يدعى|تدعى|المدعو|السيد|السيده)\s+\w{{2,}}"
    rf"|(?<!\w)(?:{ARABIC_LEADS})\s+(?:{ARABIC_GIVEN})(?!\w)"
    rf"|(?<!\w)(?:{ARABIC_GIVEN})\s+(?:ال\w+|{ARABIC_GIVEN})(?!\w)"
)
_NO_NAMES_LISTED = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december lunes martes miércoles jueves viernes sábado domingo enero
febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre the a an this that it
we they he she i my our his her please there el la los las un una mi su nuestro nuestra ford chevy honda
toyota dodge nissan bmw english spanish español español god christmas halloween easter us usa american
swat police
"""
_NO_NAMES = frozenset(_NO_NAMES_LISTED.split())


def names_person(text: str, known: Collection[str] = ()) -> bool:
    """Tell whether the text seems to name a person; `known` names in any spelling too."""
    if not text.strip():
        return False
    return (
        any(names_known(text, name) for name in known)
        or any(
            _is_name(hit.group("name")) for rule in (_TITLED, _LED, _RELATED) for hit in rule.finditer(text)
        )
        or any(_is_pair(hit.group("first"), hit.group("last")) for hit in _pairs(text))
        or any(_is_given(hit, text) for hit in _ALONE.finditer(text))
        or bool(_LOWER_NAME_IS.search(text))
        or bool(_ARABIC.search(_ARABIC_MARKS.sub("", text).translate(_ARABIC_LETTERS)))
    )


def names_known(text: str, name: str, number: str = "") -> bool:
    """Tell whether a text means someone known: by the whole name, by a rank and the family name, by badge."""
    plain, parts = " ".join(re.findall(r"\w+", text.casefold())), re.findall(r"\w+", name)
    whole, last = " ".join(parts).casefold(), parts[-1] if parts else ""
    if len(parts) > 1 and f" {whole} " in f" {plain} ":
        return True
    # What is nowhere in the text needs no search: an agency knows many names.
    is_last_there = len(last) > 2 and last in text
    if is_last_there and re.search(rf"\b(?i:{_RANKS})\.?\s+{last}\b", text):
        return True
    badge = number.casefold()
    return badge != "" and badge in plain and bool(_badge(badge).search(plain))


def _badge(number: str) -> "re.Pattern[str]":
    return re.compile(rf"\b(?:{_RANKS}|{_BADGES}) {re.escape(number)}\b")


def _pairs(text: str) -> "list[re.Match[str]]":
    """Return each two capitals side by side, those included whose first is the second of another two."""
    found, start = [], 0
    while hit := _PAIR.search(text, start):
        found.append(hit)
        start = hit.start("last")
    return found


def _plain(word: str) -> str:
    return re.sub(r"['\u2019]s?$", "", word.casefold())


def _is_name(words: str) -> bool:
    parts = [_plain(part) for part in words.split()]
    return not any(part in PLACE_WORDS or part in _NO_NAMES for part in parts)


def _is_pair(first: str, last: str) -> bool:
    """Tell whether two capitals side by side are a given name and a family name, not a street or a school."""
    return _plain(first) in GIVEN and _plain(last) not in PLACE_WORDS | _NO_NAMES


def _is_given(hit: "re.Match[str]", text: str) -> bool:
    """Tell whether a given name stands there that is no place's ("Martin" but not "Martin Street")."""
    if _plain(hit.group("name")) not in GIVEN:
        return False
    after = re.match(rf"\s+(?:{_WORD}\s+)?(\w+)", text[hit.end() :])
    following = re.findall(r"\w+", text[hit.end() : hit.end() + 40])[:2]
    before = re.findall(r"\w+", text[: hit.start()])[-1:]
    is_place = any(word.casefold() in PLACE_WORDS for word in following) and after is not None
    is_saint = bool(before) and before[0].casefold() in {
        "st",
        "saint",
        "san",
        "santa",
        "calle",
        "avenida",
        "on",
        "at",
    }
    return not is_place and not is_saint
