"""Writes of reports that are being written: begun, added to, sent once, forgotten after a day."""

import json
import secrets
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from commonbeat.domain.concerns.actions.reports import report
from commonbeat.domain.concerns.choices import LeftContact, Source
from commonbeat.domain.concerns.choices.reporting import DRAFT_LIVES, MOST_PHOTOS, TOO_MANY_PHOTOS
from commonbeat.domain.concerns.models import Category, Draft
from commonbeat.domain.concerns.queries.drafts import NONCE, OpenDraft, draft_digest, draft_key, unsealed
from commonbeat.domain.concerns.rules.drafts import answered
from commonbeat.engine.files.actions import destroy, keep
from commonbeat.engine.files.choices import Drawn
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Invalid

# A report's form token is as long as a case can keep, and no one can come from it to the draft's.
FORM_TOKEN = 40


@transaction.atomic
def begin_draft(
    *, agency: Agency, given: dict[str, Any], language: str, at: datetime, token: str = ""
) -> str:
    """Begin a report, and return the token of its pages; a `token` from a phone names its draft again."""
    token = token or secrets.token_urlsafe(24)
    row, is_new = Draft.objects.get_or_create(
        token_digest=draft_digest(token),
        defaults={"agency": agency, "language": language, "begun_at": at, "expires_at": at + DRAFT_LIVES},
    )
    if is_new:
        _seal(row, token, given)
    return token


@transaction.atomic
def answer_step(*, draft: OpenDraft, step: str, values: dict[str, Any], language: str) -> OpenDraft:
    """Keep what was answered on one page."""
    row = Draft.objects.select_for_update().get(pk=draft.row.pk)
    if row.sent_at:
        return draft
    now = unsealed(bytes(row.sealed), draft.token) or {}
    given = answered(now, step, values)
    row.language = language
    _seal(row, draft.token, given)
    return OpenDraft(row, draft.token, given)


@transaction.atomic
def add_photo(*, draft: OpenDraft, photo: Drawn, at: datetime) -> StoredFile:
    """Keep a photo of a draft, drawn anew from its pixels. Raises Invalid."""
    row = Draft.objects.select_for_update().get(pk=draft.row.pk)
    if row.sent_at or row.photos.count() >= MOST_PHOTOS:
        raise Invalid(TOO_MANY_PHOTOS % {"most": MOST_PHOTOS}, code="too_many_photos", where="photos")
    kept = keep(agency=row.agency, upload=photo, at=at)
    row.photos.add(kept)
    return kept


@transaction.atomic
def remove_photo(*, draft: OpenDraft, public_id: str, at: datetime) -> None:
    """Take a photo away from a draft and destroy it."""
    photo = draft.row.photos.filter(public_id=public_id).first()
    if photo is not None:
        draft.row.photos.remove(photo)
        destroy(file=photo, at=at)


@transaction.atomic
def send_draft(*, draft: OpenDraft, language: str, at: datetime) -> str:
    """Send a report once, and return the token of its receipt's page; a second press returns the same."""
    row = Draft.objects.select_for_update().get(pk=draft.row.pk)
    given = unsealed(bytes(row.sealed), draft.token) or {}
    if row.sent_at:
        return str(given["receipt"])
    category = Category.objects.get(agency=row.agency, key=given["category"])
    done = report(
        agency=row.agency,
        category=category,
        words=given.get("words", ""),
        place=given.get("place", ""),
        longitude=given.get("longitude"),
        latitude=given.get("latitude"),
        area=Area.objects.filter(agency=row.agency, code=given.get("area") or "-").first(),
        answers=given.get("answers", {}),
        photos=list(row.photos.order_by("pk")),
        contact=_left(given.get("reach", "")) if not category.may_be_anonymous else None,
        source=Source.WEB,
        language=language,
        form_token=draft_digest(draft.token)[:FORM_TOKEN],
        by=RESIDENT,
        at=at,
    )
    row.photos.clear()
    row.sent_at = at
    row.expires_at = at + DRAFT_LIVES
    _seal(row, draft.token, {"receipt": done.token})
    return done.token


@transaction.atomic
def drop_draft(*, draft: OpenDraft, at: datetime) -> None:
    """Erase a draft that its writer does not want to send, with its photos."""
    photos = list(draft.row.photos.all())
    draft.row.delete()
    for photo in photos:
        destroy(file=photo, at=at)


def forget_drafts(*, at: datetime) -> int:
    """Erase drafts whose day is over, with their photos."""
    gone = 0
    for row in Draft.objects.filter(expires_at__lte=at):
        drop_draft(draft=OpenDraft(row, ""), at=at)
        gone += 1
    return gone


def _left(reach: str) -> LeftContact:
    return LeftContact(email=reach) if "@" in reach else LeftContact(phone=reach)


def _seal(row: Draft, token: str, given: dict[str, Any]) -> None:
    nonce = secrets.token_bytes(NONCE)
    row.sealed = nonce + AESGCM(draft_key(token)).encrypt(nonce, json.dumps(given).encode(), None)
    row.save()
