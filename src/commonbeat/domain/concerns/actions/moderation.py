"""Writes about what everyone may read of a report: words with their history, photos with parts covered."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.concerns import events
from commonbeat.domain.concerns.access import require_can_moderate
from commonbeat.domain.concerns.actions.checks import checked_words
from commonbeat.domain.concerns.models import Concern, Revision
from commonbeat.domain.concerns.queries.persons import known_names
from commonbeat.domain.concerns.rules import names_person
from commonbeat.engine.casework.actions import held, replace, set_private, show_attachment
from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.models import Attachment
from commonbeat.engine.files.actions import cover
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Invalid
from commonbeat.ground.ledger.actions import record

REASON_LENGTH = 200
Boxes = Sequence[tuple[float, float, float, float]]


@transaction.atomic
def moderate(
    *,
    concern: Concern,
    words: str,
    reason: str,
    is_private: bool,
    photos: Collection[str] = (),
    by: Staff,
    at: datetime,
) -> Concern:
    """Say what everyone may read of a report: its words, and the photos with these ids.

    From now on it has been looked at. The words as sent stay for staff, each change with its reason.
    Raises Invalid where="words" when a report for everyone would name a person.
    """
    case = held(concern.case)
    concern = Concern.objects.select_related("category", "agency").get(pk=concern.pk)
    concern.case = case
    require_can_moderate(by, concern)
    words = checked_words(words)
    reason = _checked_reason(concern, words, reason, is_private=is_private)
    is_named = names_person(words, known_names(concern.agency))
    if not is_private and is_named:
        message = _("These words name a person. Take the name out, or keep the report private.")
        raise Invalid(message, code="names_a_person", where="words")
    before = concern.public_words if concern.looked_at else concern.words
    if before != words or reason:
        Revision.objects.create(
            concern=concern, before=before, after=words, reason=reason[:REASON_LENGTH], by=by, at=at
        )
    # Whoever makes it public later by another way shows no name with it.
    concern.public_words, concern.looked_at = "" if is_named else words, at
    concern.save(update_fields=["public_words", "looked_at"])
    if case.is_private != is_private:
        set_private(case=case, is_private=is_private, by=by, at=at, reason=reason)
    _show_photos(concern, photos, by, at)
    record(
        events.MODERATED,
        subject=f"case:{case.public_id}",
        agency=concern.agency.slug,
        by=by.actor(),
        at=at,
        content={"private": is_private, "changed": before != words, "photos": sorted(photos)},
    )
    return concern


def _checked_reason(concern: Concern, words: str, reason: str, *, is_private: bool) -> str:
    """Return the reason; it may be missing only when nothing was changed."""
    reason = reason.strip()
    before = concern.public_words if concern.looked_at else concern.words
    if not reason and (words != before or is_private != concern.case.is_private):
        raise Invalid(_("Say why you change it."), code="no_reason", where="reason")
    return reason


def _show_photos(concern: Concern, chosen: Collection[str], by: Staff, at: datetime) -> None:
    """Show the chosen photos of the sender to everyone, and the others to the sender alone."""
    sent = Attachment.objects.filter(case=concern.case_id, replaced_by=None, is_evidence=False)
    for attachment in sent.exclude(shown=Shown.STAFF).select_related("file", "case"):
        shown = Shown.PUBLIC if attachment.file.public_id in chosen else Shown.PARTIES
        if attachment.shown != shown:
            show_attachment(attachment=attachment, shown=shown, by=by, at=at)


def cover_photo(
    *, concern: Concern, attachment: Attachment, boxes: Boxes, reason: str, by: Staff, at: datetime
) -> Attachment:
    """Burn black boxes into a photo; the one before stays for staff alone.

    A box is left, top, width and height as fractions of the photo. Raises Invalid where="boxes".
    """
    require_can_moderate(by, concern)
    if attachment.case_id != concern.case_id:
        raise Invalid(_("There is no such file."), code="not_found", where="boxes")
    if not boxes:
        raise Invalid(_("Say what to cover: add a box."), code="no_boxes", where="boxes")
    if not reason.strip():
        raise Invalid(_("Say why you cover it."), code="no_reason", where="reason")
    # Drawn before the transaction: it takes a while, and nobody should wait for this case meanwhile.
    covered = cover(file=attachment.file, boxes=boxes, at=at)
    return replace(attachment=attachment, file=covered, by=by, at=at, reason=reason.strip())
