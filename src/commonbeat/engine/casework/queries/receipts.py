"""Reads about receipts: whose seven words these are, and the words until they are saved."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from importlib import resources

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from commonbeat.engine.casework.models import Receipt, UnsavedCode
from commonbeat.engine.casework.rules import MOST_READINGS, Wordlist, stretched
from commonbeat.ground.agency.models import Agency

LANGUAGES = ("en", "es", "ar")


@cache
def wordlist(language: str) -> Wordlist:
    """Return the list of a language, or the English one."""
    return Wordlist(tuple(word_file(language if language in LANGUAGES else "en").split()))


def word_file(language: str) -> str:
    """Return the published list of a language, one word a line."""
    words = resources.files("commonbeat.engine.casework").joinpath("words", f"{language}.txt")
    return words.read_text("utf-8")


@cache
def install_salt(purpose: str) -> bytes:
    """Return this installation's salt for one use of the words; each purpose has its own."""
    derived = HKDF(SHA256(), 32, None, f"casework receipt {purpose}".encode())
    return derived.derive(settings.SECRET_KEY.encode())


def lookup_of(words: Iterable[str]) -> str:
    return stretched(tuple(words), install_salt("lookup")).hex()


def secret_of(words: Iterable[str]) -> bytes:
    """Return a key that only a code's holder can have again: nothing that is stored of the code tells it."""
    return stretched(tuple(words), install_salt("sealed"))


def secrets_of(text: str, language: str) -> Iterator[bytes]:
    """Return the second secret of each code that a text may mean."""
    return (secret_of(words) for words in readings_of(text, language))


def receipt_by_words(agency: Agency, text: str, language: str) -> Receipt | None:
    """Return the receipt whose seven words the text means, in the page's language or another; else None.

    Every reading is stretched, and at least one text always is, so that the time it takes tells what was
    typed and nothing of what is kept.
    """
    lookups = [lookup_of(words) for words in readings_of(text, language) or [("no", "reading")]]
    held = Receipt.objects.filter(case__agency=agency, ended_at=None, lookup__in=lookups)
    found = {
        kept.lookup: kept for kept in held.select_related("case__agency", "first_case", "contact", "line")
    }
    return next((found[lookup] for lookup in lookups if lookup in found), None)


def readings_of(text: str, language: str) -> list[tuple[str, ...]]:
    """Return which words of which list a text may mean: with fewest slips first, then the page's language."""
    first = language if language in LANGUAGES else "en"
    lists = (first, *(other for other in LANGUAGES if other != first))
    read = [reading for known in lists for reading in wordlist(known).readings(text)]
    return [words for _slips, words in sorted(read, key=lambda reading: reading[0])][:MOST_READINGS]


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_key(token: str) -> bytes:
    return hashlib.sha256(b"casework unsaved code " + token.encode()).digest()


def unsaved_words(token: str, at: datetime) -> tuple[UnsavedCode, list[str]] | None:
    """Return the words behind a page's token, until they are saved or a day has passed; else None."""
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
