"""How words that end up before a person are marked for the catalogues, and said without knowing of them."""

from collections.abc import Callable
from dataclasses import dataclass


def gettext_noop(words: str) -> str:
    """Mark words for the catalogues; whoever shows them translates them."""
    return words


@dataclass(frozen=True)
class Voice:
    """Translates words and writes numbers as the reader does."""

    gettext: Callable[[str], str]
    number: Callable[[int], str]


AS_WRITTEN = Voice(gettext=gettext_noop, number="{:,}".format)
