"""Writes about cases themselves: opening, moving, assigning, queues, who is barred."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from commonbeat.engine.casework.access import can_work_on, reach_of, require_can_work_on
from commonbeat.engine.casework.actions.clocks import follow_state
from commonbeat.engine.casework.actions.letters import tell_holders
from commonbeat.engine.casework.actions.timeline import add_entry, held, held_alone
from commonbeat.engine.casework.choices import REASON_LENGTH, Kind, Move, Shown, Who, case_type
from commonbeat.engine.casework.models import Case, Entry, Queue, Receipt
from commonbeat.engine.casework.rules import fault_of_move, needs_unmet
from commonbeat.engine.conflicts.actions import screen
from commonbeat.engine.conflicts.choices import Answer
from commonbeat.ground.agency.access import active_posts
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core.actor import RESIDENT, Actor
from commonbeat.ground.core.errors import Forbidden, Invalid, Refused


def open_case(
    *,
    agency: Agency,
    kind: str,
    by: Staff | Actor,
    at: datetime,
    language: str = "en",
    area: Area | None = None,
    queue: Queue | None = None,
    is_private: bool = True,
    form_token: str = "",
    lengths: Mapping[str, int] | None = None,
    barred: Iterable[Staff] = (),
    facts: dict[str, Any] | None = None,
) -> Case:
    """Open a case in the first state of its type, and start its clocks (`lengths`: clock key → own length).

    The same `form_token` returns the case that is already there: a form sent twice makes one.
    """
    if form_token:
        known = Case.objects.filter(agency=agency, form_token=form_token).first()
        if known is not None:
            return known
    case = Case(
        agency=agency,
        kind=kind,
        state=case_type(kind).first,
        state_since=at,
        area=area,
        queue=queue,
        is_private=is_private,
        language=language,
        form_token=form_token,
        opened_at=at,
        updated_at=at,
    )
    try:
        with transaction.atomic():
            case.save()
            case.barred.add(*barred)
            opened = {"to": case.state, **(facts or {})}
            add_entry(case=case, kind=Kind.OPENED, shown=Shown.PUBLIC, by=by, at=at, facts=opened)
            follow_state(case=case, at=at, lengths=dict(lengths or {}))
    except IntegrityError:
        # The same form came twice at the same moment; the other was first.
        known = Case.objects.filter(agency=agency, form_token=form_token).exclude(form_token="").first()
        if known is None:
            raise
        return known
    return case


@transaction.atomic
def move(
    *,
    case: Case,
    key: str,
    by: Staff | Actor,
    at: datetime,
    outcome: str = "",
    reason: str = "",
    words: str = "",
    receipt: Receipt | None = None,
) -> Case:
    """Make one move of the case's type.

    Those who left a number or address hear that there is news, unless it is the resident's own move
    (`receipt` is theirs). Raises Refused when the move is not open from this state, Forbidden or Hidden for
    whom it is not, Invalid (`where` names the field) when something that it needs is missing.
    """
    case = held_alone(case)
    step = case_type(case.kind).move(key)
    if step is None:
        raise Refused(_("There is no such step."), code="no_such_move")
    _require_open(case, step, by)
    _require_in_time(case, step, at)
    _require_needs(step, outcome, reason)
    _require_guard(case, key)
    before = case.state
    _set_state(case, step, outcome, reason.strip()[:REASON_LENGTH], at)
    told = add_entry(
        case=case,
        kind=Kind.MOVED,
        shown=Shown.PARTIES if step.public_words or receipt else Shown.STAFF,
        by=by,
        at=at,
        words=words or reason.strip()[:REASON_LENGTH],
        facts={"move": key, "from": before, "to": case.state, "outcome": outcome},
        receipt=receipt,
    )
    follow_state(case=case, at=at)
    if step.public_words:
        tell_holders(case=case, about=told, at=at)
    return case


def _require_open(case: Case, step: Move, by: Staff | Actor) -> None:
    who, capabilities = _standing(case, by)
    fault = fault_of_move(step, case.state, who, capabilities)
    if fault in ("forbidden", "not_yours"):
        raise Forbidden(_("This step is not yours to make."), code=fault)
    if fault:
        raise Refused(_("This step cannot be made now: the case has moved on."), code=fault)


def _require_guard(case: Case, key: str) -> None:
    """Refuse a step, or "make_public", that the domain says may not be made yet."""
    guard = settings.CASE_GUARDS.get(case.kind)
    fault = import_string(guard)(case, key) if guard else ""
    if fault:
        raise Refused(str(fault), code="guarded")


def _require_in_time(case: Case, step: Move, at: datetime) -> None:
    if step.within_days is not None and at > case.state_since + timedelta(days=step.within_days):
        message = _("This could be done for %(days)d days. That time is over; you can send a new one.")
        raise Refused(message % {"days": step.within_days}, code="too_late")


def _standing(case: Case, by: Staff | Actor) -> tuple[str, frozenset[str]]:
    """Return who acts and with which capabilities at this case; staff who may not work on it are refused."""
    if isinstance(by, Staff):
        require_can_work_on(by, case)
        return Who.STAFF, reach_of(by).in_area(case.area_id)
    return (Who.RESIDENT if by == RESIDENT else Who.SYSTEM), frozenset()


def _require_needs(step: Move, outcome: str, reason: str) -> None:
    unmet = needs_unmet(step, outcome, reason, [known.key for known in step.outcomes])
    messages = {
        "outcome": _("Choose what came of it."),
        "reason": _("Write a plain reason: the person who asked reads it."),
    }
    if unmet:
        raise Invalid(messages[unmet[0]], code=f"no_{unmet[0]}", where=unmet[0])


def _set_state(case: Case, step: Move, outcome: str, reason: str, at: datetime) -> None:
    was_open = case.is_open
    case.state, case.state_since = step.target, at
    case.is_open = case_type(case.kind).state(step.target).is_open
    if case.is_open:
        case.closed_at, case.outcome, case.reason = None, "", ""
    elif was_open:
        case.closed_at = at
    if step.outcomes:
        case.outcome, case.reason = outcome, reason
    case.save(update_fields=["state", "state_since", "is_open", "closed_at", "outcome", "reason"])


@transaction.atomic
def assign(*, case: Case, to: Staff | None, by: Staff | Actor, at: datetime) -> Case:
    """Give the case to a person who may work on it, or back to its queue. A conflict of interest blocks."""
    case = held_alone(case)
    if isinstance(by, Staff):
        require_can_work_on(by, case)
    if to is not None and not (can_work_on(to, case) and active_posts(case.agency, at).filter(pk=to.pk)):
        raise Invalid(_("This person cannot work on this case."), code="cannot_work", where="to")
    if to is not None:
        answer = screen(staff=to, act="assign", subject=f"case:{case.public_id}", at=at)
        if answer.answer == Answer.BLOCKED:
            raise Refused(_("This person has a conflict of interest here."), code="conflict")
    case.assigned_to = to
    case.save(update_fields=["assigned_to"])
    facts = {"to": to.pk if to else None}
    add_entry(case=case, kind=Kind.ASSIGNED, shown=Shown.STAFF, by=by, at=at, facts=facts)
    return case


@transaction.atomic
def put_in_queue(*, case: Case, queue: Queue, by: Staff | Actor, at: datetime, reason: str = "") -> Case:
    """Move the case to another queue of the agency; whoever had it no longer does."""
    case = held_alone(case)
    if isinstance(by, Staff):
        require_can_work_on(by, case)
    if queue.agency_id != case.agency_id or queue.ended_at is not None:
        raise Invalid(_("Choose a queue of this agency."), code="no_queue", where="queue")
    case.queue, case.assigned_to = queue, None
    case.save(update_fields=["queue", "assigned_to"])
    add_entry(
        case=case, kind=Kind.QUEUED, shown=Shown.STAFF, by=by, at=at, words=reason, facts={"queue": queue.key}
    )
    return case


@transaction.atomic
def bar(*, case: Case, staff: Staff, by: Staff | Actor, at: datetime) -> None:
    """Keep a person the case is about away from it, whatever their role."""
    case = held(case)
    case.barred.add(staff)
    if case.assigned_to_id == staff.pk:
        case.assigned_to = None
        case.save(update_fields=["assigned_to"])
    facts = {"change": "barred", "staff": staff.pk}
    add_entry(case=case, kind=Kind.CHANGED, shown=Shown.STAFF, by=by, at=at, facts=facts)


@transaction.atomic
def set_private(*, case: Case, is_private: bool, by: Staff | Actor, at: datetime, reason: str) -> Case:
    """Show a case to the public, or no longer."""
    case = held_alone(case)
    if isinstance(by, Staff):
        require_can_work_on(by, case)
    if not (is_private or case_type(case.kind).may_be_public):
        raise Refused(_("Cases of this kind are never shown to everyone."), code="never_public")
    if not is_private:
        _require_guard(case, "make_public")
    case.is_private = is_private
    case.save(update_fields=["is_private"])
    note_change(case=case, what="private" if is_private else "public", by=by, at=at, words=reason)
    return case


def note_change(
    *, case: Case, what: str, by: Staff | Actor, at: datetime, words: str = "", shown: Shown = Shown.STAFF
) -> Entry:
    """Write on the timeline that something about the case was changed; `what` is a code."""
    return add_entry(
        case=case, kind=Kind.CHANGED, shown=shown, by=by, at=at, words=words, facts={"change": what}
    )
