"""What a provider is asked and may answer."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Outgoing:
    """A message as a provider needs it. `reference` is our own id; number and text stay out of its repr."""

    reference: str
    to: str = field(repr=False)
    sender: str
    body: str = field(repr=False)
    at: datetime
    title: str = ""
    stop_url: str = field(default="", repr=False)


@dataclass(frozen=True)
class Question:
    """What became of a message? `ref` is known if the provider ever gave it; `taken` are refs of others."""

    reference: str
    to: str = field(repr=False)
    sender: str
    body: str = field(repr=False)
    since: datetime
    ref: str = ""
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Accepted:
    """The provider has taken the message; `status` in the provider's words."""

    ref: str
    status: str


@dataclass(frozen=True)
class Found:
    ref: str
    status: str
    error_code: str = ""


class Rejected(Exception):
    """The provider has certainly not taken the message, for now or for good (`is_permanent`)."""

    def __init__(self, code: str, *, is_permanent: bool) -> None:
        super().__init__(code)
        self.code, self.is_permanent = code, is_permanent


class Unsure(Exception):
    """Nobody can tell yet: the provider did not answer, or answered that it broke."""


class Provider(Protocol):
    """One way out. `at_once` is how many calls it may be given at the same time.

    A provider with `at_once` above 1 is called from other threads and must not touch the database.
    """

    name: str
    at_once: int
    answers_questions: bool

    def send(self, message: Outgoing) -> Accepted:
        """Hand the message over; raise Rejected or Unsure."""

    def find(self, question: Question) -> Found | None:
        """Return what became of a message, or None if it is certainly not there; raise Unsure."""
