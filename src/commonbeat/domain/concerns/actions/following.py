"""Writes about others who are troubled by the same, or want to hear of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.concerns import events
from commonbeat.domain.concerns.actions.reports import reached
from commonbeat.domain.concerns.choices import LeftContact
from commonbeat.domain.concerns.models import Concern, MeToo
from commonbeat.engine.casework.actions import give_receipt, held
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Hidden
from commonbeat.ground.ledger.actions import record


@transaction.atomic
def me_too(
    *,
    concern: Concern,
    contact: Contact | LeftContact | None = None,
    is_troubled: bool = True,
    language: str,
    at: datetime,
) -> tuple[MeToo, str]:
    """Let somebody follow a public concern with a code of their own; return it with its page's token.

    Raises Hidden for a concern that is not for everyone.
    """
    case = held(concern.case)
    if case.is_private or case.merged_into_id is not None:
        raise Hidden(_("There is no such report."), code="not_found")
    line = record(
        events.FOLLOWED,
        subject=f"case:{case.public_id}",
        agency=case.agency.slug,
        by=RESIDENT,
        at=at,
        content={"troubled": is_troubled},
    )
    receipt, token = give_receipt(
        case=case,
        language=language,
        at=at,
        contact=reached(case.agency, contact, language, at),
        is_owner=False,
        line=line,
    )
    return MeToo.objects.create(concern=concern, receipt=receipt, is_troubled=is_troubled, at=at), token
