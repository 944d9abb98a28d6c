"""Who did something, as the book of record knows it: a role and, for staff, a key; never a name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """`role` is written in the public book; `key` ("person:17") stays in the database."""

    role: str
    key: str = ""


SYSTEM = Actor("system")
RESIDENT = Actor("resident")
