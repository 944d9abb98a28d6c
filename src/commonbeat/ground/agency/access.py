"""Who may do what at which agency. Every app asks here."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja.security import HttpBearer

from commonbeat.ground.agency.models import Agency, ApiKey, Area, Grant, Person, Staff
from commonbeat.ground.agency.rules import key_digest
from commonbeat.ground.core.errors import Forbidden


def staff_of(person: object, agency: Agency, on: date | None = None) -> Staff | None:
    """Return the person's post at the agency, if it is active (on a day, when one is given)."""
    if not isinstance(person, Person) or not person.is_active:
        return None
    post = Staff.objects.filter(person=person, agency=agency).select_related("agency", "person").first()
    if post is None or (on and post.active_until and post.active_until < on):
        return None
    return post


def capabilities_of(staff: Staff, area: Area | None = None) -> frozenset[str]:
    """Return what the post may do in the whole agency, and in `area` if one is given."""
    grants = Grant.objects.filter(staff=staff, ended_at=None).select_related("role")
    held = [g for g in grants if g.area_id is None or (area is not None and g.area_id == area.pk)]
    return frozenset(capability for grant in held for capability in grant.role.capabilities)


def can(staff: Staff | None, capability: str, area: Area | None = None) -> bool:
    return staff is not None and capability in capabilities_of(staff, area)


def require_can(staff: Staff | None, capability: str, area: Area | None = None) -> Staff:
    """Return the post, or raise Forbidden."""
    if staff is None or not can(staff, capability, area):
        raise Forbidden("Your role does not include this.", code="forbidden")
    return staff


def active_posts(agency: Agency, at: datetime) -> QuerySet[Staff]:
    """Return the posts that have begun and not ended on the agency's own day."""
    today = at.astimezone(ZoneInfo(agency.time_zone)).date()
    has_not_ended = Q(active_until=None) | Q(active_until__gte=today)
    return Staff.objects.filter(has_not_ended, agency=agency, active_from__lte=today)


def holders_of(agency: Agency, capability: str, at: datetime) -> list[Staff]:
    """Return the active posts that hold a capability for the whole agency."""
    grants = Grant.objects.filter(
        staff__in=active_posts(agency, at), area=None, ended_at=None
    ).select_related("role", "staff")
    return list({g.staff_id: g.staff for g in grants if capability in g.role.capabilities}.values())


def chain_of(staff: Staff) -> list[Staff]:
    """Return the post's supervisors, the nearest first; a loop in the data ends the list."""
    chain: list[Staff] = []
    boss = staff.supervisor
    while boss is not None and boss not in chain and boss != staff:
        chain.append(boss)
        boss = boss.supervisor
    return chain


def in_chain_of(staff: Staff, of: Staff) -> bool:
    """Tell whether `staff` is the person `of` or stands above them."""
    return staff == of or staff in chain_of(of)


class ApiKeyAuth(HttpBearer):
    """`Authorization: Bearer …` for django-ninja: a key of one agency that holds one capability.

    Sets `request.api_key` and `request.agency`. An unknown or ended key is 401, a key without the
    capability 403.
    """

    def __init__(self, capability: str) -> None:
        super().__init__()
        self.capability = capability

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        key = ApiKey.objects.filter(digest=key_digest(token), ended_at=None).select_related("agency").first()
        if key is None:
            return None
        if self.capability not in key.capabilities:
            raise Forbidden("This key does not include this.", code="forbidden")
        request.api_key, request.agency = key, key.agency  # type: ignore[attr-defined]
        return key
