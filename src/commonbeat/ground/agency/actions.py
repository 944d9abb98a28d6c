"""Every write about agencies, staff, roles, keys, areas and settings."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from shapely import is_valid_reason
from shapely.errors import ShapelyError
from shapely.geometry import shape

from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.choices import Capability, Setting
from commonbeat.ground.agency.models import (
    Agency,
    ApiKey,
    Area,
    Grant,
    Person,
    Revision,
    Role,
    SettingValue,
    Staff,
)
from commonbeat.ground.agency.rules import key_digest, setting_fault
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import Invalid
from commonbeat.ground.core.ids import public_id
from commonbeat.ground.ledger.actions import record


@transaction.atomic
def add_agency(*, by: Actor, at: datetime, slug: str, **facts: Any) -> Agency:
    agency = Agency.objects.create(slug=slug, created_at=at, **facts)
    raise_revision(agency=agency)
    record("agency.added", subject=f"agency:{slug}", agency=slug, by=by, at=at)
    return agency


def raise_revision(*, agency: Agency) -> None:
    """Let every process read anew what the agency has set (see `queries.kept`).

    Called in the transaction of the change and after its last write, so that both are seen at once.
    """
    Revision.objects.update_or_create(agency=agency, defaults={"mark": public_id()})


@transaction.atomic
def add_role(
    *, agency: Agency, key: str, name: str, capabilities: Sequence[str], by: Actor, at: datetime
) -> Role:
    role, _created = Role.objects.update_or_create(
        agency=agency, key=key, defaults={"name": name, "capabilities": sorted(capabilities)}
    )
    record(
        "role.defined",
        subject=f"role:{key}",
        agency=agency.slug,
        by=by,
        at=at,
        content={"capabilities": role.capabilities},
    )
    return role


@transaction.atomic
def hire(
    *,
    agency: Agency,
    name: str,
    employee_no: str,
    active_from: date,
    by: Actor,
    at: datetime,
    email: str = "",
    password: str | None = None,
    title: str = "",
    unit: str = "",
    supervisor: Staff | None = None,
) -> Staff:
    """Add a member of staff; with an e-mail address the person can sign in (a known person keeps theirs)."""
    person = None
    if email:
        person = Person.objects.filter(email__iexact=email).first() or Person.objects.create_user(
            email, password, name=name
        )
    staff = Staff.objects.create(
        agency=agency,
        person=person,
        employee_no=employee_no,
        name=name,
        title=title,
        unit=unit,
        supervisor=supervisor,
        active_from=active_from,
    )
    record("staff.hired", subject=f"staff:{staff.pk}", agency=agency.slug, by=by, at=at)
    return staff


@transaction.atomic
def grant(*, staff: Staff, role: Role, by: Actor, at: datetime, area: Area | None = None) -> Grant:
    if role.agency_id != staff.agency_id:
        raise Invalid(_("The role belongs to another agency."), code="other_agency", where="role")
    given, created = Grant.objects.get_or_create(
        staff=staff, role=role, area=area, ended_at=None, defaults={"granted_by": by.key, "granted_at": at}
    )
    if created:
        record(
            "role.granted",
            subject=f"staff:{staff.pk}",
            agency=staff.agency.slug,
            by=by,
            at=at,
            content={"role": role.key, "area": area.code if area else None},
        )
    return given


@transaction.atomic
def end_grant(*, grant: Grant, by: Actor, at: datetime) -> None:
    grant.ended_at = at
    grant.save(update_fields=["ended_at"])
    record(
        "role.ended",
        subject=f"staff:{grant.staff_id}",
        agency=grant.staff.agency.slug,
        by=by,
        at=at,
        content={"role": grant.role.key},
    )


@transaction.atomic
def issue_api_key(
    *, agency: Agency, name: str, capabilities: Sequence[str], by: Actor, at: datetime
) -> tuple[ApiKey, str]:
    """Return the key and its secret, which is shown once and cannot be read again."""
    secret = f"cb_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        agency=agency,
        name=name,
        capabilities=sorted(capabilities),
        prefix=secret[:12],
        digest=key_digest(secret),
        created_at=at,
    )
    record(
        "key.issued",
        subject=f"key:{key.pk}",
        agency=agency.slug,
        by=by,
        at=at,
        content={"capabilities": key.capabilities},
    )
    return key, secret


@transaction.atomic
def end_api_key(*, key: ApiKey, by: Actor, at: datetime) -> None:
    key.ended_at = at
    key.save(update_fields=["ended_at"])
    record("key.ended", subject=f"key:{key.pk}", agency=key.agency.slug, by=by, at=at)


@transaction.atomic
def load_areas(
    *, agency: Agency, collection: Mapping[str, Any], kind: str, by: Actor, at: datetime
) -> list[Area]:
    """Add or replace areas from a GeoJSON FeatureCollection whose features have `code` and `name`."""
    areas = []
    for number, feature in enumerate(collection.get("features", []), start=1):
        where = f"feature {number}"
        properties = feature.get("properties") or {}
        if not properties.get("code"):
            raise Invalid(_("An area has no code."), code="area_without_code", where=where)
        _require_valid_boundary(feature.get("geometry"), where)
        area, _created = Area.objects.update_or_create(
            agency=agency,
            kind=kind,
            code=str(properties["code"]),
            defaults={
                "name": str(properties.get("name") or properties["code"]),
                "boundary": feature["geometry"],
            },
        )
        areas.append(area)
    raise_revision(agency=agency)
    record(
        "areas.loaded",
        subject=f"agency:{agency.slug}",
        agency=agency.slug,
        by=by,
        at=at,
        content={"kind": kind, "codes": [area.code for area in areas]},
    )
    return areas


def _require_valid_boundary(geometry: Any, where: str) -> None:
    if not isinstance(geometry, Mapping) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise Invalid(_("An area must be a Polygon or a MultiPolygon."), code="area_not_polygon", where=where)
    try:
        polygon = shape(dict(geometry))
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError) as wrong:
        raise Invalid(_("A boundary cannot be read."), code="area_unreadable", where=where) from wrong
    if not polygon.is_valid or polygon.is_empty:
        raise Invalid(
            _("A boundary is not a valid shape: %(why)s.") % {"why": is_valid_reason(polygon)},
            code="area_invalid",
            where=where,
        )


@transaction.atomic
def change_setting(
    *, agency: Agency, definition: Setting, value: Any, by: Staff, at: datetime
) -> SettingValue:
    """Give a setting a new value; the old one stays as its history."""
    require_can(by, Capability.CHANGE_SETTINGS)
    _require_allowed(definition, value)
    given = SettingValue.objects.create(
        agency=agency, key=definition.key, value=value, changed_by=by.name, changed_at=at
    )
    raise_revision(agency=agency)
    record(
        "setting.changed",
        subject=f"setting:{definition.key}",
        agency=agency.slug,
        by=by.actor(),
        at=at,
        content={"value": value},
    )
    return given


FAULTS = {
    "not_whole": gettext_lazy("Write a whole number."),
    "out_of_range": gettext_lazy("Write a number from %(least)s to %(most)s."),
    "not_a_flag": gettext_lazy("Choose yes or no."),
    "not_an_option": gettext_lazy("Choose one of the options."),
    "not_a_time": gettext_lazy("Write a time like 09:00."),
    "not_words": gettext_lazy("Write one word or phrase on each line."),
}


def _require_allowed(definition: Setting, value: Any) -> None:
    fault = setting_fault(definition, value)
    if fault:
        limits = {"least": definition.least, "most": definition.most}
        raise Invalid(str(FAULTS[fault]) % limits, code=fault, where=definition.key)
