"""Seals what an applicant wrote for themselves, and opens it again; no page of staff calls this."""

import secrets
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from commonbeat.domain.permits.models import Application, OwnWords

NONCE = 12


@cache
def _key() -> bytes:
    return HKDF(SHA256(), 32, None, b"permits own words").derive(settings.SECRET_KEY.encode())


def sealed(words: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, words.encode(), None)


def opened(kept: bytes) -> str:
    return AESGCM(_key()).decrypt(kept[:NONCE], kept[NONCE:], None).decode()


def own_words_of(application: Application) -> str:
    """Return the applicant's own words, for the page that their receipt opens alone; "" for none."""
    kept = OwnWords.objects.filter(application=application).first()
    return opened(bytes(kept.sealed)) if kept else ""
