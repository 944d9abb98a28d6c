"""What is known of a call when it is decided about: the least that the rules need, and no person in it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

_EDGE = " \t\r\n-–—:;,."  # noqa: RUF001 (call types are written with every dash there is)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class CallFacts:
    """The facts of one call, as its agency wrote them; times are aware.

    `type_class` is the wider class that some agencies write beside the type ("LARCENY" beside "THEFT
    FELONY"); it is checked for victim safety, and a call is never allowed by it. `textable` says whether
    there is a number that can be texted; a rehearsal on a public export assumes one.
    """

    type_initial: str
    type_final: str = ""
    type_class: str = ""
    disposition: str = ""
    priority: str = ""
    received_at: datetime | None = None
    dispatched_at: datetime | None = None
    on_scene_at: datetime | None = None
    cleared_at: datetime | None = None
    cancelled_at: datetime | None = None
    textable: bool = True

    @property
    def type_now(self) -> str:
        """Return the type that the allow-list is asked about: the final one, until then the initial one."""
        return self.type_final or self.type_initial

    def texts(self) -> Iterator[str]:
        """Yield every text in which something could say that this call is never to be texted."""
        yield from filter(None, (self.type_initial, self.type_final, self.type_class, self.disposition))


def type_key(text: str) -> str:
    """Return a call type as it is compared: one case, single spaces, without dashes or dots around it.

    "--DISTURBANCE - NOISE", "Disturbance - noise " and "DISTURBANCE - NOISE -" are one type; the words
    themselves stay, so a type that no one listed is never taken for another that someone did.
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip(_EDGE).upper()
