"""The texts of the conversation, put together from an instrument's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonbeat.engine.messaging.rules.segments import measure

# Stands in the text "reply" for the scale in words.
SCALE = "{scale}"

MOST_SEGMENTS = 2

Texts = Mapping[str, Mapping[str, str]]
Options = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Question:
    """One question in one language, ready to be put."""

    words: str
    is_rating: bool
    options: Options  # empty when it is answered in words


def worded(texts: Mapping[str, str], language: str, fallback: str = "en") -> str:
    """Return the words in a language, else in the fallback, else in any."""
    return texts.get(language) or texts.get(fallback) or next(iter(texts.values()), "")


def scale_words(options: Sequence[Mapping[str, Any]], language: str) -> str:
    """Return the whole scale in words: "1 very bad, 2 bad, … 5 very good"."""
    return ", ".join(f"{option['value']} {worded(option['texts'], language)}" for option in options)


def scale_ends(options: Sequence[Mapping[str, Any]], language: str) -> str:
    """Return the two ends of the scale: "1 very bad ... 5 very good"."""
    return " ... ".join(scale_words([option], language) for option in (options[0], options[-1]))


def first_text(agency: str, texts: Texts, question: Question, language: str, others: Sequence[str]) -> str:
    """Return the opening text: who writes, why, the question, how to answer and end, other languages.

    Other languages are left out where they would make the text longer than it may be.
    """
    parts = [
        f"{agency}: {worded(texts['purpose'], language)}",
        _asked(question, texts, language, scale_words(question.options, language)),
        worded(texts["stop"], language),
    ]
    switches = [worded(texts["switch"], other) for other in others if other != language]
    whole = " ".join([*parts, *switches])
    return whole if measure(whole).segments <= MOST_SEGMENTS else " ".join(parts)


def next_text(texts: Texts, question: Question, language: str) -> str:
    """Return the text of a later question."""
    scale = scale_ends if question.is_rating else scale_words
    return _asked(question, texts, language, scale(question.options, language) if question.options else "")


def _asked(question: Question, texts: Texts, language: str, scale: str) -> str:
    if not question.options:
        return f"{question.words} {worded(texts['own_words'], language)}"
    return f"{question.words} {worded(texts['reply'], language).replace(SCALE, scale)}"
