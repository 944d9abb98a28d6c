"""How hard a text is to read, as a US school grade."""

import math
import re
from functools import lru_cache

import pyphen

SENTENCE_ENDS = re.compile(r"[.!?:;\n]+(?=\s|$)")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
VOWELS = re.compile(r"[aeiouyáéíóúüàèìòù]+")
SILENT_E = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])e(?=d$)")
DICTIONARIES = {"en": "en_US", "es": "es"}

# Fernandez Huerta's bands, easiest first: (least score, grade of the US school that reads it).
SPANISH_GRADES = ((90.0, 4.0), (80.0, 5.0), (70.0, 6.0), (60.0, 8.0), (50.0, 10.0), (30.0, 13.0))


def grade(text: str, language: str) -> float | None:
    """Return the grade, or None for a language with no formula here.

    English: Flesch-Kincaid, 0.39 W/S + 11.8 Y/W - 15.59. Spanish: Fernandez Huerta's ease,
    206.84 - 60 Y/W - 1.02 W/S, read as a grade by his bands. W words, S sentences, Y syllables.
    """
    words = WORD.findall(text)
    if language not in DICTIONARIES or not words:
        return None
    sentences = len([part for part in SENTENCE_ENDS.split(text) if WORD.search(part)])
    words_per_sentence = len(words) / max(1, sentences)
    syllables_per_word = sum(syllables(word, language) for word in words) / len(words)
    if language == "es":
        return _spanish_grade(206.84 - 60 * syllables_per_word - 1.02 * words_per_sentence)
    return max(0.0, round(0.39 * words_per_sentence + 11.8 * syllables_per_word - 15.59, 1))


def syllables(word: str, language: str) -> int:
    """Count by the hyphenation dictionary and by groups of vowels; the larger, as each misses some."""
    lower = word.lower()
    hyphenated = len(_dictionary(DICTIONARIES[language]).positions(lower)) + 1  # type: ignore[no-untyped-call]
    voiced = SILENT_E.sub("", lower) if language == "en" else lower
    return max(hyphenated, len(VOWELS.findall(voiced)), 1)


def _spanish_grade(ease: float) -> float:
    return next((level for least, level in SPANISH_GRADES if ease >= least), math.inf)


@lru_cache(maxsize=4)
def _dictionary(name: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=name, left=1, right=1)  # type: ignore[no-untyped-call]
