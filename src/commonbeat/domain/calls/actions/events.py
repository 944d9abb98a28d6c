"""Every write of calls and their events: hearing what other systems tell, and forgetting persons in time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from commonbeat.domain.calls.actions.decisions import Known, decide_calls
from commonbeat.domain.calls.actions.protection import lay_marks, wanted_marks
from commonbeat.domain.calls.events import EVENTS_HEARD, PERSONS_UNLINKED
from commonbeat.domain.calls.models import (
    PLAIN_COLUMNS,
    Call,
    CallEvent,
    Decision,
    ProtectedMark,
    RequestReceipt,
)
from commonbeat.domain.calls.queries import Means, marks_on, means_of, place_lookup, zone_of
from commonbeat.domain.calls.rules.decisions import words_for
from commonbeat.domain.calls.rules.events import CallState, EventKind, Report, Told, fold, told
from commonbeat.domain.calls.rules.languages import language_code
from commonbeat.domain.calls.rules.timing import shift_of
from commonbeat.engine.messaging.actions import contact_for_phone
from commonbeat.engine.messaging.models import Contact
from commonbeat.engine.messaging.queries import phone_lookup
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM, Actor
from commonbeat.ground.core.errors import Invalid
from commonbeat.ground.ledger.actions import record

SOURCE = "api"
RECEIPT_DAYS = 7
# Answers are cut loose from numbers after at most as many days; the call may not keep the way back open.
PERSON_DAYS = 30
BATCH = 500
# What of an event leads to a person; where people live apart, the block of a victim does so as well.
PERSONAL_FIELDS = ("phone", "place")
NOT_OF_EXCLUDED = (*PERSONAL_FIELDS, "longitude", "latitude")
UPDATED = [
    *PLAIN_COLUMNS,
    "area",
    "shift",
    "place_lookup",
    "unit_ids",
    "employee_ids",
    "contact",
    "number_given",
    "changed_at",
]


def hear(
    *,
    agency: Agency,
    reports: Sequence[Report],
    key: str = "",
    digest: str = "",
    by: Actor,
    at: datetime,
) -> dict[str, Any]:
    """Take in the events of one request, decide, and return the answer; all of it is kept, or nothing.

    `key` and `digest` are the request's `Idempotency-Key` and the hash of its body: the same request again
    is answered as before and does nothing. Raises Invalid when the key comes with another body.
    """
    known = _answer_before(agency, key, digest)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            answer = _take_in(agency, reports, by, at)
            if key:
                RequestReceipt.objects.create(agency=agency, key=key, digest=digest, answer=answer, at=at)
            return answer
    except IntegrityError:
        # The same request came in twice at once; the other one was a moment faster.
        known = _answer_before(agency, key, digest)
        if known is None:
            raise
        return known


def _answer_before(agency: Agency, key: str, digest: str) -> dict[str, Any] | None:
    receipt = RequestReceipt.objects.filter(agency=agency, key=key).first() if key else None
    if receipt is None:
        return None
    if receipt.digest != digest:
        raise Invalid(
            "This Idempotency-Key was used before with another body. Nothing was kept; use a new key.",
            code="key_reused",
            where="Idempotency-Key",
        )
    return dict(receipt.answer)


def _take_in(agency: Agency, reports: Sequence[Report], by: Actor, at: datetime) -> dict[str, Any]:
    means = means_of(agency)
    calls = _locked_calls(agency, sorted({report.incident_no for report in reports}), at)
    states, fresh = _folded(calls, _news(agency, reports))
    marks = _marked(agency, means, states, at)
    _store_calls(agency, means, calls, states, reports, at)
    _store_events(calls, states, fresh, at)
    known = [Known(calls[number], state) for number, state in states.items()]
    decisions = decide_calls(agency=agency, known=known, marks=marks, means=means, by=by, at=at)
    record(
        EVENTS_HEARD,
        subject=f"agency:{agency.slug}",
        agency=agency.slug,
        by=by,
        at=at,
        content={"events": len(reports), "new": sum(map(len, fresh.values()))},
    )
    return _answer(calls, means, decisions)


def _locked_calls(agency: Agency, numbers: Sequence[str], at: datetime) -> dict[str, Call]:
    """Return the calls by incident number, made if new, locked so that no other request folds them now."""
    stored = Call.objects.filter(agency=agency, incident_no__in=numbers).select_related("contact")
    locked = stored.select_for_update(of=("self",)).order_by("incident_no")
    calls = {call.incident_no: call for call in locked}
    if len(calls) < len(numbers):
        new = [
            Call(agency=agency, incident_no=number, source=SOURCE, changed_at=at)
            for number in numbers
            if number not in calls
        ]
        Call.objects.bulk_create(new, ignore_conflicts=True)
        calls = {call.incident_no: call for call in locked.all()}
    return {number: calls[number] for number in numbers}


def _news(agency: Agency, reports: Sequence[Report]) -> dict[str, list[Told]]:
    """Return the events by incident number, with keyed hashes in the place of numbers and addresses."""
    hashes = {report.callback_no: phone_lookup(report.callback_no) for report in reports}
    places = {report.address: place_lookup(agency, report.address) for report in reports}
    news: dict[str, list[Told]] = defaultdict(list)
    for report in reports:
        fields = dict(report.fields)
        if report.callback_no:
            phone = hashes[report.callback_no]
            fields |= {"is_number_good": bool(phone)} | ({"phone": phone} if phone else {})
        if places[report.address]:
            fields["place"] = places[report.address]
        if "language" in fields:
            fields["language"] = language_code(fields["language"])
        news[report.incident_no].append(told(report.kind, report.occurred_at, report.source_id, fields))
    return news


def _folded(
    calls: Mapping[str, Call], news: Mapping[str, list[Told]]
) -> tuple[dict[str, CallState], dict[str, list[Told]]]:
    """Return the state of each call after all its events, and those events that were not known before."""
    stored: dict[int, list[Told]] = defaultdict(list)
    for event in CallEvent.objects.filter(call__in=calls.values()):
        stored[event.call_id].append(
            Told(EventKind(event.kind), event.occurred_at, event.source_id, event.fields, event.digest)
        )
    states, fresh = {}, {}
    for number, call in calls.items():
        before = stored[call.pk] + ([_as_imported(call)] if call.import_run_id else [])
        seen = {event.identity for event in before}
        now = {event.identity: event for event in news[number] if event.identity not in seen}
        fresh[number] = list(now.values())
        states[number] = fold([*before, *fresh[number]])
    return states, fresh


def _as_imported(call: Call) -> Told:
    """Return what an import said of a call as one event, before all that is told of it later."""
    state = call.state()
    times = {
        "t_received": state.received_at,
        "t_dispatched": state.dispatched_at,
        "t_onscene": state.on_scene_at,
        "t_cleared": state.cleared_at,
    }
    fields: dict[str, Any] = {name: at.isoformat() for name, at in times.items() if at}
    fields |= {
        "type_code": state.type_initial,
        "final_type_code": state.type_final,
        "was_excluded": state.was_excluded,
        "protected_flag": state.is_protected,
        "arrest": state.is_subject,
    }
    for name in ("priority", "disposition", "case_no", "beat", "call_taker_id", "language", "phone", "place"):
        fields[name] = getattr(state, name)
    fields |= {"longitude": state.longitude, "latitude": state.latitude}
    fields |= {"unit_ids": list(state.unit_ids), "employee_ids": list(state.employee_ids)}
    if state.is_number_good is not None:
        fields["is_number_good"] = state.is_number_good
    kind = EventKind.CANCELLED if state.cancelled_at else EventKind.RETYPED
    first = min(filter(None, times.values()), default=call.changed_at)
    return told(kind, state.cancelled_at or first, "", fields)


def _marked(
    agency: Agency, means: Means, states: Mapping[str, CallState], at: datetime
) -> list[ProtectedMark]:
    """Lay marks for the calls that are never texted, and return every mark that touches these calls."""
    phones = {phone for state in states.values() for phone in state.phones}
    places = {place for state in states.values() for place in state.places}
    marks = marks_on(agency, phones, places) if phones or places else []
    zone = zone_of(agency)
    wanted = [
        mark
        for state in states.values()
        if state.was_excluded or state.is_protected
        for mark in wanted_marks(
            state.phones, state.places, (state.received_at or at).astimezone(zone).date()
        )
    ]
    return marks + lay_marks(agency=agency, wanted=wanted, known=marks, days=means.screen_days)


def _store_calls(
    agency: Agency,
    means: Means,
    calls: Mapping[str, Call],
    states: Mapping[str, CallState],
    reports: Iterable[Report],
    at: datetime,
) -> None:
    moved = {number: state for number, state in states.items() if _is_elsewhere(calls[number], state)}
    areas = dict(zip(moved, _area_ids(means, moved.values()), strict=True))
    contacts = _contacts(agency, calls, states, reports, at)
    zone = zone_of(agency)
    for number, state in states.items():
        if number in moved:
            calls[number].area_id = areas[number]
        _write(calls[number], state, means, zone)
        calls[number].contact = None if state.was_excluded else contacts.get(state.phone)
        calls[number].changed_at = at
    Call.objects.bulk_create(
        calls.values(),
        update_conflicts=True,
        unique_fields=["agency", "incident_no"],
        update_fields=UPDATED,
    )


def _is_elsewhere(call: Call, state: CallState) -> bool:
    return (call.beat, call.longitude, call.latitude) != (state.beat, state.longitude, state.latitude)


def _area_ids(means: Means, states: Iterable[CallState]) -> list[int | None]:
    places = [(state.beat, state.longitude, state.latitude) for state in states]
    beats, longitudes, latitudes = zip(*places, strict=True) if places else ((), (), ())
    return means.ground.area_ids(beats, longitudes, latitudes)


def _write(call: Call, state: CallState, means: Means, zone: ZoneInfo) -> None:
    for name in PLAIN_COLUMNS:
        setattr(call, name, getattr(state, name))
    call.unit_ids, call.employee_ids = list(state.unit_ids), list(state.employee_ids)
    call.place_lookup = state.place
    if state.was_excluded:
        call.place_lookup, call.longitude, call.latitude = "", None, None
    call.number_given = {None: "", True: "good", False: "unusable"}[state.is_number_good]
    if state.received_at:
        call.shift = shift_of(state.received_at.astimezone(zone), means.shift_starts)


def _contacts(
    agency: Agency,
    calls: Mapping[str, Call],
    states: Mapping[str, CallState],
    reports: Iterable[Report],
    at: datetime,
) -> dict[str, Contact]:
    """Return contacts by keyed hash, made for the calls that may be texted; for the others none is made."""
    wanted = {state.phone for state in states.values() if state.phone and not state.was_excluded}
    found = {call.contact.phone_lookup: call.contact for call in calls.values() if call.contact}
    missing = wanted - set(found)
    if missing:
        stored = Contact.objects.filter(agency=agency, phone_lookup__in=missing)
        found |= {contact.phone_lookup: contact for contact in stored}
    for report in reports:
        lookup = phone_lookup(report.callback_no) if report.callback_no else ""
        if lookup in wanted and lookup not in found:
            language = language_code(report.fields.get("language", ""))
            found[lookup] = contact_for_phone(
                agency=agency, phone=report.callback_no, language=language, at=at
            )
    for contact in found.values():
        contact.agency = agency  # at hand, so that it is not read again for each text
    return found


def _store_events(
    calls: Mapping[str, Call],
    states: Mapping[str, CallState],
    fresh: Mapping[str, Sequence[Told]],
    at: datetime,
) -> None:
    """Keep the new events; those of a call that is never texted lose what leads to a person, old ones too."""
    rows = [
        CallEvent(
            call=calls[number],
            kind=event.kind,
            occurred_at=event.occurred_at,
            source_id=event.source_id,
            fields=_without(event.fields, NOT_OF_EXCLUDED) if states[number].was_excluded else event.fields,
            digest=event.digest,
            heard_at=at,
        )
        for number, events in fresh.items()
        for event in events
    ]
    CallEvent.objects.bulk_create(rows, ignore_conflicts=True)
    excluded = [calls[number] for number, state in states.items() if state.was_excluded]
    if excluded:
        strip(CallEvent.objects.filter(call__in=excluded), NOT_OF_EXCLUDED)


def _without(fields: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in names}


def strip(events: Iterable[CallEvent], names: Sequence[str]) -> None:
    """Take the named fields out of stored events."""
    holding = [event for event in events if not event.fields.keys().isdisjoint(names)]
    for event in holding:
        event.fields = _without(event.fields, names)
    CallEvent.objects.bulk_update(holding, ["fields"], batch_size=BATCH)


def _answer(calls: Mapping[str, Call], means: Means, decisions: Iterable[Decision]) -> dict[str, Any]:
    """Return one decision for each rule and call. A protected number is not told from which call it is."""
    keys = {rule.pk: rule.key for rule in means.rules}
    of_call: dict[int, list[dict[str, str]]] = defaultdict(list)
    for decision in sorted(decisions, key=lambda one: one.rule_id):
        of_call[decision.call_id].append(
            {
                "rule": keys[decision.rule_id],
                "outcome": str(decision.outcome),
                "reason": str(decision.reason),
                "words": words_for(decision.outcome, decision.reason),
            }
        )
    return {
        "calls": [{"incident_no": number, "decisions": of_call[call.pk]} for number, call in calls.items()]
    }


@transaction.atomic
def unlink_persons(*, agency: Agency, at: datetime) -> int:
    """Cut calls older than 30 days loose from numbers and addresses; return how many calls."""
    before = at - timedelta(days=PERSON_DAYS)
    old = Call.objects.filter(agency=agency, changed_at__lt=before)
    linked = list(old.exclude(contact=None, place_lookup="").values_list("pk", flat=True)[:BATCH])
    if not linked:
        return 0
    Call.objects.filter(pk__in=linked).update(contact=None, place_lookup="")
    strip(CallEvent.objects.filter(call__in=linked), PERSONAL_FIELDS)
    record(
        PERSONS_UNLINKED,
        subject=f"agency:{agency.slug}",
        agency=agency.slug,
        by=SYSTEM,
        at=at,
        content={"calls": len(linked)},
    )
    return len(linked)


def forget_receipts(*, at: datetime) -> int:
    """Drop the answers kept for repeated requests once nobody repeats them any more."""
    return RequestReceipt.objects.filter(at__lt=at - timedelta(days=RECEIPT_DAYS)).delete()[0]
