"""How a partner's key for us is kept: encrypted under the installation's secret, for this partner only."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12


def _cipher(secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, None, b"commonbeat/open311/partner key/1").derive(secret.encode()))


def seal(secret: str, key: str, place: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + _cipher(secret).encrypt(nonce, key.encode(), place.encode())


def unseal(secret: str, sealed: bytes, place: str) -> str:
    """Return the key; "" where none was kept or it was sealed under another secret."""
    if not sealed:
        return ""
    try:
        return _cipher(secret).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode()).decode()
    except InvalidTag:
        return ""
