"""Reads of hand-offs: what is told to a partner, what waits for a person, and how partners' servers fare."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.conf import settings
from django.db.models import QuerySet

from commonbeat.domain.concerns.models import HandOff, Partner
from commonbeat.domain.open311.choices import HEALTH_WINDOW, Outcome
from commonbeat.domain.open311.models import Exchange
from commonbeat.domain.open311.queries.services import said
from commonbeat.domain.open311.rules.sealing import unseal
from commonbeat.engine.casework.access import cases_visible_to
from commonbeat.ground.agency.models import Agency, Staff

LAST_ANSWERS = 5


def reference_of(hand_off: HandOff) -> str:
    """Return our own name for a hand-off: each attempt to hand the same concern over has another."""
    return f"{hand_off.concern.case.public_id}-{hand_off.pk}"


def key_of(partner: Partner) -> str:
    sealed = bytes(partner.key_sealed) if partner.key_sealed else b""
    return unseal(settings.SECRET_KEY, sealed, f"partner:{partner.pk}")


def fields_of(hand_off: HandOff, service_code: str) -> dict[str, str | list[str]]:
    """Return what a partner is told: what and where, and nothing about who sent it.

    A partner's server may show the description to everyone, so it holds words only once staff have looked.
    """
    concern = hand_off.concern
    named = said(concern.category.names, concern.agency) or ""
    words = (concern.public_words if concern.looked_at else "") or named
    fields: dict[str, str | list[str]] = {
        "service_code": service_code,
        "description": words[:4000],
        "account_id": reference_of(hand_off),
        "address_string": concern.place,
    }
    if concern.longitude is not None and concern.latitude is not None:
        fields |= {"lat": repr(concern.latitude), "long": repr(concern.longitude)}
    for code, answer in concern.answers.items():
        fields[f"attribute[{code}]" if isinstance(answer, str) else f"attribute[{code}][]"] = answer
    return fields


def unsettled(agency: Agency) -> QuerySet[HandOff]:
    """Return the hand-offs about which no partner is asked any more until a person has looked."""
    return (
        HandOff.objects.filter(partner__agency=agency, ended_at=None, next_attempt_at=None)
        .exclude(partner__endpoint="")
        .select_related("partner", "concern__case")
        .order_by("at")
    )


def unsettled_for(staff: Staff) -> QuerySet[HandOff]:
    """Return those of the concerns that a post may know of."""
    return unsettled(staff.agency).filter(concern__case__in=cases_visible_to(staff, "concern").values("pk"))


@dataclass(frozen=True)
class Health:
    """How a partner's server answered lately. `upness` is answered ÷ asked, None when nothing was asked."""

    partner: Partner
    asked: int
    answered: int
    milliseconds: int
    last: list[Exchange]

    @property
    def upness(self) -> float | None:
        return self.answered / self.asked if self.asked else None


def health_of(agency: Agency, at: datetime) -> list[Health]:
    partners = Partner.objects.filter(agency=agency, ended_at=None).exclude(endpoint="").order_by("name")
    lately = Exchange.objects.filter(partner__in=partners, at__gte=at - HEALTH_WINDOW).order_by("-at", "-pk")
    by_partner: dict[int, list[Exchange]] = {}
    for exchange in lately:
        by_partner.setdefault(exchange.partner_id, []).append(exchange)
    return [_health(partner, by_partner.get(partner.pk, [])) for partner in partners]


def _health(partner: Partner, exchanges: Iterable[Exchange]) -> Health:
    known = list(exchanges)
    answered = [one for one in known if one.outcome in (Outcome.ANSWERED, Outcome.REFUSED)]
    times = [one.milliseconds for one in answered]
    return Health(
        partner, len(known), len(answered), int(median(times)) if times else 0, known[:LAST_ANSWERS]
    )
