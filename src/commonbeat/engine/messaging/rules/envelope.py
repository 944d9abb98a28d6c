"""How a number or an address is sealed at rest and found again without being opened.

An envelope is one version byte, a 12-byte nonce and the AES-256-GCM ciphertext. The place it belongs to
(table/row/field) is bound in, so that a sealed value copied to another row does not open there.
"""

import functools
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = 1
NONCE_BYTES = 12


class CannotOpen(Exception):
    """The value was sealed with another key, for another place, or was changed."""


@functools.lru_cache(maxsize=8)
def _key(secret: str, use: str) -> bytes:
    return HKDF(
        algorithm=SHA256(), length=32, salt=None, info=f"commonbeat/messaging/{use}/1".encode()
    ).derive(secret.encode())


def seal(secret: str, plain: str, place: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return (
        bytes([VERSION]) + nonce + AESGCM(_key(secret, "seal")).encrypt(nonce, plain.encode(), place.encode())
    )


def unseal(secret: str, sealed: bytes, place: str) -> str:
    """Return the plain value; raise CannotOpen if key, place or content do not fit."""
    if not sealed or sealed[0] != VERSION:
        raise CannotOpen("The sealed value has an unknown version.")
    nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(_key(secret, "seal")).decrypt(nonce, ciphertext, place.encode()).decode()
    except InvalidTag:
        raise CannotOpen("The sealed value does not open with this key in this place.") from None


def lookup(secret: str, value: str) -> str:
    """Return the keyed hash (HMAC-SHA256, hex) by which an equal value is found."""
    return hmac.new(_key(secret, "lookup"), value.encode(), hashlib.sha256).hexdigest()
