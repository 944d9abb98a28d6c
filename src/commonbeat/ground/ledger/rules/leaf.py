"""What a line of the book says in public, and what only the holder of its salt can open."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

VERSION = 1


@dataclass(frozen=True)
class Line:
    """An entry as it is written; `subject` is "kind:id"."""

    verb: str
    role: str
    agency: str
    subject: str
    at: datetime
    content: dict[str, Any]
    salt: bytes


def canonical(value: object) -> bytes:
    """Return JSON with sorted keys and no spaces, in UTF-8: RFC 8785 for ids, codes and whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def exact(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def hour(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:00:00Z")


def opening(line: Line) -> dict[str, Any]:
    """Return what the commitment hides."""
    return {"subject": line.subject, "at": exact(line.at), "content": line.content}


def commitment(salt: bytes, opened: dict[str, Any]) -> str:
    """Return SHA-256(salt ‖ canonical JSON) in hexadecimal; a salt of 16 random bytes defeats guessing."""
    return hashlib.sha256(salt + canonical(opened)).hexdigest()


def public_part(line: Line) -> dict[str, Any]:
    """Return the leaf as an object.

    It holds no subject and no exact time: laid beside a public log of calls, they would show which call
    was never texted, and so which call was a victim's.
    """
    return {
        "v": VERSION,
        "verb": line.verb,
        "role": line.role,
        "subject_kind": line.subject.partition(":")[0],
        "agency": line.agency,
        "at": hour(line.at),
        "commitment": commitment(line.salt, opening(line)),
    }


def leaf(line: Line) -> bytes:
    return canonical(public_part(line))
