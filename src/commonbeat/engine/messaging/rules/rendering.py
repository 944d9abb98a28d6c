"""Fills the gaps of a template, strictly: a word that is missing or unknown stops the text."""

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
BRACE = re.compile(r"[{}]")
LONGEST_VALUE = 120

# Every gap a template may have, with an example to measure the text by.
SAMPLES: dict[str, str] = {
    "agency": "Larkspur Police",
    "place": "Larkspur",
    "phone": "555-555-0100",
    "oversight": "Larkspur Community Police Board",
    "reference": "26-014233",
    "minutes": "45",
    "date": "Thursday 4 June",
    "time": "6:30 pm",
    "question": "How satisfied were you with the officer?",
    "languages": "ES",
}


class MissingWord(ValueError):
    """The template has a gap for which no word was given; `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no value for {{{name}}}")
        self.name = name


def placeholders(body: str) -> list[str]:
    """Return the names of the gaps, each once, in order."""
    return list(dict.fromkeys(PLACEHOLDER.findall(body)))


def has_stray_brace(body: str) -> bool:
    return bool(BRACE.search(PLACEHOLDER.sub("", body)))


def fill(body: str, words: Mapping[str, object]) -> str:
    """Return the text with every gap filled; a value stays on one line and is cut at 120 characters."""

    def word(gap: re.Match[str]) -> str:
        name = gap.group(1)
        value = " ".join(str(words.get(name, "")).split())
        if not value:
            raise MissingWord(name)
        return value[:LONGEST_VALUE]

    return PLACEHOLDER.sub(word, body)
