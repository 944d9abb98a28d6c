"""Takes personal data out of a thank-you, and says where it cannot be sure (English and Spanish)."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import phonenumbers

from commonbeat.domain.conduct.rules.scrubbing_patterns import (
    AFTER_PHONES,
    BEFORE_PHONES,
    IGNORE,
    NAME,
    WORD,
)
from commonbeat.domain.conduct.rules.scrubbing_words import (
    FACTS,
    LABELS,
    LEAD_INS,
    NAME_LEADS,
    POINTERS,
    RELATIONS,
    SAFE_CAPITALS,
    SIGNED_SMALL,
    STARTERS,
    TITLES,
)

FEWEST_PHONE_DIGITS = 7
# Of this share of capitals on, capitals no longer tell a name from another word.
SHOUTED = 0.7

_SMALL_NAME = r"(?-i:[a-z]+(?:\s+[a-z]+)?)(?=[\s.,;!?]|$)"
_CLOSINGS = r"sincerely|regards|signed|yours|love|best|atentamente|saludos|firmado"
# In each the first group leads to a name, the second is the name.
_NAMED = (
    re.compile(rf"\b((?i:{LEAD_INS}))\s+({NAME}|{_SMALL_NAME})"),
    re.compile(rf"\b((?i:{NAME_LEADS}))\s+({NAME})"),
    re.compile(rf"\b((?i:{RELATIONS}),?)\s+({NAME})"),
    re.compile(rf"((?:[-\u2013\u2014~]\s*|(?i:\b(?:{_CLOSINGS}))[,:]?\s+))({NAME})\s*[.!]?\s*$"),
)
_TITLED = re.compile(rf"\b(?:{TITLES})\.?\s+{WORD}(?:\s+{WORD})?", IGNORE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*|\n+|[.!?]+")
_CAPITAL = re.compile(WORD)
_PARTS_OF_A_NAME = re.compile(r"[\w'-]+")
_LABEL = re.compile(r"\[[^\]\n]{1,20}\]")
_POINTED_AND_TAKEN = re.compile(rf"\b(?:{POINTERS})\b[^.!?\[\n]{{0,20}}\[[^\]\n]{{1,20}}\]", IGNORE)
_DOUBTFUL = re.compile(rf"\b(?:{POINTERS}|{FACTS})\b|\b{SIGNED_SMALL}|\d{{4,}}", IGNORE)
_FOREIGN = re.compile(r"[^\W\d_a-zA-ZÀ-ɏ]")
_STARTS_A_STORY = re.compile(
    rf"^\s*(?P<name>{WORD})\s+(?:was|is|has|had|said|told|came|and I|era|es|fue|estaba|dijo|vino|y yo)\b"
)


@dataclass(frozen=True)
class Scrubbed:
    """`text` is without what surely is personal; `doubts` are the sentences in which some may remain."""

    text: str
    doubts: tuple[str, ...]
    removed: tuple[str, ...]

    def without_doubts(self) -> str:
        """Return the text without the sentences in doubt; may be empty."""
        kept = [part for part in _SENTENCE.findall(self.text) if part.strip() not in self.doubts]
        return re.sub(r"\s+", " ", "".join(kept)).strip()


class _Scrubber:
    """One text on its way through the patterns, and the kinds of detail taken out of it."""

    def __init__(self, text: str, language: str, keep: Iterable[str]) -> None:
        self.text = text
        self.labels = LABELS["es" if language == "es" else "en"]
        self.removed: list[str] = []
        self.kept = {part.lower() for name in keep for part in _PARTS_OF_A_NAME.findall(name)}

    def take(self, kind: str, pattern: re.Pattern[str]) -> None:
        def label(match: re.Match[str]) -> str:
            if _LABEL.search(match.group()):
                return match.group()
            self.removed.append(kind)
            return self.labels[kind]

        self.text = pattern.sub(label, self.text)

    def take_phones(self) -> None:
        found = phonenumbers.PhoneNumberMatcher(self.text, "US", leniency=phonenumbers.Leniency.POSSIBLE)
        for match in reversed(list(found)):
            if sum(c.isdigit() for c in match.raw_string) >= FEWEST_PHONE_DIGITS:
                self.removed.append("phone")
                self.text = self.text[: match.start] + self.labels["phone"] + self.text[match.end :]

    def take_names(self, pattern: re.Pattern[str]) -> None:
        def label(match: re.Match[str]) -> str:
            if self._may_stay(match.group(2)):
                return match.group()
            self.removed.append("name")
            start, end = match.start(2) - match.start(), match.end(2) - match.start()
            return match.group()[:start] + self.labels["name"] + match.group()[end:]

        self.text = pattern.sub(label, self.text)

    def _may_stay(self, name: str) -> bool:
        words = [word.lower() for word in _PARTS_OF_A_NAME.findall(name)]
        return words[0] in SAFE_CAPITALS or all(word in self.kept for word in words)

    def doubts(self) -> tuple[str, ...]:
        is_unreadable = bool(_FOREIGN.search(self.text)) or self._is_shouted()
        return tuple(
            sentence.strip()
            for sentence in _SENTENCE.findall(self.text)
            if sentence.strip(" .!?\n") and (is_unreadable or self._is_in_doubt(sentence))
        )

    def _is_shouted(self) -> bool:
        letters = [c for c in _LABEL.sub("", self.text) if c.isalpha()]
        return sum(c.isupper() for c in letters) > SHOUTED * max(len(letters), 12)

    def _is_in_doubt(self, sentence: str) -> bool:
        bare = _LABEL.sub(" ", _POINTED_AND_TAKEN.sub(" ", sentence)).strip()
        story = _STARTS_A_STORY.match(bare)
        if _DOUBTFUL.search(bare) or (story and not self._is_known(story.group("name"))):
            return True
        inside = [hit for hit in _CAPITAL.finditer(_TITLED.sub(" ", bare)) if hit.start() > 0]
        return any(not self._is_known(hit.group()) for hit in inside)

    def _is_known(self, word: str) -> bool:
        plain = word.lower().removesuffix("'s").removesuffix("'")
        return plain in self.kept or plain in SAFE_CAPITALS or plain in STARTERS


def scrub(text: str, *, language: str = "en", keep: Collection[str] = ()) -> Scrubbed:
    """Remove telephone numbers, addresses, names and the like; `keep` are names that may stay (the staff's).

    Certain finds are replaced by a word in brackets. A sentence in which something personal may remain
    (an unknown name, a long number, a fact about health, a script it cannot read) is listed as a doubt.
    """
    straight = text.replace("\u2019", "'").replace("\u2018", "'")
    scrubber = _Scrubber(re.sub(r"[ \t]+", " ", straight).strip(), language, keep)
    for kind, pattern in BEFORE_PHONES:
        scrubber.take(kind, pattern)
    scrubber.take_phones()
    for kind, pattern in AFTER_PHONES:
        scrubber.take(kind, pattern)
    for named in _NAMED:
        scrubber.take_names(named)
    return Scrubbed(scrubber.text, scrubber.doubts(), tuple(dict.fromkeys(scrubber.removed)))
