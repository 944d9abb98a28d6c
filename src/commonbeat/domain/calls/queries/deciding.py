"""What a decision rests on, read once for many calls."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from commonbeat.domain.calls.choices import (
    DAY_STARTS,
    EVENING_STARTS,
    LATEST_HOURS,
    NIGHT_STARTS,
    SCREEN_DAYS,
    SETTINGS,
    LookupKind,
    Shift,
)
from commonbeat.domain.calls.models import AllowedType, Call, ProtectedMark, TextRule
from commonbeat.domain.calls.queries.ground import Ground, ground_of
from commonbeat.domain.calls.rules.decisions import Policy
from commonbeat.domain.calls.rules.places import normal_address
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.agency.queries import kept, settings_of


@dataclass(frozen=True)
class Means:
    """What an agency has set that every decision needs, read once for many calls."""

    policy: Policy
    rules: tuple[TextRule, ...]
    ground: Ground
    screen_days: int
    latest_hours: int
    shift_starts: dict[str, str]


@kept
def means_of(agency: Agency) -> Means:
    given = settings_of(agency, SETTINGS)
    return Means(
        policy=policy_of(agency),
        rules=tuple(TextRule.objects.filter(agency=agency, is_enabled=True).order_by("pk")),
        ground=ground_of(agency),
        screen_days=given[SCREEN_DAYS.key],
        latest_hours=given[LATEST_HOURS.key],
        shift_starts={
            Shift.DAY: given[DAY_STARTS.key],
            Shift.EVENING: given[EVENING_STARTS.key],
            Shift.NIGHT: given[NIGHT_STARTS.key],
        },
    )


def zone_of(agency: Agency) -> ZoneInfo:
    return ZoneInfo(agency.time_zone)


def policy_of(agency: Agency) -> Policy:
    return Policy(allowed=frozenset(allowed_types(agency).values_list("key", flat=True)))


def allowed_types(agency: Agency) -> QuerySet[AllowedType]:
    return (
        AllowedType.objects.filter(agency=agency, ended_at=None).select_related("adopted_by").order_by("code")
    )


def place_lookup(agency: Agency, address: str) -> str:
    """Return the keyed hash by which an address is known, or "" for an empty one."""
    place = normal_address(address)
    if not place:
        return ""
    return salted_hmac("commonbeat.calls.place", f"{agency.pk}:{place}", algorithm="sha256").hexdigest()


def marks_on(agency: Agency, phones: Collection[str], places: Collection[str]) -> list[ProtectedMark]:
    """Return every mark on these keyed hashes, those that have run out too."""
    return list(
        ProtectedMark.objects.filter(
            Q(kind=LookupKind.PHONE, lookup__in=phones) | Q(kind=LookupKind.PLACE, lookup__in=places),
            agency=agency,
        )
    )


def protected(marks: Iterable[ProtectedMark], on: date) -> frozenset[tuple[str, str]]:
    """Return (kind, lookup) of the marks that hold on a day."""
    return frozenset((mark.kind, mark.lookup) for mark in marks if mark.until > on)


def is_protected_person(contact: Contact, at: datetime) -> bool:
    """Tell whether someone's number, or the address of a call of theirs, bears a mark that holds."""
    calls = Call.objects.filter(contact=contact).exclude(place_lookup="")
    marks = marks_on(
        contact.agency, {contact.phone_lookup}, set(calls.values_list("place_lookup", flat=True))
    )
    return bool(protected(marks, at.astimezone(ZoneInfo(contact.agency.time_zone)).date()))


def staff_numbered(agency: Agency, numbers: Iterable[str]) -> list[Staff]:
    """Return the staff with these employee numbers; an unknown number is nobody's."""
    return list(Staff.objects.filter(agency=agency, employee_no__in=set(numbers)))


def waiting_calls(agency: Agency, since: datetime, until: datetime) -> list[Call]:
    """Return the open calls received in a span of time that nobody has come to yet."""
    return list(
        Call.objects.filter(
            agency=agency,
            received_at__range=(since, until),
            on_scene_at=None,
            cleared_at=None,
            cancelled_at=None,
        ).select_related("contact")
    )
