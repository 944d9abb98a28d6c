"""Forms that are being filled in: locked with their page's token, gone after two weeks or when sent."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.permits.access import OpenDraft, draft_by_token
from commonbeat.domain.permits.actions.applying import submit
from commonbeat.domain.permits.choices import DRAFT_DAYS, OWN_WORDS_LENGTH, SENT_FOR
from commonbeat.domain.permits.models import Application, Draft, DraftFile, KindVersion
from commonbeat.domain.permits.rules import digest_of, key_of, locked
from commonbeat.engine.files.actions import destroy, draw, keep
from commonbeat.ground.core import ids
from commonbeat.ground.core.errors import Invalid, Refused

# The token is also a key: 26 characters are 123 bits.
TOKEN_LENGTH = 26


def begin_draft(*, version: KindVersion, at: datetime) -> OpenDraft:
    return _begun(version, {}, None, at)


def begin_renewal(*, application: Application, at: datetime) -> OpenDraft:
    """Begin a new form that carries over the old answers, on the version in force now."""
    version = KindVersion.objects.filter(
        agency=application.agency, key=application.version.key, ended_at=None
    ).first()
    is_over = application.case.state not in ("issued", "expired")
    if version is None or is_over or application.kind.valid != "days":
        raise Refused(_("This permit cannot be renewed."), code="not_renewable")
    if application.renewals.exists():
        raise Refused(_("It was renewed already. The new one has a code of its own."), code="renewed")
    asked = {field.key: field.type for field in version.kind.fields}
    before = {field.key: field.type for field in application.kind.fields}
    kept = {
        key: value
        for key, value in application.answers.items()
        if asked.get(key) == before.get(key) and asked.get(key) not in (None, "date", "span")
    }
    return _begun(version, kept, application, at)


def _begun(
    version: KindVersion, answers: dict[str, Any], renews: Application | None, at: datetime
) -> OpenDraft:
    token = ids.public_id(TOKEN_LENGTH)
    given = {"answers": answers}
    sealed = locked(given, key_of(token))
    row = Draft.objects.create(
        version=version, token_digest=digest_of(token), sealed=sealed, renews=renews, begun_at=at
    )
    return OpenDraft(row, token, given)


def save_answer(*, draft: OpenDraft, key: str, value: Any) -> OpenDraft:
    return _changed(draft, answers={**draft.answers, key: value})


def pass_over(*, draft: OpenDraft, key: str) -> OpenDraft:
    """Remember that a question need not be answered and was not."""
    return _changed(draft, passed=sorted({*draft.passed, key}))


def save_own_words(*, draft: OpenDraft, words: str) -> OpenDraft:
    """Keep what the applicant wants to say, locked with the rest of the form."""
    if len(words) > OWN_WORDS_LENGTH:
        raise Invalid(
            _("This is too long. Shorten it and send it again."), code="too_long", where="own_words"
        )
    return _changed(draft, own_words=words.strip())


def _changed(draft: OpenDraft, **parts: Any) -> OpenDraft:
    draft.given |= parts
    draft.row.sealed = locked(draft.given, key_of(draft.token))
    # A form that was sent meanwhile holds its receipt, and nothing is written over that.
    Draft.objects.filter(pk=draft.row.pk, sent_at=None).update(sealed=draft.row.sealed)
    return draft


def keep_file(*, draft: OpenDraft, key: str, upload: "File[bytes]", at: datetime) -> DraftFile:
    """Keep a file with the form; one given before in its place is destroyed."""
    drawn = draw(upload=upload)
    with transaction.atomic():
        before = draft.row.files.filter(key=key).select_related("file").first()
        kept = keep(agency=draft.version.agency, upload=drawn, at=at)
        if before is not None:
            before.delete()
            destroy(file=before.file, at=at)
        return DraftFile.objects.create(draft=draft.row, key=key, file=kept)


@transaction.atomic
def send_draft(*, draft: OpenDraft, language: str, at: datetime) -> str:
    """Send a form once, and return the token of its receipt's page; a second press returns the same."""
    Draft.objects.select_for_update().get(pk=draft.row.pk)
    draft = draft_by_token(draft.version.agency, draft.token)
    if draft.row.sent_at is not None:
        return draft.receipt
    asked = {field.key for field in draft.version.kind.fields}
    given = draft.row.files.select_related("file").order_by("pk")
    sent = submit(
        version=draft.version,
        answers={key: value for key, value in draft.answers.items() if key in asked},
        own_words=draft.own_words,
        files=[row.file for row in given if row.key in asked],
        renews=draft.row.renews,
        language=language,
        at=at,
    )
    draft.row.files.all().delete()
    draft.row.sent_at, draft.row.sealed = at, locked({"receipt": sent.token}, key_of(draft.token))
    draft.row.save(update_fields=["sent_at", "sealed"])
    return sent.token


def forget_drafts(*, at: datetime) -> int:
    """Destroy forms that nobody sent within two weeks, with their files, and what is left of those sent."""
    old = Draft.objects.filter(begun_at__lt=at - timedelta(days=DRAFT_DAYS), sent_at=None)
    sent = Draft.objects.filter(sent_at__lt=at - SENT_FOR)
    return sum(_forget(draft, at) for draft in [*old, *sent])


@transaction.atomic
def _forget(draft: Draft, at: datetime) -> int:
    files = [row.file for row in draft.files.select_related("file")]
    draft.delete()
    for file in files:
        destroy(file=file, at=at)
    return 1
