"""Reads of reports that are being written: whoever has the page's token can open one, nobody else."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from commonbeat.domain.concerns.models import Category, Draft
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency

NONCE = 12


@dataclass(frozen=True)
class OpenDraft:
    """A draft that its writer's token opened, and what stands in it."""

    row: Draft
    token: str
    given: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def category(self) -> Category | None:
        """Return what it is about, None before that was chosen or where nobody can choose it any more."""
        key = self.given.get("category")
        rows = Category.objects.filter(agency=self.row.agency_id, key=key, ended_at=None)
        return rows.first() if key else None

    @property
    def photos(self) -> list[StoredFile]:
        return list(self.row.photos.order_by("pk"))


def draft_digest(token: str) -> str:
    return hashlib.sha256(b"concerns draft " + token.encode()).hexdigest()


def draft_key(token: str) -> bytes:
    return hashlib.sha256(b"concerns draft key " + token.encode()).digest()


def unsealed(sealed: bytes, token: str) -> dict[str, Any] | None:
    """Return what was sealed under a token, None where the token is not the one."""
    if not sealed:
        return {}
    try:
        opened = AESGCM(draft_key(token)).decrypt(sealed[:NONCE], sealed[NONCE:], None)
    except InvalidTag:
        return None
    found: dict[str, Any] = json.loads(opened)
    return found


def draft_by_token(agency: Agency, token: str, at: datetime) -> OpenDraft | None:
    """Return the draft of this page, None once its day is over."""
    row = Draft.objects.filter(agency=agency, token_digest=draft_digest(token), expires_at__gt=at).first()
    given = unsealed(bytes(row.sealed), token) if row else None
    return OpenDraft(row, token, given) if row and given is not None else None
