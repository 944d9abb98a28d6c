"""Writes that bring files along: kept and put on the case in one step with what they belong to."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from commonbeat.engine.casework.access import require_can_work_on
from commonbeat.engine.casework.actions.cases import move
from commonbeat.engine.casework.actions.filing import attach
from commonbeat.engine.casework.choices import Shown, case_type
from commonbeat.engine.casework.models import Attachment, Case
from commonbeat.engine.files.actions import keep
from commonbeat.engine.files.choices import Drawn
from commonbeat.ground.agency.models import Staff


@transaction.atomic
def add_files(
    *,
    case: Case,
    uploads: "Sequence[File[bytes] | Drawn]",
    by: Staff,
    at: datetime,
    shown: Shown = Shown.PARTIES,
    is_evidence: bool = False,
) -> list[Attachment]:
    """Keep files without anything hidden in them, and put them on a case. All of them or none.

    Hand over what is drawn already: drawing takes time, and the case is held meanwhile.
    """
    require_can_work_on(by, case)
    keeps_original = is_evidence and case_type(case.kind).keeps_originals
    kept = [
        keep(agency=case.agency, upload=upload, keep_original=keeps_original, at=at) for upload in uploads
    ]
    return attach(case=case, files=kept, by=by, at=at, shown=shown, is_evidence=is_evidence)


@transaction.atomic
def move_with_evidence(
    *,
    case: Case,
    key: str,
    uploads: "Sequence[File[bytes] | Drawn]",
    by: Staff,
    at: datetime,
    outcome: str = "",
    reason: str = "",
) -> Case:
    """Make a move together with the files that show the work."""
    if uploads:
        add_files(case=case, uploads=uploads, by=by, at=at, is_evidence=True)
    return move(case=case, key=key, by=by, at=at, outcome=outcome, reason=reason)
