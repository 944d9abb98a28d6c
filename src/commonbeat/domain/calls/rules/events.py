"""What happens to a call, and what a call is once everything that happened is put in order."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from commonbeat.domain.calls.rules.facts import CallFacts
from commonbeat.domain.calls.rules.victim_safety import excluded


class EventKind(StrEnum):
    """In the order in which they happen; events of the same instant are put in this order."""

    RECEIVED = "received"
    DISPATCHED = "dispatched"
    DELAYED = "delayed"
    ON_SCENE = "on_scene"
    RETYPED = "retyped"
    CLEARED = "cleared"
    CASE_OPENED = "case_opened"
    CASE_ASSIGNED = "case_assigned"
    ARREST = "arrest"
    CASE_CLOSED = "case_closed"
    CANCELLED = "cancelled"


_RANK = {kind: place for place, kind in enumerate(EventKind)}

# The kind of event that is meant when a record names none: the last thing that its times say.
TIME_OF_KIND = {
    EventKind.RECEIVED: "t_received",
    EventKind.DISPATCHED: "t_dispatched",
    EventKind.ON_SCENE: "t_onscene",
    EventKind.CLEARED: "t_cleared",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it was told. `fields` are the allowed ones only, in JSON form (times in ISO 8601).

    `phone` and `place` among them are keyed hashes; the number and the address themselves are never here.
    """

    kind: EventKind
    occurred_at: datetime
    source_id: str
    fields: Mapping[str, Any]
    digest: str

    @property
    def identity(self) -> tuple[datetime, int, str, str]:
        """Return what makes two tellings the same; also the order in which events count."""
        return (self.occurred_at, _RANK[self.kind], self.source_id, self.digest)


def told(kind: EventKind, occurred_at: datetime, source_id: str, fields: Mapping[str, Any]) -> Told:
    """Return the event with its digest: the same content has the same digest, whatever its order."""
    content = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return Told(kind, occurred_at, source_id, fields, hashlib.sha256(content.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Report:
    """One event as a dispatch or records system sends it, checked; it lives only while it is heard.

    `fields` has no number and no address: those are beside it, to be hashed or sealed and then forgotten.
    """

    incident_no: str
    kind: EventKind
    occurred_at: datetime
    source_id: str
    fields: Mapping[str, Any]
    callback_no: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class CallState:
    """A call as its events leave it. What was ever said against texting it stays said."""

    type_initial: str = ""
    type_final: str = ""
    priority: str = ""
    disposition: str = ""
    received_at: datetime | None = None
    dispatched_at: datetime | None = None
    on_scene_at: datetime | None = None
    cleared_at: datetime | None = None
    delayed_at: datetime | None = None
    cancelled_at: datetime | None = None
    case_no: str = ""
    case_opened_at: datetime | None = None
    case_assigned_at: datetime | None = None
    case_closed_at: datetime | None = None
    beat: str = ""
    longitude: float | None = None
    latitude: float | None = None
    unit_ids: tuple[str, ...] = ()
    employee_ids: tuple[str, ...] = ()
    call_taker_id: str = ""
    language: str = ""
    source_version: str = ""
    phone: str = ""
    place: str = ""
    is_number_good: bool | None = None
    is_protected: bool = False
    is_subject: bool = False
    was_excluded: bool = False
    phones: frozenset[str] = field(default_factory=frozenset)
    places: frozenset[str] = field(default_factory=frozenset)

    @property
    def facts(self) -> CallFacts:
        return CallFacts(
            type_initial=self.type_initial,
            type_final=self.type_final,
            disposition=self.disposition,
            priority=self.priority,
            received_at=self.received_at,
            dispatched_at=self.dispatched_at,
            on_scene_at=self.on_scene_at,
            cleared_at=self.cleared_at,
            cancelled_at=self.cancelled_at,
            textable=self.is_number_good is not False,
        )


def fold(events: Iterable[Told]) -> CallState:
    """Return the state of the call. Order and repetition of the events change nothing."""
    state = CallState()
    distinct = {event.identity: event for event in events}
    for identity in sorted(distinct):
        state = _after(state, distinct[identity])
    return state


_MILESTONES = {
    EventKind.DELAYED: "delayed_at",
    EventKind.RECEIVED: "received_at",
    EventKind.DISPATCHED: "dispatched_at",
    EventKind.ON_SCENE: "on_scene_at",
    EventKind.CLEARED: "cleared_at",
    EventKind.CASE_OPENED: "case_opened_at",
    EventKind.CASE_ASSIGNED: "case_assigned_at",
    EventKind.CASE_CLOSED: "case_closed_at",
}
_TIMES = {
    "t_received": "received_at",
    "t_dispatched": "dispatched_at",
    "t_onscene": "on_scene_at",
    "t_cleared": "cleared_at",
}
_TEXTS = (
    "priority",
    "disposition",
    "case_no",
    "beat",
    "call_taker_id",
    "language",
    "source_version",
    "phone",
    "place",
)
_LISTS = ("unit_ids", "employee_ids")


def _after(state: CallState, event: Told) -> CallState:
    told_now = event.fields
    changes: dict[str, Any] = {name: told_now[name] for name in _TEXTS if told_now.get(name)}
    for name in _LISTS:
        changes[name] = tuple(dict.fromkeys([*getattr(state, name), *told_now.get(name, ())]))
    if told_now.get("longitude") is not None:
        changes |= {"longitude": told_now["longitude"], "latitude": told_now["latitude"]}
    if "is_number_good" in told_now:
        changes["is_number_good"] = told_now["is_number_good"]
        changes.setdefault("phone", "")
    return replace(
        state, **changes, **_types(state, told_now), **_times(state, event), **_never_unsaid(state, event)
    )


def _types(state: CallState, told_now: Mapping[str, Any]) -> dict[str, Any]:
    """The first type told is the initial one; any later one, or one told as final, is the final one."""
    types = {}
    code, final = told_now.get("type_code", ""), told_now.get("final_type_code", "")
    if code and not state.type_initial:
        types["type_initial"] = code
    elif code and code != state.facts.type_now:
        types["type_final"] = code
    if final:
        types["type_final"] = final
    return types


def _times(state: CallState, event: Told) -> dict[str, Any]:
    times = {}
    milestone = _MILESTONES.get(event.kind)
    if milestone:
        times[milestone] = event.occurred_at
    for name, attribute in _TIMES.items():
        if event.fields.get(name):
            times[attribute] = datetime.fromisoformat(event.fields[name])
    if event.kind == EventKind.CANCELLED:
        times["cancelled_at"] = state.cancelled_at or event.occurred_at
    return times


def _never_unsaid(state: CallState, event: Told) -> dict[str, Any]:
    told_now = event.fields
    texts = [told_now.get(name, "") for name in ("type_code", "final_type_code", "disposition")]
    return {
        "was_excluded": state.was_excluded
        or bool(told_now.get("was_excluded"))
        or excluded(filter(None, texts)) is not None,
        "is_protected": state.is_protected or bool(told_now.get("protected_flag")),
        "is_subject": state.is_subject
        or event.kind == EventKind.ARREST
        or bool(told_now.get("arrest"))
        or told_now.get("caller_role") == "subject",
        "phones": state.phones | {told_now["phone"]} if told_now.get("phone") else state.phones,
        "places": state.places | {told_now["place"]} if told_now.get("place") else state.places,
    }
