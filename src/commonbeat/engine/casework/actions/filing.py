"""Writes about files on cases."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.engine.casework.access import require_can_publish, require_can_work_on
from commonbeat.engine.casework.actions.timeline import add_entry, held, held_alone
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.engine.casework.models import Attachment, Case, Receipt
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import Invalid, Refused

MOST_FILES = 12


@transaction.atomic
def attach(
    *,
    case: Case,
    files: Sequence[StoredFile],
    by: Staff | Actor,
    at: datetime,
    shown: Shown = Shown.PARTIES,
    is_evidence: bool = False,
    receipt: Receipt | None = None,
) -> list[Attachment]:
    """Put kept files on a case, as one line of its timeline. `is_evidence` marks proof of work done."""
    case = held_alone(case)
    if isinstance(by, Staff):
        require_can_work_on(by, case)
        if shown == Shown.PUBLIC:
            require_can_publish(by, case)
    if case.attachments.filter(replaced_by=None).count() + len(files) > MOST_FILES:
        message = _("A case holds at most %(count)d files.") % {"count": MOST_FILES}
        raise Invalid(message, code="too_many_files", where="files")
    facts = {"files": [file.digest for file in files], "evidence": is_evidence}
    entry = add_entry(case=case, kind=Kind.FILE, shown=shown, by=by, at=at, facts=facts, receipt=receipt)
    return [
        Attachment.objects.create(case=case, entry=entry, file=file, shown=shown, is_evidence=is_evidence)
        for file in files
    ]


@transaction.atomic
def replace(*, attachment: Attachment, file: StoredFile, by: Staff, at: datetime, reason: str) -> Attachment:
    """Put a covered version in place of a file; the one before stays for staff alone."""
    case = held(attachment.case)
    require_can_work_on(by, case)
    attachment.refresh_from_db(fields=["replaced_by", "shown"])
    if attachment.replaced_by_id is not None:
        raise Refused(_("This file was replaced by another already."), code="already_done")
    facts = {"replaced": attachment.file.digest, "by": file.digest}
    entry = add_entry(
        case=case, kind=Kind.CHANGED, shown=Shown.STAFF, by=by, at=at, words=reason, facts=facts
    )
    newer = Attachment.objects.create(
        case=case, entry=entry, file=file, shown=attachment.shown, is_evidence=attachment.is_evidence
    )
    attachment.replaced_by, attachment.shown = newer, Shown.STAFF
    attachment.save(update_fields=["replaced_by", "shown"])
    return newer


@transaction.atomic
def show_attachment(*, attachment: Attachment, shown: Shown, by: Staff, at: datetime) -> None:
    """Say who may see a file."""
    case = held(attachment.case)
    require_can_work_on(by, case)
    if shown == Shown.PUBLIC:
        require_can_publish(by, case)
    attachment.refresh_from_db(fields=["replaced_by"])
    if attachment.replaced_by_id is not None:
        raise Refused(_("This file was replaced by a covered one: it stays with staff."), code="replaced")
    attachment.shown = shown
    attachment.save(update_fields=["shown"])
    facts = {"file": attachment.file.digest, "change": f"shown_to_{shown}"}
    add_entry(case=case, kind=Kind.CHANGED, shown=Shown.STAFF, by=by, at=at, facts=facts)
