"""Locks words with a secret that this installation does not keep: a page's address, or a receipt's code."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


def digest_of(token: str) -> str:
    """Return what a draft is found by; its page's token cannot be told from it."""
    return hashlib.sha256(b"permits draft " + token.encode()).hexdigest()


def key_of(token: str) -> bytes:
    return hashlib.sha256(b"permits draft key " + token.encode()).digest()


def locked(told: Any, key: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, json.dumps(told).encode(), None)


def unlocked(kept: bytes, key: bytes) -> Any:
    """Return what was locked with a key, None where the key is another."""
    try:
        return json.loads(AESGCM(key).decrypt(kept[:NONCE], kept[NONCE:], None))
    except InvalidTag:
        return None
