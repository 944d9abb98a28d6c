"""Appeals: by the receipt within the days the agency set, decided by a person who had no part."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.permits.access import can_hear, require
from commonbeat.domain.permits.actions.shared import (
    give_to_officer,
    locked,
    refuse,
    require_no_conflict,
    require_state,
)
from commonbeat.domain.permits.choices import Capability, Deed, Result
from commonbeat.domain.permits.models import Appeal, Application
from commonbeat.domain.permits.queries.pages import appeal_until
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.models import Receipt
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Forbidden, Invalid, Refused

MOVES = {Result.UPHELD: "uphold", Result.OVERTURNED: "overturn"}
APPEAL_LENGTH = 4000


@transaction.atomic
def appeal(*, receipt: Receipt, words: str, at: datetime) -> Appeal:
    """Take an appeal from the holder of the receipt, until the day that the denial named."""
    application = locked(Application.objects.select_related("case").get(case=receipt.case))
    if not receipt.is_owner or receipt.ended_at is not None:
        raise Refused(_("Only the person who sent it can do this."), code="not_owner")
    require_state(application, "denied")
    if at > appeal_until(application):
        raise Refused(_("The days to appeal are over."), code="too_late")
    if not words.strip():
        raise Invalid(_("Write why you think the decision is wrong."), code="no_words", where="words")
    first = application.rulings.filter(deed=Deed.DECISION).values("by")
    made = Appeal.objects.create(
        application=application,
        first_decider=Staff.objects.get(pk__in=first),
        words=words.strip()[:APPEAL_LENGTH],
        at=at,
    )
    # What they say stands in the appeal alone: it is for the officer, and not for those who said no.
    move(case=application.case, key="appeal", by=RESIDENT, at=at, receipt=receipt)
    made.given_to = give_to_officer(locked(application), at)
    made.save(update_fields=["given_to"])
    return made


@transaction.atomic
def decide_appeal(*, application: Application, result: str, reason: str, by: Staff, at: datetime) -> Appeal:
    """Decide an appeal with a reason in writing; never by someone who took part, nor in their chain."""
    application = locked(application)
    require(by, application, Capability.HEAR_APPEALS)
    require_state(application, "appealed")
    if not can_hear(by, application):
        raise Forbidden(_("You had a part in this. Somebody else must decide."), code="took_part")
    require_no_conflict(by, "appeal", application, at)
    refuse("" if reason.strip() else "no_facts", "reason")
    made = Appeal.objects.get(application=application)
    if result not in Result.values:
        raise Invalid(_("Choose what you decide."), code="no_result", where="result")
    made.result, made.reason = Result(result), reason.strip()
    made.decided_by, made.decided_at = by, at
    made.save()
    move(case=application.case, key=MOVES[made.result], by=by, at=at, reason=made.reason)
    return made
