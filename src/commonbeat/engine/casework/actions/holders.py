"""Writes of whoever holds a receipt: their moves and their photos."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.engine.casework.actions.cases import move
from commonbeat.engine.casework.actions.filing import attach
from commonbeat.engine.casework.actions.letters import held_by
from commonbeat.engine.casework.choices import MESSAGE_LENGTH, Shown
from commonbeat.engine.casework.models import Attachment, Case, Receipt
from commonbeat.engine.casework.queries import moves_for_holder
from commonbeat.engine.files.actions import keep
from commonbeat.engine.files.choices import Drawn
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Invalid, Refused


@transaction.atomic
def move_by_holder(*, receipt: Receipt, key: str, at: datetime, words: str = "") -> Case:
    """Make a resident's move with what they wrote to it; their words stay theirs on the timeline."""
    case = held_by(receipt)
    receipt.case = case
    if key not in {step.key for step in moves_for_holder(receipt, at)}:
        raise Refused(_("This step cannot be made now: the case has moved on."), code="not_from_here")
    words = words.strip()
    if len(words) > MESSAGE_LENGTH:
        raise Invalid(_("This is too long."), code="too_long", where="words")
    return move(case=case, key=key, by=RESIDENT, at=at, reason=words, words=words, receipt=receipt)


@transaction.atomic
def add_photos(*, receipt: Receipt, photos: Sequence[Drawn], at: datetime) -> list[Attachment]:
    """Keep photos of the holder on their case. All of them or none."""
    case = held_by(receipt)
    files = [keep(agency=case.agency, upload=one, at=at) for one in photos]
    return attach(case=case, files=files, by=RESIDENT, at=at, shown=Shown.PARTIES, receipt=receipt)
