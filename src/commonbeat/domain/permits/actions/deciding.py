"""Decisions: a yes or a no with the facts in writing, the permit itself, and taking one away."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.permits.access import can_hear, require
from commonbeat.domain.permits.actions.shared import (
    grounds_of,
    listed_grounds,
    locked,
    note,
    refuse,
    require_no_conflict,
    require_state,
)
from commonbeat.domain.permits.choices import Capability, Deed, Verdict
from commonbeat.domain.permits.models import Application, Ruling
from commonbeat.domain.permits.queries.cases import before_decision
from commonbeat.domain.permits.queries.pages import in_writing
from commonbeat.domain.permits.queries.texts import zone_of
from commonbeat.domain.permits.rules import good_until, ruling_fault
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.choices import Shown
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Forbidden, Invalid, Refused

CONDITIONS_LENGTH = 2000


@transaction.atomic
def decide(
    *,
    application: Application,
    verdict: str,
    grounds: Collection[str] = (),
    facts: str,
    conditions: str = "",
    by: Staff,
    at: datetime,
) -> Ruling:
    """Grant or deny. Every reviewer has answered; a no names listed grounds and the facts that show them.

    Once an overdue decision went to an appeal officer, it is theirs alone.
    """
    application = locked(application)
    require(by, application, Capability.DECIDE)
    _require_own(application, by)
    require_state(application, "in_review")
    if verdict not in (Verdict.GRANTED, Verdict.DENIED):
        raise Invalid(_("Choose yes or no."), code="no_verdict", where="verdict")
    if fault := before_decision(application):
        raise Refused(fault, code="guarded")
    ruling = _rule(application, Deed.DECISION, Verdict(verdict), grounds, facts, by, at)
    application.conditions = conditions.strip()[:CONDITIONS_LENGTH]
    application.save(update_fields=["conditions"])
    reason = in_writing(ruling, application.case.language)
    move(case=application.case, key="decide", by=by, at=at, outcome=verdict, reason=reason)
    if verdict == Verdict.DENIED:
        move(case=application.case, key="deny", by=by, at=at)
    return ruling


def _require_own(application: Application, by: Staff) -> None:
    officer = application.taken_over_by
    if officer is not None and officer != by:
        raise Forbidden(_("The decision is overdue and was given to an appeal officer."), code="taken_over")
    if officer is not None and not can_hear(by, application):
        raise Forbidden(_("You had a part in this. Somebody else must decide."), code="took_part")


def _rule(
    application: Application,
    deed: Deed,
    verdict: Verdict,
    grounds: Collection[str],
    facts: str,
    by: Staff,
    at: datetime,
) -> Ruling:
    exempt = application.is_exempt_from_notice
    refuse(ruling_fault(verdict, grounds, listed_grounds(application), facts, is_exempt=exempt))
    require_no_conflict(by, deed, application, at)
    chosen = grounds_of(application, grounds)
    ruling = Ruling.objects.create(
        application=application,
        deed=deed,
        verdict=verdict,
        ground=chosen[0] if chosen else None,
        facts=facts.strip(),
        by=by,
        at=at,
    )
    ruling.further_grounds.set(chosen[1:])
    told = {"deed": str(deed), "verdict": str(verdict), "grounds": sorted(grounds)}
    words = f"{ruling.get_deed_display()}: {ruling.get_verdict_display()}"
    note(application, "ruled", by, at, words=words, shown=Shown.STAFF, facts=told)
    return ruling


def grant_by_time(application: Application, words: str, at: datetime) -> Ruling:
    """Write down the yes that time gave, inside the caller's transaction."""
    ruling = Ruling.objects.create(
        application=application, deed=Deed.DECISION, verdict=Verdict.GRANTED, facts=words, at=at
    )
    move(case=application.case, key="lapse", by=SYSTEM, at=at, outcome=Verdict.GRANTED, reason=words)
    return ruling


@transaction.atomic
def issue(*, application: Application, by: Staff, at: datetime) -> Application:
    """Issue the permit under its number. That it may be issued, the guard of the move makes sure."""
    application = locked(application)
    require(by, application, Capability.WORK)
    require_state(application, "decided", "overturned")
    application.number = _next_number(application, at)
    application.issued_at, application.valid_until = at, _valid_until(application, at)
    application.save(update_fields=["number", "issued_at", "valid_until"])
    move(case=application.case, key="issue", by=by, at=at, words=application.conditions)
    return application


def _next_number(application: Application, at: datetime) -> str:
    """Return the next number of the agency's year. Two who issue at the same moment wait for each other."""
    Agency.objects.select_for_update(no_key=True).get(pk=application.agency_id)
    year = f"{at.astimezone(zone_of(application)):%Y}"
    issued = Application.objects.filter(agency=application.agency_id, number__startswith=f"{year}-").count()
    return f"{year}-{issued + 1:04}"


def _valid_until(application: Application, at: datetime) -> datetime:
    """Return the end of the event, or of the last day that the permit is good for."""
    if application.kind.valid == "event" and application.ends_at is not None:
        return application.ends_at
    return good_until(max(application.starts_at or at, at), application.kind.valid_days, zone_of(application))


@transaction.atomic
def revoke(
    *, application: Application, grounds: Collection[str], facts: str, by: Staff, at: datetime
) -> Ruling:
    """Take a permit away, on listed grounds and with the facts in writing."""
    application = locked(application)
    require(by, application, Capability.DECIDE)
    require_state(application, "issued")
    ruling = _rule(application, Deed.REVOCATION, Verdict.REVOKED, grounds, facts, by, at)
    move(
        case=application.case,
        key="revoke",
        by=by,
        at=at,
        reason=in_writing(ruling, application.case.language),
    )
    return ruling
