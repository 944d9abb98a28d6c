"""What a survey must be before anyone is asked: short, complete in each language, and answerable by text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonbeat.engine.surveys.rules.wording import SCALE

MOST_ITEMS = 4
KINDS = ("rating", "text", "yesno", "choice")
# The texts around the questions, each needed in every language.
TEXTS = ("purpose", "reply", "own_words", "stop", "switch", "again", "handed_over", "thanks")
_LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|org|net|gov|us|ly|info|io|co)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Fault:
    """What is wrong with an instrument: a code, the text it is about, and the language."""

    code: str
    where: str = ""
    language: str = ""


def instrument_faults(content: Mapping[str, Any]) -> list[Fault]:
    """Return everything that is wrong with an instrument; nothing when it may be used."""
    languages: Sequence[str] = content.get("languages", [])
    items: Sequence[Mapping[str, Any]] = content.get("items", [])
    faults = [] if languages else [Fault("no_language")]
    if not 1 <= len(items) <= MOST_ITEMS:
        faults.append(Fault("too_many", str(len(items))))
    keys = [str(item.get("key", "")) for item in items]
    faults += [Fault("key_twice", key) for key in sorted({key for key in keys if keys.count(key) > 1})]
    faults += [Fault("unknown_kind", str(item.get("key"))) for item in items if item.get("kind") not in KINDS]
    for name in TEXTS:
        faults += _text_faults(name, content.get("texts", {}).get(name, {}), languages)
    for item in items:
        faults += _text_faults(str(item.get("key")), item.get("texts", {}), languages)
    reply = content.get("texts", {}).get("reply", {})
    return faults + [
        Fault("no_scale", "reply", code) for code in languages if SCALE not in reply.get(code, SCALE)
    ]


def _text_faults(name: str, texts: Mapping[str, str], languages: Sequence[str]) -> list[Fault]:
    missing = [Fault("missing", name, code) for code in languages if not texts.get(code, "").strip()]
    return missing + [Fault("link", name, code) for code, words in texts.items() if _LINK.search(words)]
