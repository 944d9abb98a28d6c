"""Whether words name a person (English, Spanish, Arabic): such a report is shown to nobody but staff."""

from collections.abc import Collection


def names_person(text: str, known: Collection[str] = ()) -> bool:
    return bool(text) and any(name.casefold() in text.casefold() for name in known)
