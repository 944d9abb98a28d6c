"""When a text about a call falls due, until when it makes sense, and in which shift a call came in."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from commonbeat.domain.calls.rules.events import CallState, EventKind

# An "on our way" that comes an hour late tells the person nothing, or something wrong.
LATEST_UPDATE = timedelta(hours=1)

_MOMENTS = {
    EventKind.RECEIVED: "received_at",
    EventKind.DISPATCHED: "dispatched_at",
    EventKind.CLEARED: "cleared_at",
    EventKind.CASE_OPENED: "case_opened_at",
    EventKind.CASE_ASSIGNED: "case_assigned_at",
    EventKind.CASE_CLOSED: "case_closed_at",
}
TRIGGERS = (*_MOMENTS, EventKind.DELAYED)
_WHILE_WAITING = (EventKind.RECEIVED, EventKind.DISPATCHED, EventKind.DELAYED)


def due_at(state: CallState, trigger: str, delay: timedelta, at: datetime) -> datetime | None:
    """Return when the text is due, or None while nothing has happened that it is for.

    A delay is due when the dispatch system says so, or `delay` after the call came in.
    """
    if trigger == EventKind.DELAYED:
        if state.delayed_at is not None:
            return state.delayed_at
        slow = state.received_at + delay if state.received_at else None
        return slow if slow is not None and slow <= at else None
    moment: datetime | None = getattr(state, _MOMENTS[EventKind(trigger)])
    return None if moment is None else moment + delay


def is_answered(state: CallState, trigger: str) -> bool:
    """Tell whether a text for people who wait has lost its sense, as someone came or the call is over."""
    over = state.on_scene_at is not None or state.cleared_at is not None
    return trigger in _WHILE_WAITING and over


def latest(trigger: str, latest_hours: int) -> timedelta:
    return LATEST_UPDATE if trigger in _WHILE_WAITING else timedelta(hours=latest_hours)


def shift_of(local: datetime, starts: Mapping[str, str]) -> str:
    """Return the shift of a local time. `starts` maps shifts to "HH:MM"; the last one runs past midnight."""
    order = sorted(starts, key=lambda shift: time.fromisoformat(starts[shift]))
    begun = [shift for shift in order if time.fromisoformat(starts[shift]) <= local.time()]
    return begun[-1] if begun else order[-1]
