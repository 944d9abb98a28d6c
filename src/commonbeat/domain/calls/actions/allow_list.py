"""Every write of the allow-list: the types of call that a named person decided may be texted."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.calls.choices import Capability
from commonbeat.domain.calls.events import TYPE_ADOPTED, TYPE_ENDED
from commonbeat.domain.calls.models import AllowedType
from commonbeat.domain.calls.rules.facts import type_key
from commonbeat.domain.calls.rules.victim_safety import excluded
from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.actions import raise_revision
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Hidden, Invalid
from commonbeat.ground.ledger.actions import record

LONGEST_CODE = 120


@transaction.atomic
def adopt_types(*, agency: Agency, codes: Sequence[str], by: Staff, at: datetime) -> list[AllowedType]:
    """Put types of call on the allow-list, all of them or none. A type already on it stays as it is.

    Raises Invalid for a type that can never be enabled; nobody has a right that changes this.
    """
    require_can(by, Capability.ADOPT_TYPES)
    keys = {_checked(code): code.strip() for code in codes}
    if not keys:
        raise Invalid(_("Choose at least one type of call."), code="no_type", where="codes")
    there = set(
        AllowedType.objects.filter(agency=agency, key__in=keys, ended_at=None).values_list("key", flat=True)
    )
    adopted = [
        AllowedType(agency=agency, code=code, key=key, adopted_by=by, adopted_at=at)
        for key, code in keys.items()
        if key not in there
    ]
    AllowedType.objects.bulk_create(adopted)
    if adopted:
        raise_revision(agency=agency)
        record(
            TYPE_ADOPTED,
            subject=f"agency:{agency.slug}",
            agency=agency.slug,
            by=by.actor(),
            at=at,
            content={"types": [one.key for one in adopted]},
        )
    return adopted


@transaction.atomic
def end_type(*, agency: Agency, key: str, by: Staff, at: datetime) -> AllowedType:
    """Take a type off the allow-list; texts about it that still wait are stopped at sending."""
    require_can(by, Capability.ADOPT_TYPES)
    allowed = AllowedType.objects.filter(agency=agency, key=key, ended_at=None).first()
    if allowed is None:
        raise Hidden(_("This type of call is not on the list."), code="no_type")
    allowed.ended_at, allowed.ended_by = at, by
    allowed.save(update_fields=["ended_at", "ended_by"])
    raise_revision(agency=agency)
    record(
        TYPE_ENDED,
        subject=f"agency:{agency.slug}",
        agency=agency.slug,
        by=by.actor(),
        at=at,
        content={"types": [key]},
    )
    return allowed


def _checked(code: str) -> str:
    key = type_key(code)
    if not key or len(code) > LONGEST_CODE:
        raise Invalid(
            _("Write the type of call as your dispatch system writes it, in at most 120 characters."),
            code="type_unreadable",
            where="codes",
        )
    if excluded([code]) is not None:
        raise Invalid(
            _("“%(code)s” can never be enabled: calls like this are never texted, to keep victims safe.")
            % {"code": code.strip()},
            code="never_texted",
            where="codes",
        )
    return key
