"""Who may do what at which agency. Every app asks here."""

from datetime import date

from commonbeat.ground.agency.models import Agency, Area, Grant, Person, Staff
from commonbeat.ground.core.errors import Forbidden


def staff_of(person: Person | object, agency: Agency, on: date | None = None) -> Staff | None:
    """Return the person's post at the agency, if it is active (on a day, when one is given)."""
    if not isinstance(person, Person) or not person.is_active:
        return None
    post = Staff.objects.filter(person=person, agency=agency).select_related("agency").first()
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


def chain_of(staff: Staff) -> list[Staff]:
    """Return the post's supervisors, the nearest first; a loop in the data ends the list."""
    chain: list[Staff] = []
    boss = staff.supervisor
    while boss is not None and boss not in chain and boss != staff:
        chain.append(boss)
        boss = boss.supervisor
    return chain
