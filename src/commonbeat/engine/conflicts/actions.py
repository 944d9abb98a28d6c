"""Asks the question and keeps the answer."""

from datetime import datetime

from commonbeat.engine.conflicts.choices import Answer
from commonbeat.engine.conflicts.models import Screening
from commonbeat.ground.agency.models import Staff


def screen(*, staff: Staff, act: str, subject: str, at: datetime) -> Screening:
    """Return whether `staff` may do `act` with `subject` ("kind:id"), and keep the answer.

    No ties are known to this installation yet, so the answer is yes; it is kept, because ties declared later
    are held against every answer that was given.
    """
    return Screening.objects.create(
        agency_id=staff.agency_id, staff=staff, act=act, subject=subject, answer=Answer.YES, at=at
    )
