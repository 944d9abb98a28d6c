"""Writes about receipts: words are drawn, shown once, and then only their slow hash is left."""

import secrets
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from commonbeat.engine.casework import events
from commonbeat.engine.casework.models import Case, Receipt, UnsavedCode
from commonbeat.engine.casework.queries.receipts import lookup_of, token_digest, token_key, wordlist
from commonbeat.engine.messaging.actions import contact_for_email, contact_for_phone
from commonbeat.engine.messaging.choices import Source
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.ledger.actions import record
from commonbeat.ground.ledger.models import Entry as LedgerEntry

# The page of the words can be come back to for this long, or until "I have saved it".
UNSAVED_FOR = timedelta(days=1)


@transaction.atomic
def give_receipt(
    *,
    case: Case,
    language: str,
    at: datetime,
    contact: Contact | None = None,
    is_owner: bool = True,
    line: LedgerEntry | None = None,
) -> tuple[Receipt, str]:
    """Give a receipt, and return it with the token of the page that shows its words.

    Only that page's address can open the words, for a day or until they are saved; the database cannot.
    `line` is the line of the book that the receipt proves: the opening of the case, when it is its owner's;
    those who only follow get a line of their own.
    """
    if line is None:
        line = case.entries.order_by("pk")[0].line if is_owner else _written(events.FOLLOWED, case, at)
    listed = wordlist(language)
    words = [secrets.choice(listed.words) for _place in range(listed.count)]
    receipt = Receipt.objects.create(
        case=case,
        first_case=case,
        lookup=lookup_of(words),
        language=language,
        contact=contact,
        is_owner=is_owner,
        given_at=at,
        line=line,
    )
    token, nonce = secrets.token_urlsafe(24), secrets.token_bytes(12)
    UnsavedCode.objects.create(
        receipt=receipt,
        token_digest=token_digest(token),
        sealed=nonce + AESGCM(token_key(token)).encrypt(nonce, " ".join(words).encode(), None),
        expires_at=at + UNSAVED_FOR,
    )
    return receipt, token


@transaction.atomic
def save_receipt(*, unsaved: UnsavedCode, at: datetime) -> Receipt:
    """The holder has saved the words: they are gone from here for good. Pressed twice, it happens once."""
    receipt = unsaved.receipt
    if not UnsavedCode.objects.select_for_update().filter(pk=unsaved.pk).exists():
        return receipt
    UnsavedCode.objects.filter(pk=unsaved.pk).delete()
    receipt.saved_at = at
    receipt.save(update_fields=["saved_at"])
    _written(events.RECEIPT_SAVED, receipt.case, at)
    return receipt


def forget_unsaved(*, at: datetime) -> int:
    """Destroy words that nobody saved within a day."""
    return UnsavedCode.objects.filter(expires_at__lte=at).delete()[0]


@transaction.atomic
def end_receipt(*, receipt: Receipt, at: datetime) -> None:
    """Let a code open nothing any more, for whoever has it. Pressed twice, it happens once."""
    if not Receipt.objects.select_for_update().filter(pk=receipt.pk, ended_at=None).exists():
        return
    receipt.ended_at, receipt.contact = at, None
    receipt.save(update_fields=["ended_at", "contact"])
    _written(events.RECEIPT_ENDED, receipt.case, at)


@transaction.atomic
def end_notices(*, receipt: Receipt) -> None:
    """Cut a receipt loose from the number or address it was to be told at."""
    receipt.contact = None
    receipt.save(update_fields=["contact"])


@transaction.atomic
def leave_contact(*, receipt: Receipt, phone: str = "", email: str = "", language: str, at: datetime) -> None:
    """Let the holder be told of news by text or e-mail. Raises Invalid (`where`: phone or email)."""
    agency = receipt.case.agency
    if phone:
        receipt.contact = contact_for_phone(
            agency=agency, phone=phone, language=language, source=Source.WEB, at=at
        )
    else:
        receipt.contact = contact_for_email(agency=agency, email=email, language=language, at=at)
    receipt.language = language
    receipt.save(update_fields=["contact", "language"])


def _written(verb: str, case: Case, at: datetime) -> LedgerEntry:
    return record(verb, subject=f"case:{case.public_id}", agency=case.agency.slug, by=RESIDENT, at=at)
