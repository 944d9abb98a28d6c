"""Every write of protected marks: who is not texted for a while, without a word about why."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.calls.choices import Capability, LookupKind, MarkCause
from commonbeat.domain.calls.events import PROTECTION_ADDED, PROTECTION_ENDED
from commonbeat.domain.calls.models import ProtectedMark
from commonbeat.domain.calls.queries import place_lookup
from commonbeat.engine.messaging.queries import phone_lookup
from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Hidden, Invalid
from commonbeat.ground.ledger.actions import record

LONGEST_DAYS = 3650


@dataclass(frozen=True)
class Wanted:
    """A mark to lay on the keyed hash of a phone or a place, from a day on."""

    kind: LookupKind
    lookup: str
    on: date


def wanted_marks(phones: Collection[str], places: Collection[str], on: date) -> list[Wanted]:
    return [
        *(Wanted(LookupKind.PHONE, lookup, on) for lookup in phones),
        *(Wanted(LookupKind.PLACE, lookup, on) for lookup in places),
    ]


def lay_marks(
    *, agency: Agency, wanted: Iterable[Wanted], known: Iterable[ProtectedMark], days: int
) -> list[ProtectedMark]:
    """Lay marks after calls that are never texted, for `days` from their day on, and return those laid.

    `known` are the marks there are on these hashes; a mark that lasts longer stays as it is. A mark has no
    line in the book: next to the line of its call, it would say which call it comes from.
    """
    held = {(mark.kind, mark.lookup): mark.until for mark in known if mark.cause == MarkCause.CALL}
    latest: dict[tuple[str, str], date] = {}
    for want in wanted:
        key = (want.kind.value, want.lookup)
        latest[key] = max(want.on, latest.get(key, want.on))
    marks = [
        ProtectedMark(
            agency=agency,
            kind=kind,
            lookup=lookup,
            cause=MarkCause.CALL,
            marked_on=on,
            until=on + timedelta(days=days),
        )
        for (kind, lookup), on in latest.items()
    ]
    longer = [mark for mark in marks if held.get((mark.kind, mark.lookup), date.min) < mark.until]
    return _keep(longer)


@transaction.atomic
def protect(
    *,
    agency: Agency,
    phone: str = "",
    address: str = "",
    days: int,
    by: Staff,
    at: datetime,
) -> list[ProtectedMark]:
    """Stop texts to a number, an address or both, as for a protective order. No reason is asked or kept."""
    require_can(by, Capability.PROTECT)
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(_("Choose between 1 and 3,650 days."), code="days_out_of_range", where="days")
    lookups = {
        LookupKind.PHONE: _phone(phone) if phone else "",
        LookupKind.PLACE: place_lookup(agency, address),
    }
    if not any(lookups.values()):
        raise Invalid(_("Write a telephone number or an address."), code="nothing_to_protect", where="phone")
    marks = [
        ProtectedMark(
            agency=agency,
            kind=kind,
            lookup=lookup,
            cause=MarkCause.STAFF,
            marked_on=at.date(),
            until=at.date() + timedelta(days=days),
        )
        for kind, lookup in lookups.items()
        if lookup
    ]
    laid = _keep(marks)
    record(
        PROTECTION_ADDED,
        subject=f"agency:{agency.slug}",
        agency=agency.slug,
        by=by.actor(),
        at=at,
        content={"days": days, "kinds": sorted(mark.kind for mark in marks)},
    )
    return laid


@transaction.atomic
def end_protection(*, agency: Agency, mark_pk: int, by: Staff, at: datetime) -> None:
    """End a mark that staff added, at the next midnight at the earliest; one that a call made stays."""
    require_can(by, Capability.PROTECT)
    mark = ProtectedMark.objects.filter(agency=agency, pk=mark_pk, cause=MarkCause.STAFF).first()
    if mark is None:
        raise Hidden(_("There is no such protection."), code="no_protection")
    mark.until = max(at.date(), mark.marked_on + timedelta(days=1))
    mark.save(update_fields=["until"])
    record(
        PROTECTION_ENDED,
        subject=f"agency:{agency.slug}",
        agency=agency.slug,
        by=by.actor(),
        at=at,
        content={"kinds": [mark.kind]},
    )


def _phone(phone: str) -> str:
    lookup = phone_lookup(phone)
    if not lookup:
        raise Invalid(_("This is not a telephone number we can use."), code="phone_invalid", where="phone")
    return lookup


def _keep(marks: list[ProtectedMark]) -> list[ProtectedMark]:
    if marks:
        ProtectedMark.objects.bulk_create(
            marks,
            update_conflicts=True,
            unique_fields=["agency", "kind", "lookup", "cause"],
            update_fields=["marked_on", "until"],
        )
    return marks
