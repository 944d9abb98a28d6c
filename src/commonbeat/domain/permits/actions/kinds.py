"""Adopting kinds of permit: each change is a new version with a date and a name."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.permits import events
from commonbeat.domain.permits.choices import Capability
from commonbeat.domain.permits.mappings import speech_parts, suggested
from commonbeat.domain.permits.models import FeeRow, Ground, KindVersion
from commonbeat.domain.permits.rules import faults_of_kind, kind_from
from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Invalid
from commonbeat.ground.ledger.actions import record

APART = ("fees", "grounds")


@transaction.atomic
def adopt_kind(*, agency: Agency, key: str, told: Mapping[str, Any], by: Staff, at: datetime) -> KindVersion:
    """Let a kind be in force from now on, as its next version. What runs keeps the version it began with.

    `told` has the shape of mappings/kinds.toml. Raises Invalid with all that is wrong with it.
    """
    require_can(by, Capability.MANAGE_KINDS)
    kind, fees, grounds = kind_from(key, told), list(told["fees"]), list(told["grounds"])
    faults = faults_of_kind(kind, grounds, fees, speech_parts())
    if faults:
        message = _("This kind of permit cannot be used: it %(faults)s.") % {"faults": "; ".join(faults)}
        raise Invalid(message, code="bad_kind", where="kind")
    before = (
        KindVersion.objects.select_for_update().filter(agency=agency, key=key).order_by("-number").first()
    )
    KindVersion.objects.filter(agency=agency, key=key, ended_at=None).update(ended_at=at)
    version = KindVersion.objects.create(
        agency=agency,
        key=key,
        number=before.number + 1 if before else 1,
        definition={part: value for part, value in told.items() if part not in APART},
        is_expressive=kind.is_expressive,
        is_business=kind.is_business,
        adopted_by=by,
        adopted_at=at,
    )
    for row in fees:
        FeeRow.objects.create(version=version, amount_cents=row["cents"], **_without(row, "cents"))
    for ground in grounds:
        Ground.objects.create(version=version, is_for_speech=kind.is_expressive, **ground)
    record(
        events.KIND_ADOPTED,
        subject=f"permit_kind:{key}",
        agency=agency.slug,
        by=by.actor(),
        at=at,
        content={"number": version.number, "fees": {row["key"]: row["cents"] for row in fees}},
    )
    return version


def _without(row: Mapping[str, Any], *parts: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in parts}


@transaction.atomic
def adopt_suggested(*, agency: Agency, keys: Iterable[str], by: Staff, at: datetime) -> list[KindVersion]:
    """Adopt kinds as they come with CommonBeat."""
    return [adopt_kind(agency=agency, key=key, told=suggested()[key], by=by, at=at) for key in keys]


@transaction.atomic
def change_fees_and_grounds(
    *,
    version: KindVersion,
    cents: Mapping[str, int],
    sources: Mapping[str, str],
    dropped: Iterable[str] = (),
    decide_days: int = 0,
    by: Staff,
    at: datetime,
) -> KindVersion:
    """Adopt the next version with other amounts, sources and times, and without the `dropped` grounds."""
    away = set(dropped)
    told: dict[str, Any] = dict(version.definition)
    told["decide_days"] = decide_days or told["decide_days"]
    told["fees"] = [
        {
            "key": row.key,
            "name": row.name,
            "cents": cents.get(row.key, row.amount_cents),
            "fact": row.fact,
            "at_least": row.at_least,
            "at_most": row.at_most,
            "is_each": row.is_each,
        }
        for row in version.fees.order_by("pk")
    ]
    told["grounds"] = [
        {
            "key": ground.key,
            "name": ground.name,
            "source": sources.get(ground.key, "").strip() or ground.source,
        }
        for ground in version.grounds.order_by("pk")
        if ground.key not in away
    ]
    return adopt_kind(agency=version.agency, key=version.key, told=told, by=by, at=at)
