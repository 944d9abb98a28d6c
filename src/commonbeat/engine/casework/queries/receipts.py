"""Reads about receipts: whose seven words these are, and the words until they are saved."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib import resources

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from commonbeat.engine.casework.models import Receipt, UnsavedCode
from commonbeat.engine.casework.rules import Wordlist, stretched
from commonbeat.ground.agency.models import Agency

LANGUAGES = ("en", "es", "ar")


@cache
def wordlist(language: str) -> Wordlist:
    """Return the list of a language, or the English one."""
    name = f"{language if language in LANGUAGES else 'en'}.txt"
    text = resources.files("commonbeat.engine.casework").joinpath("words", name).read_text("utf-8")
    return Wordlist(tuple(text.split()))


@cache
def install_salt(purpose: str) -> bytes:
    """Return this installation's salt for one use of the words; each purpose has its own."""
    derived = HKDF(SHA256(), 32, None, f"casework receipt {purpose}".encode())
    return derived.derive(settings.SECRET_KEY.encode())


def lookup_of(words: Iterable[str]) -> str:
    return stretched(tuple(words), install_salt("lookup")).hex()


def receipt_by_words(agency: Agency, text: str, language: str) -> Receipt | None:
    """Return the receipt whose seven words the text means, in the page's language or another; else None."""
    held = Receipt.objects.filter(case__agency=agency, ended_at=None)
    held = held.select_related("case__agency", "contact", "line")
    first = language if language in LANGUAGES else "en"
    for known in (first, *(other for other in LANGUAGES if other != first)):
        # One slow hash at a time: the likeliest reading is nearly always the one.
        for words in wordlist(known).readings(text):
            found = held.filter(lookup=lookup_of(words)).first()
            if found is not None:
                return found
    return None


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_key(token: str) -> bytes:
    return hashlib.sha256(b"casework unsaved code " + token.encode()).digest()


def unsaved_words(token: str, at: datetime) -> tuple[UnsavedCode, list[str]] | None:
    """Return the words behind a page's token, until they are saved or a day has passed."""
    kept = (
        UnsavedCode.objects.filter(token_digest=token_digest(token), expires_at__gt=at)
        .select_related("receipt__case__agency", "receipt__line")
        .first()
    )
    if kept is None:
        return None
    sealed = bytes(kept.sealed)
    try:
        words = AESGCM(token_key(token)).decrypt(sealed[:12], sealed[12:], None)
    except InvalidTag:
        return None
    return kept, words.decode().split()
