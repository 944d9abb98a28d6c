"""Writes about call-backs: opening, assigning, calling, closing and handing over."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.conduct import events
from commonbeat.domain.conduct.access import can_work_on, require_can_hand_over, require_can_work_on
from commonbeat.domain.conduct.choices import CALL_BACK_DAYS, CallBackState, Cause, Outcome, Wish
from commonbeat.domain.conduct.models import CallBack
from commonbeat.domain.conduct.queries import comment_of, satisfaction_of
from commonbeat.domain.conduct.rules import cause_of, is_named
from commonbeat.engine.surveys.models import Response
from commonbeat.ground.agency.access import active_posts
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.agency.queries import business_days_due, setting
from commonbeat.ground.core.actor import SYSTEM, Actor
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.ledger.actions import record


@transaction.atomic
def open_if_needed(*, response: Response, at: datetime) -> CallBack | None:
    """Promise a call for a bad rating or words of misconduct, once for each response."""
    response = hold(response)
    cause = cause_of(satisfaction_of(response), comment_of(response))
    known = CallBack.objects.filter(response=response).first()
    if known is not None:
        _note_graver_cause(known, cause)
        _bar_those_it_is_about(known)
    if known is not None or not cause:
        return known
    agency = response.agency
    call_back = CallBack.objects.create(
        agency=agency,
        response=response,
        cause=cause,
        opened_at=at,
        due_at=business_days_due(agency, at, setting(agency, CALL_BACK_DAYS)),
    )
    _bar_those_it_is_about(call_back)
    note(events.CALL_BACK_OPENED, call_back, SYSTEM, at, cause=cause)
    return call_back


def _bar_those_it_is_about(call_back: CallBack) -> None:
    """Bar the staff of the call and whoever the person's words name; none of them goes on working on it."""
    words = comment_of(call_back.response)
    named = [post for post in Staff.objects.filter(agency=call_back.agency_id) if is_named(post.name, words)]
    call_back.barred.add(*call_back.response.staff.all(), *named)
    if call_back.assigned_to in named:
        call_back.assigned_to = None
        call_back.save(update_fields=["assigned_to"])


def hold(response: Response) -> Response:
    """Return the response, locked to the end of the transaction: answers heard at once make one record."""
    held = Response.objects.select_for_update(of=("self",))
    return held.select_related("agency", "invitation__contact").get(pk=response.pk)


def _note_graver_cause(call_back: CallBack, cause: str) -> None:
    if cause == Cause.MISCONDUCT_WORDS and call_back.cause != cause:
        call_back.cause = cause
        call_back.save(update_fields=["cause"])


@transaction.atomic
def assign(*, call_back: CallBack, to: Staff, by: Staff, at: datetime) -> CallBack:
    """Say who calls. Raises Invalid for someone it is about or who may not work on it."""
    require_can_work_on(by, call_back)
    call_back = _open(call_back)
    if not (can_work_on(to, call_back) and active_posts(call_back.agency, at).filter(pk=to.pk).exists()):
        raise Invalid(_("This person cannot make this call."), code="cannot_call", where="to")
    call_back.assigned_to = to
    call_back.save(update_fields=["assigned_to"])
    note(events.CALL_BACK_ASSIGNED, call_back, by.actor(), at, to=to.pk)
    return call_back


@transaction.atomic
def note_number_shown(*, call_back: CallBack, by: Staff, at: datetime) -> None:
    """Write in the book that someone looked up the number, before it is shown."""
    require_can_work_on(by, call_back)
    _open(call_back)
    note(events.CALL_BACK_NUMBER_SHOWN, call_back, by.actor(), at)


@transaction.atomic
def mark_reached(*, call_back: CallBack, by: Staff, at: datetime) -> CallBack:
    require_can_work_on(by, call_back)
    call_back = _open(call_back)
    if call_back.state == CallBackState.OPEN:
        call_back.state = CallBackState.REACHED
        call_back.save(update_fields=["state"])
        note(events.CALL_BACK_REACHED, call_back, by.actor(), at)
    return call_back


@transaction.atomic
def close(*, call_back: CallBack, outcome: str, by: Staff, at: datetime) -> CallBack:
    """End the call-back with an outcome. Refused when a complaint waits to be handed over."""
    require_can_work_on(by, call_back)
    call_back = _open(call_back)
    if outcome not in Outcome.values or outcome == Outcome.HANDED_OVER:
        raise Invalid(_("Choose what came of it."), code="no_outcome", where="outcome")
    if call_back.wish == Wish.COMPLAINT:
        raise Refused(
            _("The person asked for a complaint. It is closed by handing it over."), code="complaint_waits"
        )
    _close(call_back, outcome, by, at)
    note(events.CALL_BACK_CLOSED, call_back, by.actor(), at, outcome=outcome)
    return call_back


@transaction.atomic
def hand_over(*, call_back: CallBack, on: date, by: Staff, at: datetime) -> CallBack:
    """Write down that the complaint was handed to the independent body. Refused without the person's yes."""
    require_can_hand_over(by, call_back)
    call_back = _open(call_back)
    if call_back.wish != Wish.COMPLAINT:
        raise Refused(_("The person has not said yes to a complaint."), code="no_consent")
    zone = ZoneInfo(call_back.agency.time_zone)
    if not call_back.opened_at.astimezone(zone).date() <= on <= at.astimezone(zone).date():
        raise Invalid(_("Choose a day between the answer and today."), code="bad_day", where="on")
    call_back.handed_over_on, call_back.handed_over_by = on, by
    call_back.save(update_fields=["handed_over_on", "handed_over_by"])
    _close(call_back, Outcome.HANDED_OVER, by, at)
    note(events.COMPLAINT_HANDED_OVER, call_back, by.actor(), at, on=on.isoformat())
    return call_back


def note(verb: str, call_back: CallBack, by: Actor, at: datetime, **content: object) -> None:
    """Write one line about a call-back in the book."""
    record(
        verb,
        subject=f"call_back:{call_back.public_id}",
        agency=call_back.agency.slug,
        by=by,
        at=at,
        content=content,
    )


def _open(call_back: CallBack) -> CallBack:
    """Return the row, locked; raises Refused when it is closed."""
    locked = CallBack.objects.select_for_update().select_related("agency").get(pk=call_back.pk)
    if locked.state == CallBackState.CLOSED:
        raise Refused(_("This call-back is closed."), code="already_done")
    return locked


def _close(call_back: CallBack, outcome: str, by: Staff, at: datetime) -> None:
    call_back.state, call_back.outcome = CallBackState.CLOSED, outcome
    call_back.closed_at, call_back.closed_by = at, by
    call_back.save(update_fields=["state", "outcome", "closed_at", "closed_by"])
