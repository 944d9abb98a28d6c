"""Forms that are being filled in: known by their address alone, and gone after two weeks."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.permits.choices import DRAFT_DAYS, OWN_WORDS_LENGTH
from commonbeat.domain.permits.models import Application, Draft, DraftFile, KindVersion
from commonbeat.domain.permits.queries.own_words import sealed
from commonbeat.engine.files.actions import destroy, draw, keep
from commonbeat.ground.core.errors import Invalid, Refused


@transaction.atomic
def begin_draft(*, version: KindVersion, language: str, at: datetime) -> Draft:
    return Draft.objects.create(version=version, language=language, begun_at=at)


@transaction.atomic
def begin_renewal(*, application: Application, language: str, at: datetime) -> Draft:
    """Begin a new form that carries over the old answers, on the version in force now."""
    version = KindVersion.objects.filter(
        agency=application.agency, key=application.version.key, ended_at=None
    ).first()
    if version is None or application.case.state not in ("issued", "expired"):
        raise Refused(_("This permit cannot be renewed."), code="not_renewable")
    asked = {field.key: field.type for field in version.kind.fields}
    kept = {
        key: value
        for key, value in application.answers.items()
        if asked.get(key) not in (None, "date", "span")
    }
    return Draft.objects.create(
        version=version, language=language, answers=kept, renews=application, begun_at=at
    )


@transaction.atomic
def save_answers(*, draft: Draft, answers: Mapping[str, Any]) -> Draft:
    draft.answers = {**draft.answers, **answers}
    draft.save(update_fields=["answers"])
    return draft


@transaction.atomic
def save_own_words(*, draft: Draft, words: str) -> Draft:
    """Keep what the applicant wants to say, sealed before it is stored."""
    if len(words) > OWN_WORDS_LENGTH:
        raise Invalid(
            _("This is too long. Shorten it and send it again."), code="too_long", where="own_words"
        )
    draft.own_words = sealed(words.strip()) if words.strip() else None
    draft.save(update_fields=["own_words"])
    return draft


def keep_file(*, draft: Draft, key: str, upload: "File[bytes]", at: datetime) -> DraftFile:
    """Keep a file with the form; one given before in its place is destroyed."""
    drawn = draw(upload=upload)
    with transaction.atomic():
        before = draft.files.filter(key=key).select_related("file").first()
        kept = keep(agency=draft.version.agency, upload=drawn, at=at)
        if before is not None:
            before.delete()
            destroy(file=before.file, at=at)
        return DraftFile.objects.create(draft=draft, key=key, file=kept)


def forget_drafts(*, at: datetime) -> int:
    """Destroy forms that nobody sent within two weeks, with their files."""
    old = Draft.objects.filter(begun_at__lt=at - timedelta(days=DRAFT_DAYS))
    return sum(_forget(draft, at) for draft in old)


@transaction.atomic
def _forget(draft: Draft, at: datetime) -> int:
    files = [row.file for row in draft.files.select_related("file")]
    draft.delete()
    for file in files:
        destroy(file=file, at=at)
    return 1
