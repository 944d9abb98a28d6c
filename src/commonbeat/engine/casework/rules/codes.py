"""How the words of a receipt are read, with the slips that people make, and stretched into what is stored.

No two words of a list are within one slip of each other, so a word with one slip in it (a letter wrong,
missing, too many, or two that changed places) still says which it was. A code has as many words as carry at
least 90 bits: seven of a list of 8,192, eight of one of 4,096.
"""

import hashlib
import math
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

LEAST_BITS = 90
# Each reading costs a slow hash. Slips in one word or two hardly ever have more; slips in all rarely have.
MOST_READINGS = 16
MOST_SLIPS = 2
LONGEST = 400
COST = 2**14

Reading = TypeVar("Reading")

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

    def readings(self, text: str) -> list[tuple[int, tuple[str, ...]]]:
        """Return which words a text may mean, each with the number of its slips, the fewest first."""
        parts = normalised(text[:LONGEST]).split()
        exact = _first(self._cut("".join(parts), self.count), MOST_READINGS)
        if exact or len(parts) > self.count:
            return [(0, words) for words in exact]
        read = (
            (
                sum(slips for slips, _words in choice),
                tuple(word for _slips, words in choice for word in words),
            )
            for choice in product(*[self._meant(part) for part in parts])
        )
        whole = (reading for reading in read if len(reading[1]) == self.count)
        return sorted(_first(whole, MOST_READINGS), key=lambda reading: reading[0])

    def _meant(self, part: str) -> list[tuple[int, tuple[str, ...]]]:
        """Return what a part may be: itself when listed, else near words, or several without a space."""
        if part in self._known:
            return [(0, (part,))]
        near = extract(part, self.words, scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=MOST_READINGS)
        fewest = min((slips for _word, slips, _place in near), default=0)
        alike = [(int(slips), (word,)) for word, slips, _place in near if slips == fewest]
        cuts = (cut for count in range(2, self.count + 1) for cut in self._cut(part, count))
        return [*alike, *((0, cut) for cut in _first(cuts, 2))]

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


def _first(readings: Iterator[Reading], most: int) -> list[Reading]:
    return list(islice(readings, most))
