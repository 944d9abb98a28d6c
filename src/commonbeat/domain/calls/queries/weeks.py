"""What was decided: the week at a glance, and decisions as a person with certain rights may see them."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from commonbeat.domain.calls.choices import SHIPPED_RULES
from commonbeat.domain.calls.models import Call, Decision
from commonbeat.domain.calls.rules.decisions import BY_SAFETY, SAFETY, Outcome, words_for
from commonbeat.ground.agency.models import Agency

RULE_NAMES = {shipped.key: shipped.name for shipped in SHIPPED_RULES}


@dataclass(frozen=True)
class Week:
    """Monday to Sunday where the agency is."""

    monday: date
    start: datetime
    end: datetime

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=7)


@dataclass(frozen=True)
class DayCount:
    """What was decided on one day. `held` are texts that wait, for the call to go on or for their hour."""

    day: date
    sent: int
    held: int
    by_safety: int
    suppressed: int


@dataclass(frozen=True)
class ShownDecision:
    """One decision with only what the person who looks may see of it."""

    call: str
    decided_at: datetime
    incident_no: str
    call_type: str
    rule: str
    outcome: str
    words: str
    is_masked: bool


def week_of(agency: Agency, day: date) -> Week:
    zone = ZoneInfo(agency.time_zone)
    monday = day - timedelta(days=day.weekday())
    start = datetime.combine(monday, datetime.min.time(), zone)
    return Week(monday, start, datetime.combine(monday + timedelta(days=7), datetime.min.time(), zone))


def count_week(agency: Agency, week: Week) -> tuple[list[DayCount], list[tuple[str, int]]]:
    """Return the seven days, and for the suppressed texts of the week each reason with its number."""
    rows = (
        Decision.objects.filter(agency=agency, decided_at__gte=week.start, decided_at__lt=week.end)
        .annotate(day=TruncDate("decided_at", tzinfo=ZoneInfo(agency.time_zone)))
        .order_by()
        .values("day", "outcome", "reason")
        .annotate(number=Count("pk"), gone=Count("rechecked_at"))
    )
    days: dict[date, Counter[str]] = {week.monday + timedelta(days=n): Counter() for n in range(7)}
    reasons: Counter[str] = Counter()
    for row in rows:
        _count(days[row["day"]], reasons, row)
    counted = [
        DayCount(day, count["sent"], count["held"], count["by_safety"], count["suppressed"])
        for day, count in days.items()
    ]
    return counted, [(reason_words(reason), number) for reason, number in reasons.most_common()]


def _count(day: Counter[str], reasons: Counter[str], row: Mapping[str, Any]) -> None:
    if row["outcome"] == Outcome.SUPPRESS:
        is_by_safety = row["reason"] in BY_SAFETY
        day["by_safety" if is_by_safety else "suppressed"] += row["number"]
        reasons[SAFETY if is_by_safety else row["reason"]] += row["number"]
        return
    gone = row["gone"] if row["outcome"] == Outcome.SEND else 0
    day["sent"] += gone
    day["held"] += row["number"] - gone


def reason_words(reason: str) -> str:
    """Return what a reason means; those of safety are one, so that nobody learns which it was."""
    if reason == SAFETY or reason in BY_SAFETY:
        return _("Never texted, by safety.")
    return _(words_for(Outcome.SUPPRESS, reason))


def filtered(
    decisions: QuerySet[Decision],
    *,
    week: Week,
    outcome: str = "",
    reason: str = "",
    call_type: str = "",
    sees_protected: bool,
) -> QuerySet[Decision]:
    """Return the decisions of a week that fit, the newest first.

    A filter by type finds nothing of what is kept for safety, unless the person may see its types.
    """
    found = decisions.filter(decided_at__gte=week.start, decided_at__lt=week.end)
    if outcome:
        found = found.filter(outcome=outcome)
    if reason:
        found = found.filter(reason__in=BY_SAFETY if reason == SAFETY else [reason])
    if call_type:
        found = found.filter(
            Q(call__type_final__iexact=call_type)
            | Q(call__type_final="", call__type_initial__iexact=call_type)
        )
        found = found if sees_protected else found.exclude(_is_kept())
    return found.select_related("call", "rule").order_by("-decided_at", "-pk")


def shown(decisions: Collection[Decision], *, sees_protected: bool) -> list[ShownDecision]:
    """Return the decisions with the type of call masked where safety keeps it.

    The whole call is masked: a text that went out before it turned grave would tell its type as well.
    """
    kept = set()
    if not sees_protected:
        about = Decision.objects.filter(call__in={decision.call_id for decision in decisions})
        kept = set(about.filter(_is_kept()).values_list("call_id", flat=True))
    return [_shown(decision, is_masked=decision.call_id in kept) for decision in decisions]


def _is_kept() -> Q:
    """Match the decisions about calls that safety keeps from being texted, each decision of such a call."""
    stopped = Decision.objects.filter(call=OuterRef("call"), reason__in=BY_SAFETY)
    return Q(call__was_excluded=True) | Q(call__is_protected=True) | Q(Exists(stopped))


def _shown(decision: Decision, *, is_masked: bool) -> ShownDecision:
    call: Call = decision.call
    if decision.outcome == Outcome.SUPPRESS:
        words = reason_words(decision.reason)
    else:
        words = _(words_for(decision.outcome, ""))
    return ShownDecision(
        call=call.public_id,
        decided_at=decision.decided_at,
        incident_no=call.incident_no,
        call_type="" if is_masked else call.type_final or call.type_initial,
        rule=str(RULE_NAMES.get(decision.rule.key, decision.rule.key)),
        outcome=_outcome_words(decision),
        words=words,
        is_masked=is_masked,
    )


def _outcome_words(decision: Decision) -> str:
    if decision.outcome == Outcome.SUPPRESS:
        return _("Not texted")
    if decision.outcome == Outcome.WAIT:
        return _("Waiting for the call to go on")
    return _("Sent") if decision.rechecked_at else _("Waiting for its hour")
