"""Every write of decisions: made when a call is heard of, and asked again before a text goes out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from commonbeat.domain.calls.choices import LookupKind
from commonbeat.domain.calls.events import MESSAGE_STOPPED
from commonbeat.domain.calls.models import Call, Decision, ProtectedMark, TextRule
from commonbeat.domain.calls.queries import (
    Means,
    is_protected_person,
    marks_on,
    means_of,
    policy_of,
    protected,
    staff_numbered,
    waiting_calls,
    zone_of,
)
from commonbeat.domain.calls.rules.decisions import (
    BY_SAFETY,
    SAFETY,
    Circumstances,
    Outcome,
    Reason,
    Verdict,
    code_for_others,
    decide,
)
from commonbeat.domain.calls.rules.events import CallState, EventKind
from commonbeat.domain.calls.rules.timing import due_at, is_answered, latest
from commonbeat.engine.messaging.actions import queue
from commonbeat.engine.messaging.choices import OPEN_STATES, MessageState, Scope
from commonbeat.engine.messaging.models import Message
from commonbeat.engine.surveys.actions import invite
from commonbeat.engine.surveys.choices import InvitationState
from commonbeat.engine.surveys.models import Invitation
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM, Actor
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.ledger.actions import record

# What messaging says when it holds a text back, in the words of decisions.
_OF_MESSAGING = {
    "opted_out": Reason.OPTED_OUT,
    "blocked": Reason.BLOCKED,
    "survey_cap": Reason.SURVEY_CAP,
    "daily_cap": Reason.DAILY_CAP,
    "no_address": Reason.NO_NUMBER,
    "expired": Reason.TOO_LATE,
}
NEVER_SENT = (MessageState.EXPIRED, MessageState.SUPPRESSED)
_HELD_BACK = frozenset([*_OF_MESSAGING.values(), Reason.NOT_QUEUED])


@dataclass(frozen=True)
class Known:
    """A call together with the state that its events left it in."""

    call: Call
    state: CallState


@dataclass
class Desk:
    """What is at hand while many calls are decided about in one go."""

    agency: Agency
    means: Means
    protected: frozenset[tuple[str, str]]
    by: Actor
    at: datetime
    made: dict[tuple[int, int], Decision] = field(default_factory=dict)


def today(agency: Agency, at: datetime) -> date:
    return at.astimezone(zone_of(agency)).date()


@transaction.atomic(savepoint=False)
def decide_calls(
    *,
    agency: Agency,
    known: Sequence[Known],
    marks: Collection[ProtectedMark],
    means: Means,
    by: Actor,
    at: datetime,
    only: Collection[TextRule] | None = None,
) -> list[Decision]:
    """Decide about each call by each rule that is on; queue what is to be sent; return all decisions."""
    rules = means.rules if only is None else tuple(only)
    stored = Decision.objects.filter(call__in=[one.call for one in known], rule__in=rules)
    desk = Desk(
        agency=agency,
        means=means,
        protected=protected(marks, today(agency, at)),
        by=by,
        at=at,
        made={(decision.call_id, decision.rule_id): decision for decision in stored},
    )
    changed = [
        decision for one in known for rule in rules if (decision := _decided(desk, one, rule)) is not None
    ]
    Decision.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["call", "rule"],
        update_fields=["outcome", "reason", "decided_at", "message_ref"],
    )
    return list(desk.made.values())


def _decided(desk: Desk, one: Known, rule: TextRule) -> Decision | None:
    """Return the decision if it is new or has changed. Once a text went to its sending, it stands."""
    key = (one.call.pk, rule.pk)
    stored = desk.made.get(key)
    if stored is not None and stored.rechecked_at is not None:
        return None
    verdict = decide(one.state.facts, desk.means.policy, _around(desk, one, rule))
    message_ref = stored.message_ref if stored else ""
    if verdict.outcome == Outcome.SEND and not message_ref:
        message_ref, held_back = _send(desk, one, rule)
        verdict = Verdict(Outcome.SUPPRESS, held_back) if held_back else verdict
    elif verdict.outcome == Outcome.SEND and stored is not None and stored.reason in _HELD_BACK:
        return None
    if stored is not None and (stored.outcome, stored.reason, stored.message_ref) == (
        verdict.outcome,
        verdict.reason or "",
        message_ref,
    ):
        return None
    desk.made[key] = Decision(
        agency=desk.agency,
        call=one.call,
        rule=rule,
        outcome=verdict.outcome,
        reason=verdict.reason or "",
        decided_at=desk.at,
        message_ref=message_ref,
    )
    return desk.made[key]


def _around(desk: Desk, one: Known, rule: TextRule) -> Circumstances:
    state = one.state
    due = due_at(state, rule.trigger, timedelta(minutes=rule.delay_minutes), desk.at)
    return Circumstances(
        is_protected=is_protected(state, desk.protected),
        was_excluded=state.was_excluded,
        is_subject=state.is_subject,
        has_number=bool(state.phone) or state.is_number_good is False,
        is_answered=is_answered(state, rule.trigger),
        is_waiting=due is None,
        due_at=due,
        latest=latest(rule.trigger, desk.means.latest_hours),
        at=desk.at,
    )


def is_protected(state: CallState, held: frozenset[tuple[str, str]]) -> bool:
    """Tell whether the case is flagged, or its number or address bears a mark that holds."""
    return state.is_protected or not held.isdisjoint(
        [(LookupKind.PHONE.value, state.phone), (LookupKind.PLACE.value, state.place)]
    )


def _send(desk: Desk, one: Known, rule: TextRule) -> tuple[str, Reason | None]:
    """Queue the text or ask the survey; return its reference, and why messaging held it back if it did."""
    due = due_at(one.state, rule.trigger, timedelta(minutes=rule.delay_minutes), desk.at) or desk.at
    send_at = max(due, desk.at)
    try:
        # Each of the two keeps all of what it does or nothing, so a refusal leaves nothing to undo.
        return (_ask if rule.instrument_key else _tell)(desk, one, rule, send_at)
    except Refused:
        return "", Reason.NOT_QUEUED


def _ask(desk: Desk, one: Known, rule: TextRule, send_at: datetime) -> tuple[str, Reason | None]:
    call, state = one.call, one.state
    numbers = [*state.employee_ids, *filter(None, [state.call_taker_id])]
    invitation = invite(
        agency=desk.agency,
        instrument_key=rule.instrument_key,
        contact=call.contact,
        subject=f"call:{call.public_id}",
        category=state.facts.type_now[:80],
        area=desk.means.ground.area(call.area_id),
        unit=state.unit_ids[0] if state.unit_ids else "",
        shift=call.shift,
        staff=staff_numbered(desk.agency, numbers),
        language=_language(desk, one),
        send_at=send_at,
        dedupe_key=_dedupe_key(call, rule),
        by=desk.by,
        at=desk.at,
    )
    reference = f"invitation:{invitation.public_id}"
    if invitation.state != InvitationState.UNREACHED:
        return reference, None
    opening = Message.objects.filter(subject=f"survey:{invitation.public_id}").order_by("pk").first()
    return reference, _OF_MESSAGING.get(opening.reason if opening else "", Reason.NOT_QUEUED)


def _tell(desk: Desk, one: Known, rule: TextRule, send_at: datetime) -> tuple[str, Reason | None]:
    if one.call.contact is None:
        return "", Reason.NO_NUMBER
    message = queue(
        contact=one.call.contact,
        scope=Scope.UPDATES,
        template_key=rule.template_key,
        context={"minutes": rule.delay_minutes},
        language=_language(desk, one),
        dedupe_key=_dedupe_key(one.call, rule),
        subject=f"call:{one.call.public_id}",
        not_before=send_at,
        expires_at=send_at + latest(rule.trigger, desk.means.latest_hours),
        by=desk.by,
        at=desk.at,
    )
    held_back = message.state in (MessageState.SUPPRESSED, MessageState.EXPIRED)
    return f"message:{message.public_id}", (
        _OF_MESSAGING.get(message.reason, Reason.NOT_QUEUED) if held_back else None
    )


def _dedupe_key(call: Call, rule: TextRule) -> str:
    return f"{rule.key}:{call.public_id}:{call.contact_id}"


def _language(desk: Desk, one: Known) -> str:
    """Return the person's own language if it is known, else what the call-taker noted, else the agency's."""
    own = one.call.contact.language if one.call.contact else ""
    return own or one.state.language or (desk.agency.languages or ["en"])[0]


@transaction.atomic(savepoint=False)
def recheck(*, subject: str, at: datetime) -> str:
    """Ask again in the last moment before a text goes out; return why it must not, or "".

    `subject` is that of the message: "call:…", or "survey:…" for the questions of a survey about a call.
    """
    public_id = _call_of(subject)
    call = Call.objects.select_related("agency", "contact").filter(public_id=public_id).first()
    if call is None:
        return ""
    waiting = list(Message.objects.filter(agency=call.agency, subject=subject, state__in=OPEN_STATES))
    decisions = _decisions_behind(call, subject, waiting)
    reason = _reason_now(call, waiting, decisions, at)
    if reason is None or (reason not in BY_SAFETY and _is_own_answer(waiting)):
        Decision.objects.filter(pk__in=[d.pk for d in decisions], outcome=Outcome.SEND).update(
            rechecked_at=at
        )
        return ""
    _stop(call, subject, decisions, reason, at)
    return code_for_others(reason)


def recheck_person(*, subject: str, at: datetime) -> str:
    """Ask whether anything else may be written to someone who called; return why not, or ""."""
    waiting = Message.objects.filter(subject=subject, state__in=OPEN_STATES).select_related("contact__agency")
    return SAFETY if any(is_protected_person(message.contact, at) for message in waiting) else ""


def _is_own_answer(waiting: Sequence[Message]) -> bool:
    """Tell whether a member of staff answers what the person asked: only safety stops that."""
    return bool(waiting) and all(message.scope == Scope.SERVICE for message in waiting)


def _call_of(subject: str) -> str:
    """Return the public id of the call that a message is about, or ""."""
    kind, _colon, key = subject.partition(":")
    if kind == "survey":
        about = Invitation.objects.filter(public_id=key).values_list("subject", flat=True).first() or ""
        kind, _colon, key = about.partition(":")
    return key if kind == "call" else ""


def _decisions_behind(call: Call, subject: str, waiting: Sequence[Message]) -> list[Decision]:
    """Return the decisions that the waiting messages carry out."""
    texts = {f"message:{message.public_id}" for message in waiting}
    is_survey = any(message.scope == Scope.SURVEYS for message in waiting) or subject.startswith("survey:")
    return [
        decision
        for decision in call.decisions.select_related("rule")
        if decision.message_ref in texts
        or (is_survey and decision.rule.instrument_key and decision.message_ref)
    ]


def _reason_now(
    call: Call, waiting: Sequence[Message], decisions: Sequence[Decision], at: datetime
) -> Reason | None:
    state = call.state()
    marks = marks_on(call.agency, state.phones, state.places)
    held = protected(marks, today(call.agency, at))
    triggers = {decision.rule.trigger for decision in decisions}
    around = Circumstances(
        is_protected=is_protected(state, held),
        was_excluded=state.was_excluded,
        is_subject=state.is_subject,
        is_answered=bool(triggers) and all(is_answered(state, trigger) for trigger in triggers),
    )
    verdict = decide(state.facts, policy_of(call.agency), around)
    if verdict.reason:
        return verdict.reason
    if call.contact_id and any(message.contact_id != call.contact_id for message in waiting):
        return Reason.NUMBER_CHANGED
    if decisions and not any(decision.rule.is_enabled for decision in decisions):
        return Reason.RULE_OFF
    return None


@transaction.atomic(savepoint=False)
def note_not_sent(*, message: Message, at: datetime) -> int:
    """Let the decisions behind a text that never went out say so; return how many were mended.

    A decision that was stopped before keeps its reason, and one whose first text went out stays as it was.
    """
    call = Call.objects.filter(agency=message.agency, public_id=_call_of(message.subject)).first()
    if call is None or message.state not in NEVER_SENT or _has_gone_out(call, message.subject):
        return 0
    behind = _decisions_behind(call, message.subject, [message])
    return Decision.objects.filter(pk__in=[one.pk for one in behind], outcome=Outcome.SEND).update(
        outcome=Outcome.SUPPRESS,
        reason=_OF_MESSAGING.get(message.reason, Reason.NOT_QUEUED),
        rechecked_at=at,
    )


def _has_gone_out(call: Call, subject: str) -> bool:
    gone_out = (MessageState.SENT, MessageState.DELIVERED)
    return Message.objects.filter(agency=call.agency_id, subject=subject, state__in=gone_out).exists()


def _stop(call: Call, subject: str, decisions: Sequence[Decision], reason: Reason, at: datetime) -> None:
    """Write down that a text was stopped; a decision whose text went out earlier stays as it was."""
    if not _has_gone_out(call, subject):
        Decision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(
            outcome=Outcome.SUPPRESS, reason=reason, rechecked_at=at
        )
    record(
        MESSAGE_STOPPED,
        subject=f"agency:{call.agency.slug}",
        agency=call.agency.slug,
        by=SYSTEM,
        at=at,
        content={"reason": code_for_others(reason)},
    )


@transaction.atomic
def watch_delays(*, agency: Agency, at: datetime) -> int:
    """Decide about the calls that nobody has come to in the time the agency set; return how many are late."""
    means = means_of(agency)
    late = 0
    for rule in means.rules:
        if rule.trigger != EventKind.DELAYED:
            continue
        until = at - timedelta(minutes=rule.delay_minutes)
        calls = waiting_calls(agency, until - latest(rule.trigger, means.latest_hours), until)
        known = [Known(call, call.state()) for call in calls]
        marks = marks_on(
            agency,
            {phone for one in known for phone in one.state.phones},
            {place for one in known for place in one.state.places},
        )
        decide_calls(agency=agency, known=known, marks=marks, means=means, by=SYSTEM, at=at, only=[rule])
        late += len(known)
    return late
