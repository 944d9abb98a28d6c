"""Writes about commendations."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.conduct import events
from commonbeat.domain.conduct.access import require_can_commend
from commonbeat.domain.conduct.choices import ThanksState
from commonbeat.domain.conduct.models import Commendation, Thanks
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Invalid
from commonbeat.ground.ledger.actions import record


@transaction.atomic
def award(
    *, staff: Staff, by: Staff, at: datetime, thanks: Thanks | None = None, words: str = ""
) -> Commendation:
    """Commend someone in the resident's words (scrubbed) or one's own; once for each thank-you."""
    require_can_commend(by, staff)
    if thanks is not None:
        _require_was_thanked(thanks, staff)
    said = words.strip() or (thanks.scrubbed if thanks else "")
    if not said:
        raise Invalid(_("Write what they did."), code="no_words", where="words")
    commendation, created = Commendation.objects.get_or_create(
        agency=staff.agency,
        staff=staff,
        thanks=thanks,
        **({} if thanks else {"words": said}),
        defaults={"words": said, "awarded_by": by, "awarded_at": at},
    )
    if created:
        record(
            events.COMMENDATION_AWARDED,
            subject=f"commendation:{commendation.public_id}",
            agency=staff.agency.slug,
            by=by.actor(),
            at=at,
            content={"staff": staff.pk, "thanks": thanks.public_id if thanks else None},
        )
    return commendation


def _require_was_thanked(thanks: Thanks, staff: Staff) -> None:
    if thanks.state != ThanksState.DELIVERED or not thanks.staff.filter(pk=staff.pk).exists():
        raise Invalid(_("This thank-you was not delivered to that person."), code="not_theirs", where="staff")
