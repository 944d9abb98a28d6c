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
from commonbeat.domain.permits.queries.kinds import told_of
from commonbeat.domain.permits.rules import faults_of_kind, kind_from
from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Hidden, Invalid
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
    # Two who adopt at the same moment wait for each other.
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    before = KindVersion.objects.filter(agency=agency, key=key).order_by("-number").first()
    KindVersion.objects.filter(agency=agency, key=key, ended_at=None).update(ended_at=at)
    version = KindVersion.objects.create(
        agency=agency,
        key=key,
        number=before.number + 1 if before else 1,
        definition={part: value for part, value in told.items() if part not in APART},
        is_expressive=kind.is_expressive,
        is_business=kind.is_business,
        is_listed=kind.is_listed,
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
def change_kind(
    *,
    version: KindVersion,
    cents: Mapping[str, int],
    sources: Mapping[str, str],
    decide_days: int = 0,
    when_late: str = "",
    by: Staff,
    at: datetime,
) -> KindVersion:
    """Adopt the next version with other amounts, other places where grounds stand, and another time."""
    told = told_of(version)
    told["decide_days"] = decide_days or told["decide_days"]
    told["when_late"] = when_late or version.kind.when_late
    told["fees"] = [row | {"cents": cents.get(row["key"], row["cents"])} for row in told["fees"]]
    told["grounds"] = [
        ground | {"source": sources.get(ground["key"], ground["source"]).strip()}
        for ground in told["grounds"]
    ]
    return adopt_kind(agency=version.agency, key=version.key, told=told, by=by, at=at)


@transaction.atomic
def add_part(
    *, version: KindVersion, part: str, row: Mapping[str, Any], by: Staff, at: datetime
) -> KindVersion:
    """Adopt the next version with one more question, item of the checklist, fee or ground (`part`)."""
    told = told_of(version)
    told[part] = [*told[part], dict(row)]
    return adopt_kind(agency=version.agency, key=version.key, told=told, by=by, at=at)


@transaction.atomic
def drop_part(*, version: KindVersion, part: str, key: str, by: Staff, at: datetime) -> KindVersion:
    """Adopt the next version without one question, item of the checklist, fee or ground."""
    told = told_of(version)
    kept = [row for row in told[part] if row["key"] != key]
    if len(kept) == len(told[part]):
        raise Hidden(_("This is not part of the kind any more."), code="not_found")
    told[part] = kept
    return adopt_kind(agency=version.agency, key=version.key, told=told, by=by, at=at)
