"""What a survey must be before anyone is asked: short, complete in each language, and answerable by text."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

MOST_ITEMS = 4
KINDS = ("rating", "text", "yesno", "choice")
# The texts around the questions, each needed in every language.
TEXTS = ("purpose", "reply", "stop", "switch", "again", "handed_over", "thanks")
_LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|org|net|gov|us|ly|info|io|co)\b", re.IGNORECASE)


def instrument_faults(content: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with an instrument, in words for its author; none when it may be used."""
    languages: Sequence[str] = content.get("languages", [])
    items: Sequence[Mapping[str, Any]] = content.get("items", [])
    faults = [] if languages else ["Name at least one language."]
    if not 1 <= len(items) <= MOST_ITEMS:
        faults.append(f"Ask one to {MOST_ITEMS} questions: there are {len(items)}.")
    keys = [item.get("key", "") for item in items]
    faults += [f"The key {key!r} stands twice." for key in sorted({k for k in keys if keys.count(k) > 1})]
    faults += [
        f"{item.get('key')}: {item.get('kind')!r} is not a kind of question."
        for item in items
        if item.get("kind") not in KINDS
    ]
    for name in TEXTS:
        faults += _text_faults(name, content.get("texts", {}).get(name, {}), languages)
    for item in items:
        faults += _text_faults(str(item.get("key")), item.get("texts", {}), languages)
    return faults


def _text_faults(name: str, texts: Mapping[str, str], languages: Sequence[str]) -> list[str]:
    missing = [f"{name} is missing in {code}." for code in languages if not texts.get(code, "").strip()]
    links = [f"{name} holds a link in {code}." for code, words in texts.items() if _LINK.search(words)]
    return missing + links
