"""What a change of the allow-list or of a rule would have done to the calls of last month."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from commonbeat.domain.calls.models import Call, TextRule
from commonbeat.domain.calls.queries.deciding import policy_of
from commonbeat.domain.calls.rules.decisions import Circumstances, Outcome, Policy, Reason, Verdict, decide
from commonbeat.domain.calls.rules.events import EventKind
from commonbeat.domain.calls.rules.facts import CallFacts, type_key
from commonbeat.domain.calls.rules.victim_safety import excluded
from commonbeat.ground.agency.models import Agency

MONTH = timedelta(days=30)

_ALIKE = ("type_initial", "type_final", "disposition", "was_excluded", "is_protected", "is_subject")


@dataclass(frozen=True)
class Effect:
    """How many calls of last month a change is about, and what would have become of them."""

    calls: int
    texted: int
    by_safety: int
    no_number: int

    @property
    def otherwise_not(self) -> int:
        return self.calls - self.texted - self.by_safety - self.no_number


@dataclass(frozen=True)
class TypeSeen:
    """A type of call that came in last month."""

    code: str
    key: str
    calls: int
    is_allowed: bool
    is_never: bool


@dataclass(frozen=True)
class _Alike:
    """Calls that the rules cannot tell apart: how many there are, and how many came with a number."""

    facts: CallFacts
    around: Circumstances
    calls: int
    numbered: int

    def verdict(self, policy: Policy) -> Verdict:
        return decide(self.facts, policy, self.around)


def effect_of_types(agency: Agency, codes: Collection[str], at: datetime) -> Effect:
    """Return what would have happened last month to the calls of these types, had they been allowed."""
    keys = {type_key(code) for code in codes}
    policy = Policy(policy_of(agency).allowed | keys)
    about = [one for one in _alike(_last_month(agency, at)) if type_key(one.facts.type_now) in keys]
    return _effect(about, policy)


def effect_of_rule(agency: Agency, rule: TextRule, delay_minutes: int, at: datetime) -> Effect:
    """Return what the rule would have done last month, had it been on with this delay."""
    calls = _triggered(_last_month(agency, at), rule.trigger, timedelta(minutes=delay_minutes))
    return _effect(_alike(calls), policy_of(agency))


def is_never_texted(code: str) -> bool:
    return excluded([code]) is not None


def types_seen(agency: Agency, at: datetime) -> list[TypeSeen]:
    """Return the types of last month's calls, the most frequent first."""
    allowed = policy_of(agency).allowed
    counts: dict[str, int] = defaultdict(int)
    codes: dict[str, str] = {}
    for one in _alike(_last_month(agency, at)):
        key = type_key(one.facts.type_now)
        if key:
            counts[key] += one.calls
            codes.setdefault(key, one.facts.type_now)
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return [
        TypeSeen(codes[key], key, counts[key], key in allowed, is_never_texted(codes[key])) for key in ordered
    ]


def _last_month(agency: Agency, at: datetime) -> QuerySet[Call]:
    month = (at - MONTH, at)
    # A call of which only its end was told has no time of receipt.
    came_in = Q(received_at__range=month) | Q(received_at=None, changed_at__range=month)
    return Call.objects.filter(came_in, agency=agency)


def _alike(calls: QuerySet[Call]) -> Iterator[_Alike]:
    groups = calls.order_by().values(*_ALIKE).annotate(calls=Count("pk"), numbered=Count("contact"))
    for group in groups:
        yield _Alike(
            facts=CallFacts(group["type_initial"], group["type_final"], disposition=group["disposition"]),
            around=Circumstances(
                was_excluded=group["was_excluded"],
                is_protected=group["is_protected"],
                is_subject=group["is_subject"],
            ),
            calls=group["calls"],
            numbered=group["numbered"],
        )


def _effect(about: Collection[_Alike] | Iterator[_Alike], policy: Policy) -> Effect:
    calls = texted = by_safety = no_number = 0
    for one in about:
        verdict = one.verdict(policy)
        calls += one.calls
        if verdict.outcome == Outcome.SEND:
            texted += one.numbered
            no_number += one.calls - one.numbered
        elif verdict.reason in (Reason.VICTIM_SAFETY, Reason.PROTECTED):
            by_safety += one.calls
    return Effect(calls, texted, by_safety, no_number)


def _triggered(calls: QuerySet[Call], trigger: str, delay: timedelta) -> QuerySet[Call]:
    if trigger == EventKind.DELAYED:
        slow = F("received_at") + delay
        nobody_came = Q(on_scene_at=None) & Q(cleared_at__gt=slow)
        return calls.filter(Q(delayed_at__isnull=False) | Q(on_scene_at__gt=slow) | nobody_came)
    moments = {
        EventKind.RECEIVED: "received_at",
        EventKind.DISPATCHED: "dispatched_at",
        EventKind.CLEARED: "cleared_at",
        EventKind.CASE_OPENED: "case_opened_at",
        EventKind.CASE_ASSIGNED: "case_assigned_at",
        EventKind.CASE_CLOSED: "case_closed_at",
    }
    return calls.filter(**{f"{moments[EventKind(trigger)]}__isnull": False}, cancelled_at=None)
