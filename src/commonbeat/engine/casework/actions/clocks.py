"""Writes about time: clocks that start and stop with a case's state, stand still, are extended, run out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.engine.casework.access import require_can_work_on
from commonbeat.engine.casework.actions.letters import tell_holders
from commonbeat.engine.casework.actions.timeline import add_entry, held
from commonbeat.engine.casework.choices import REASON_LENGTH, Breach, Clock, Kind, Shown, case_type
from commonbeat.engine.casework.models import Case, ClockRun, Escalation, Tolling
from commonbeat.engine.casework.queries import calendar_of, ladder_of, late_runs, tolled_until
from commonbeat.engine.casework.rules import due_at
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.agency.queries import business_days_due
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid, Refused


def follow_state(*, case: Case, at: datetime, lengths: dict[str, int] | None = None) -> None:
    """Start, meet, stop and toll the clocks of a case as its new state says, inside its transaction."""
    for clock in case_type(case.kind).clocks:
        run = ClockRun.objects.filter(case=case, key=clock.key, met_at=None, stopped_at=None).first()
        if run is not None and case.state in clock.met_in:
            _settle(run, at)
            run.met_at = at
            run.save(update_fields=["met_at"])
        elif run is not None and not case.is_open:
            _settle(run, at)
            run.stopped_at = at
            run.save(update_fields=["stopped_at"])
        elif run is not None:
            _toll_by_state(run, clock, case, at)
        elif case.state in clock.starts_in:
            _start(case, clock, (lengths or {}).get(clock.key), at)


def _start(case: Case, clock: Clock, length: int | None, at: datetime) -> None:
    before = ClockRun.objects.filter(case=case, key=clock.key).order_by("-started_at").first()
    counted = length or (before.length if before else clock.length)
    calendar = calendar_of(case.agency, at, counted)
    run = ClockRun.objects.create(
        case=case,
        key=clock.key,
        length=counted,
        unit=clock.unit,
        started_at=at,
        due_at=due_at(at, counted, clock.unit, calendar),
    )
    _toll_by_state(run, clock, case, at)


def _toll_by_state(run: ClockRun, clock: Clock, case: Case, at: datetime) -> None:
    standing = run.tollings.filter(until=None, by_state=True).first()
    if case.state in clock.tolled_in and standing is None:
        Tolling.objects.create(clock=run, since=at, reason=case.state, by_state=True)
    elif case.state not in clock.tolled_in and standing is not None:
        standing.until = at
        standing.save(update_fields=["until"])
        _reckon(run, at)


def _settle(run: ClockRun, at: datetime) -> None:
    """End what still stands still before the clock ends, so that its due date counts all of it."""
    if run.tollings.filter(until=None).update(until=at):
        _reckon(run, at)


def _reckon(run: ClockRun, at: datetime) -> None:
    """Reckon `due_at` anew from the union of the times it stood still."""
    tolled = tolled_until(run, at)
    length = run.length + run.extended_by
    days = sum((until - since).days + 1 for since, until in tolled)
    calendar = calendar_of(run.case.agency, run.started_at, length + days)
    run.due_at = due_at(run.started_at, length, run.unit, calendar, tolled)
    run.save(update_fields=["due_at"])


@transaction.atomic
def toll(*, run: ClockRun, reason: str, by: Staff, at: datetime) -> Tolling:
    """Let a clock stand still for a written reason, which the person who asked reads."""
    case = _for_work(run, by)
    if not reason.strip():
        raise Invalid(_("Say why the clock stands still."), code="no_reason", where="reason")
    if run.tollings.filter(until=None, by_state=False).exists():
        raise Refused(_("This clock stands still already."), code="already_done")
    tolling = Tolling.objects.create(clock=run, since=at, reason=reason.strip()[:200], set_by=by)
    _note(case, by, at, tolling.reason, run, "tolled")
    return tolling


@transaction.atomic
def resume(*, run: ClockRun, by: Staff, at: datetime) -> ClockRun:
    """Let a clock run on; its due date moves by the time it stood still, counted once."""
    case = _for_work(run, by)
    if not run.tollings.filter(until=None, by_state=False).update(until=at):
        raise Refused(_("This clock is running."), code="already_done")
    _reckon(run, at)
    _note(case, by, at, "", run, "resumed")
    return run


@transaction.atomic
def extend(*, run: ClockRun, units: int, reason: str, by: Staff, at: datetime) -> ClockRun:
    """Give a clock more time, with a written reason that the person who asked reads."""
    case = _for_work(run, by)
    if units < 1:
        raise Invalid(_("Say how much longer, as a whole number."), code="bad_length", where="units")
    if not reason.strip():
        raise Invalid(_("Say why it takes longer."), code="no_reason", where="reason")
    run.extended_by += units
    run.save(update_fields=["extended_by"])
    _reckon(run, at)
    _note(case, by, at, reason.strip()[:REASON_LENGTH], run, "extended")
    return run


@transaction.atomic
def set_length(*, case: Case, key: str, length: int, by: Staff, at: datetime) -> None:
    """Give a running clock another length, counted from its own start.

    Its extensions and the time it stood still go on counting. The person who asked reads it. Nothing is done
    where no such clock runs, or it has this length.
    """
    run = ClockRun.objects.filter(case=case, key=key, met_at=None, stopped_at=None).first()
    if run is None or run.length == length:
        return
    case = _for_work(run, by)
    run.length = length
    run.save(update_fields=["length"])
    _reckon(run, at)
    _note(case, by, at, "", run, "set")


def keep_time(*, at: datetime) -> int:
    """Mark the clocks that ran out and tell the next person of each ladder, once; return how many heard."""
    return sum(_escalate(pk, at) for pk in late_runs(at).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _escalate(run_pk: int, at: datetime) -> int:
    # The case is held before its clock, as every move does, so that none waits for the other for ever.
    case = held(Case.objects.get(clocks=run_pk))
    run = late_runs(at).filter(pk=run_pk).first()
    if run is None:
        return 0
    run.case = case
    clock = case_type(run.case.kind).clock(run.key)
    if run.breached_at is None:
        run.breached_at = at
        run.save(update_fields=["breached_at"])
    if clock.effect != Breach.ESCALATE:
        return 0
    reached = run.escalations.order_by("-level").first()
    if reached and business_days_due(case.agency, reached.at, clock.step_days) > at:
        return 0
    return _tell_next(run, (reached.level if reached else 0) + 1, at)


def _tell_next(run: ClockRun, level: int, at: datetime) -> int:
    """Tell those of the next step of the ladder who have not heard of this clock yet."""
    told = set(run.escalations.values_list("to_id", flat=True))
    steps = [[post for post in step if post.pk not in told] for step in ladder_of(run.case, at)]
    hearing = next((step for step in steps if step), [])
    if not hearing:
        return 0
    for post in hearing:
        Escalation.objects.create(clock=run, level=level, to=post, at=at)
    add_entry(
        case=run.case,
        kind=Kind.ESCALATED,
        shown=Shown.STAFF,
        by=SYSTEM,
        at=at,
        facts={"clock": run.key, "level": level, "to": [post.pk for post in hearing]},
    )
    return len(hearing)


@transaction.atomic
def mark_escalation_seen(*, escalation: Escalation, by: Staff, at: datetime) -> None:
    if escalation.to_id == by.pk and escalation.seen_at is None:
        Escalation.objects.filter(pk=escalation.pk, seen_at=None).update(seen_at=at)


def _for_work(run: ClockRun, by: Staff) -> Case:
    case = held(run.case)
    require_can_work_on(by, case)
    run.case = case
    run.refresh_from_db(fields=["due_at", "met_at", "stopped_at", "extended_by"])
    if not run.is_running():
        raise Refused(_("This clock has ended."), code="already_done")
    return case


def _note(case: Case, by: Staff, at: datetime, reason: str, run: ClockRun, what: str) -> None:
    """Write what became of a clock, and tell the person in the same transaction: no clock stops unheard."""
    facts = {"clock": run.key, "change": what, "due": run.due_at.isoformat()}
    told = add_entry(case=case, kind=Kind.CLOCK, shown=Shown.PARTIES, by=by, at=at, words=reason, facts=facts)
    tell_holders(case=case, about=told, at=at)
