"""Writes about photos that programs named by an address: fetched after the report was taken, drawn anew."""

from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import F

from commonbeat.domain.open311.choices import MEDIA_ATTEMPTS, MEDIA_REDIRECTS, PLAIN_HTTP, MediaState
from commonbeat.domain.open311.models import Submission
from commonbeat.domain.open311.providers.network import Limits, Resolve, Unfetched, fetch, resolved
from commonbeat.engine.casework.actions import attach
from commonbeat.engine.files.actions import draw, keep
from commonbeat.engine.files.choices import PHOTO_LIMITS
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Refused

# What may be otherwise the next time; everything else is so for good.
PASSING = {"no_connection", "broken_off", "too_slow", "no_such_host", "later"}


def fetch_media(*, submission: Submission, at: datetime, resolve: Resolve = resolved) -> MediaState:
    """Fetch the photo of a report if it still waits, and put it on the case; safe to run twice."""
    claimed = Submission.objects.filter(
        pk=submission.pk, media_state=MediaState.WAITING, media_attempts=submission.media_attempts
    ).update(media_attempts=F("media_attempts") + 1)
    if not claimed:
        return MediaState(Submission.objects.get(pk=submission.pk).media_state)
    submission.refresh_from_db()
    try:
        body = _fetched(submission, resolve)
        drawn = draw(upload=SimpleUploadedFile("photo", body))
    except Unfetched as wrong:
        return _refused(submission, wrong.code, is_final=wrong.code not in PASSING)
    except Refused as wrong:
        return _refused(submission, wrong.code, is_final=True)
    with transaction.atomic():
        held = Submission.objects.select_for_update().get(pk=submission.pk)
        if held.media_state == MediaState.WAITING:
            file = keep(agency=submission.agency, upload=drawn, at=at)
            attach(case=submission.concern.case, files=[file], by=SYSTEM, at=at)
            _settled(submission, MediaState.KEPT, "")
    return MediaState.KEPT


def _fetched(submission: Submission, resolve: Resolve) -> bytes:
    limits = Limits(
        most_bytes=PHOTO_LIMITS.most_bytes,
        redirects=MEDIA_REDIRECTS,
        inside=settings.OPEN311_MEDIA_INSIDE,
        plain_http=setting(submission.agency, PLAIN_HTTP),
    )
    answer = fetch(submission.media_url, limits, headers={"Accept": "image/*"}, resolve=resolve)
    if answer.status >= 500 or answer.status == 429:
        raise Unfetched("later")
    if answer.status != 200:
        raise Unfetched("not_there")
    return answer.body


def _refused(submission: Submission, code: str, *, is_final: bool) -> MediaState:
    if not is_final and submission.media_attempts < MEDIA_ATTEMPTS:
        Submission.objects.filter(pk=submission.pk).update(media_fault=code[:40])
        return MediaState.WAITING
    _settled(submission, MediaState.REFUSED, code)
    return MediaState.REFUSED


def _settled(submission: Submission, state: MediaState, fault: str) -> None:
    # The address has done its work; who sent it may have put a name into it.
    Submission.objects.filter(pk=submission.pk).update(
        media_state=state, media_fault=fault[:40], media_url=""
    )
