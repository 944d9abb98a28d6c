"""How the words of a receipt are read, with the slips that people make, and stretched into what is stored.

No two words of a list are within one slip of each other, so a word with one slip in it (a letter wrong,
missing, too many, or two that changed places) still says which it was. A code has as many words as carry at
least 90 bits: seven of a list of 8,192, eight of one of 4,096.
"""

import hashlib
import math
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import product

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

LEAST_BITS = 90
MOST_READINGS = 8
LONGEST = 400
COST = 2**14

_ARABIC_LETTERS = str.maketrans("أإآىةؤئ", "اااي" + "هوي")


def normalised(text: str) -> str:
    """Return small letters without accents, marks or punctuation, words parted by single spaces."""
    text = text.translate(_ARABIC_LETTERS).casefold()
    letters = [
        character if character.isalpha() else " "
        for character in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(character) and character != "ـ"
    ]
    return " ".join("".join(letters).split())


class Wordlist:
    """The words of one language, how many make a code, and how a text is read as one."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._known = frozenset(words)
        self._longest = max(map(len, words))
        self.count = math.ceil(LEAST_BITS / math.log2(len(words)))

    def readings(self, text: str) -> list[tuple[str, ...]]:
        """Return which words a text may mean, the likeliest first; at most eight readings, or none."""
        typed = normalised(text[:LONGEST])
        parts = typed.split()
        if len(parts) != self.count or any(part not in self._known for part in parts):
            exact = list(_first(self._cut("".join(parts), self.count), MOST_READINGS))
            if exact:
                return exact
        if len(parts) != self.count:
            return []
        meant = [self._meant(part) for part in parts]
        return list(_first(product(*meant), MOST_READINGS))

    def _meant(self, part: str) -> list[str]:
        """Return what a part may be: itself when listed, else the words with fewest slips, two at most."""
        if part in self._known:
            return [part]
        near = extract(part, self.words, scorer=OSA.distance, score_cutoff=2, limit=4)
        fewest = min((slips for _word, slips, _place in near), default=0)
        return [word for word, slips, _place in near if slips == fewest]

    def _cut(self, run: str, count: int) -> Iterator[tuple[str, ...]]:
        """Yield the ways to cut letters without spaces into `count` listed words."""
        if count == 0:
            if not run:
                yield ()
            return
        for length in range(1, min(self._longest, len(run)) + 1):
            if run[:length] in self._known:
                for rest in self._cut(run[length:], count - 1):
                    yield (run[:length], *rest)


def stretched(words: Sequence[str], salt: bytes) -> bytes:
    """Return 32 bytes from the words by scrypt (RFC 7914; N=2^14, r=8, p=1: 16 MiB).

    Another salt gives a secret that says nothing about this one, from the same words.
    """
    return hashlib.scrypt(" ".join(words).encode(), salt=salt, n=COST, r=8, p=1, dklen=32)


def _first(readings: Iterator[tuple[str, ...]], most: int) -> Iterator[tuple[str, ...]]:
    for _count, reading in zip(range(most), readings, strict=False):
        yield reading
