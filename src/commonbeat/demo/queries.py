"""What the handset shows: residents, their conversations, why each text went out, and calls never texted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max, QuerySet
from django.utils.translation import gettext

from commonbeat.demo.choices import CODES, Code
from commonbeat.demo.models import CodeToTry, Resident
from commonbeat.domain.calls.choices import SHIPPED_RULES
from commonbeat.domain.calls.models import Call, Decision
from commonbeat.domain.calls.queries import words_for
from commonbeat.engine.measures.choices import Figure
from commonbeat.engine.messaging.models import Message, SandboxText
from commonbeat.engine.surveys.choices import Stratum
from commonbeat.engine.surveys.measures import CPSS
from commonbeat.engine.surveys.models import Invitation
from commonbeat.engine.surveys.queries import total
from commonbeat.ground.agency.models import Agency

RULE_NAMES = {shipped.key: shipped.name for shipped in SHIPPED_RULES}


@dataclass(frozen=True)
class Bubble:
    """One text of a conversation with what a visitor may know about it."""

    message: Message
    call: Call | None
    rule: str
    waited: timedelta | None


def residents(agency: Agency, limit: int = 60) -> QuerySet[Resident]:
    """Return residents with a conversation, the latest first."""
    return (
        Resident.objects.filter(contact__agency=agency)
        .annotate(latest=Max("contact__messages__queued_at"))
        .filter(latest__isnull=False)
        .order_by("-latest", "pk")[:limit]
    )


def conversation(resident: Resident) -> list[Bubble]:
    """Return the resident's texts, oldest first, each with its call and rule."""
    messages = list(
        Message.objects.filter(contact=resident.contact)
        .filter(state__in=["received", "sent", "delivered"])
        .order_by("queued_at", "pk")
    )
    calls = _calls_of([m.subject for m in messages])
    decisions = {
        d.call_id: d for d in Decision.objects.filter(call__in=calls.values()).select_related("rule")
    }
    bubbles = []
    for message in messages:
        call = calls.get(message.subject)
        decision = decisions.get(call.pk) if call else None
        waited = message.sent_at - message.queued_at if message.sent_at else None
        bubbles.append(Bubble(message, call, str(RULE_NAMES[decision.rule.key]) if decision else "", waited))
    return bubbles


def _calls_of(subjects: list[str]) -> dict[str, Call]:
    """Return message subject → call, for texts about a call and for texts of a survey about one."""
    invited = {
        f"survey:{invitation.public_id}": invitation.subject
        for invitation in Invitation.objects.filter(
            public_id__in=[s.removeprefix("survey:") for s in subjects if s.startswith("survey:")]
        )
    }
    about = {subject: invited.get(subject, subject) for subject in subjects}
    wanted = {s.removeprefix("call:") for s in about.values() if s.startswith("call:")}
    calls = {f"call:{call.public_id}": call for call in Call.objects.filter(public_id__in=wanted)}
    return {subject: calls[call] for subject, call in about.items() if call in calls}


@dataclass(frozen=True)
class NeverTexted:
    """A call that no text went out about, as a visitor of the made-up city may see it."""

    type: str
    at: datetime
    why: str


def never_texted(agency: Agency, since: datetime, limit: int = 25) -> list[NeverTexted]:
    """Return the latest decisions not to text, the newest first."""
    decisions = (
        Decision.objects.filter(call__agency=agency, outcome="suppress", decided_at__gte=since)
        .select_related("call", "rule")
        .order_by("-decided_at", "-pk")[:limit]
    )
    return [
        NeverTexted(
            type=d.call.type_final or d.call.type_initial,
            at=d.decided_at,
            why=gettext(words_for(d.outcome, d.reason)),
        )
        for d in decisions
    ]


def figure_now(agency: Agency, at: datetime) -> Figure:
    """Return this month's satisfaction score as staff see it, which moves with every answer."""
    today = at.astimezone(ZoneInfo(agency.time_zone)).date()
    return total(agency, CPSS, Stratum.TEXT, today.replace(day=1), today)


def codes_to_try(agency: Agency) -> list[tuple[Code, str]]:
    """Return what visitors may follow, each with the words that open it."""
    words = dict(CodeToTry.objects.filter(agency=agency).values_list("key", "words"))
    return [(code, words[code.key]) for code in CODES if code.key in words]


def waiting(agency: Agency) -> QuerySet[Message]:
    """Return texts that are still to go out."""
    return Message.objects.filter(agency=agency, state="queued").order_by("not_before", "pk")


def sandbox_texts() -> list[dict[str, str]]:
    """Return what the sandbox provider received, oldest first."""
    return [
        {
            "id": text.sid,
            "to": text.to,
            "from": text.sender,
            "body": text.body,
            "received_at": text.received_at.isoformat(),
            "status": text.status,
        }
        for text in SandboxText.objects.order_by("received_at", "pk")
    ]
