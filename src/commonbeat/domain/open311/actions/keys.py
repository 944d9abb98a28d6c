"""Writes about keys: those we give to programs, and those that partners gave to us."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.models import Partner
from commonbeat.domain.open311 import events
from commonbeat.domain.open311.access import require_manage
from commonbeat.domain.open311.choices import Capability
from commonbeat.domain.open311.models import KeyTerms, Line
from commonbeat.domain.open311.rules.sealing import seal
from commonbeat.ground.agency.actions import end_api_key, issue_api_key
from commonbeat.ground.agency.models import ApiKey, Staff
from commonbeat.ground.core.errors import Hidden, Invalid
from commonbeat.ground.ledger.actions import record

LONGEST_KEY = 200


@transaction.atomic
def issue_key(
    *, name: str, reports_a_day: int, partner: Partner | None, by: Staff, at: datetime
) -> tuple[KeyTerms, str]:
    """Give a program a key; return its terms and the secret, which is shown once."""
    require_manage(by)
    if partner is not None and partner.agency_id != by.agency_id:
        raise Invalid(_("Choose a partner of this agency."), code="no_partner", where="partner")
    key, secret = issue_api_key(
        agency=by.agency, name=name, capabilities=[Capability.REPORT], by=by.actor(), at=at
    )
    terms = KeyTerms.objects.create(key=key, reports_a_day=reports_a_day, partner=partner)
    record(
        events.KEY_TERMS_SET,
        subject=f"key:{key.pk}",
        agency=by.agency.slug,
        by=by.actor(),
        at=at,
        content={"reports_a_day": reports_a_day, "partner": partner.pk if partner else None},
    )
    return terms, secret


@transaction.atomic
def end_key(*, key: ApiKey, by: Staff, at: datetime) -> None:
    require_manage(by)
    if key.agency_id != by.agency_id or Capability.REPORT not in key.capabilities:
        raise Hidden(_("There is no such key."), code="not_found")
    if key.ended_at is None:
        end_api_key(key=key, by=by.actor(), at=at)


@transaction.atomic
def describe_partner(
    *, partner: Partner, key: str, services: Mapping[str, str], by: Staff, at: datetime
) -> Partner:
    """Set what a partner calls our kinds of concerns, and the key it gave us ("" keeps the one we have)."""
    require_manage(by)
    if partner.agency_id != by.agency_id:
        raise Hidden(_("There is no such partner."), code="not_found")
    if len(key) > LONGEST_KEY:
        raise Invalid(_("This key is too long."), code="key_too_long", where="key")
    partner.services = dict(services)
    if key:
        partner.key_sealed = seal(settings.SECRET_KEY, key, f"partner:{partner.pk}")
    partner.save(update_fields=["services", "key_sealed"])
    # Its server may have changed with it, so what it speaks is learned anew.
    Line.objects.filter(partner=partner).delete()
    record(
        events.PARTNER_DESCRIBED,
        subject=f"partner:{partner.pk}",
        agency=by.agency.slug,
        by=by.actor(),
        at=at,
        content={"services": dict(services), "has_new_key": bool(key)},
    )
    return partner
