"""Writes of what an agency sets: kinds of concerns, routing, partners, places."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonbeat.domain.concerns import events
from commonbeat.domain.concerns.access import require_can_manage
from commonbeat.domain.concerns.choices import PlaceKind
from commonbeat.domain.concerns.models import Category, Partner, Place, RoutingRule
from commonbeat.domain.concerns.queries.places import is_outside
from commonbeat.domain.concerns.rules import is_position, searchable
from commonbeat.engine.casework.models import Queue
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core.errors import Invalid
from commonbeat.ground.ledger.actions import record

LONGEST_SLA = 365
MOST_PLACES = 500_000


def _recorded(verb: str, subject: str, by: Staff, at: datetime, content: dict[str, Any]) -> None:
    record(verb, subject=subject, agency=by.agency.slug, by=by.actor(), at=at, content=content)


def hold_settings(agency: Agency) -> None:
    """Let one person at a time set up an agency, so that each place and each name is given once.

    Reports that come in meanwhile do not wait.
    """
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


@transaction.atomic
def change_kind(
    *,
    category: Category,
    names: dict[str, str],
    hints: dict[str, str],
    sla_days: int,
    queue: Queue,
    is_private: bool,
    may_be_anonymous: bool,
    is_field_work: bool,
    is_listed: bool,
    by: Staff,
    at: datetime,
) -> Category:
    """Change a kind of concern; what was reported keeps its clock and its privacy."""
    require_can_manage(by)
    _require_ours(by, category.agency_id, queue.agency_id)
    if not 1 <= sla_days <= LONGEST_SLA:
        raise Invalid(_("Write a number of days from 1 to 365."), code="bad_days", where="sla_days")
    if not all(name.strip() for name in names.values()):
        raise Invalid(_("Give it a name in each language."), code="no_name", where="names")
    if is_private and is_listed:
        message = _("A private kind cannot be offered to other programs.")
        raise Invalid(message, code="private_listed", where="is_listed")
    category.names = {**category.names, **{key: name.strip() for key, name in names.items()}}
    category.hints = {**category.hints, **{key: hint.strip() for key, hint in hints.items()}}
    category.sla_days, category.queue = sla_days, queue
    category.is_private, category.may_be_anonymous = is_private, may_be_anonymous
    category.is_field_work, category.is_listed = is_field_work, is_listed
    category.save()
    content = {"sla_days": sla_days, "queue": queue.key, "private": is_private, "listed": is_listed}
    _recorded(events.CATEGORY_CHANGED, f"category:{category.key}", by, at, content)
    return category


@transaction.atomic
def end_kind(*, category: Category, is_ended: bool, by: Staff, at: datetime) -> None:
    """Take a kind of concern off the list, or put it back."""
    require_can_manage(by)
    _require_ours(by, category.agency_id)
    category.ended_at = at if is_ended else None
    category.save(update_fields=["ended_at"])
    _recorded(events.CATEGORY_CHANGED, f"category:{category.key}", by, at, {"ended": is_ended})


@transaction.atomic
def add_rule(
    *,
    queue: Queue,
    category: Category | None = None,
    area: Area | None = None,
    weekdays: Sequence[int] = (),
    from_time: time | None = None,
    to_time: time | None = None,
    by: Staff,
    at: datetime,
) -> RoutingRule:
    """Add a routing rule after the others. Raises Invalid."""
    require_can_manage(by)
    _require_ours(by, queue.agency_id, *(thing.agency_id for thing in (category, area) if thing))
    if (from_time is None) != (to_time is None) or (from_time is not None and from_time == to_time):
        raise Invalid(_("Give both hours, from and to, or none."), code="half_hours", where="from_time")
    if not set(weekdays) <= set(range(1, 8)):
        raise Invalid(_("Choose days of the week."), code="bad_days", where="weekdays")
    hold_settings(by.agency)
    standing = RoutingRule.objects.filter(agency=by.agency, ended_at=None)
    last = standing.aggregate(last=Max("position"))["last"] or 0
    rule = RoutingRule.objects.create(
        agency=by.agency,
        position=last + 1,
        category=category,
        area=area,
        weekdays=sorted(set(weekdays)),
        from_time=from_time,
        to_time=to_time,
        queue=queue,
    )
    _recorded(events.ROUTING_CHANGED, f"routing:{rule.pk}", by, at, {"queue": queue.key, "added": True})
    return rule


@transaction.atomic
def end_rule(*, rule: RoutingRule, by: Staff, at: datetime) -> None:
    require_can_manage(by)
    _require_ours(by, rule.agency_id)
    rule.ended_at = at
    rule.save(update_fields=["ended_at"])
    _recorded(events.ROUTING_CHANGED, f"routing:{rule.pk}", by, at, {"ended": True})


@transaction.atomic
def move_rule_up(*, rule: RoutingRule, by: Staff, at: datetime) -> None:
    """Ask this rule before the one above it."""
    require_can_manage(by)
    _require_ours(by, rule.agency_id)
    hold_settings(by.agency)
    rule.refresh_from_db()
    standing = RoutingRule.objects.filter(agency=rule.agency_id, ended_at=None)
    above = standing.filter(position__lt=rule.position).order_by("-position").first()
    if rule.ended_at is not None or above is None:
        return
    mine, theirs = rule.position, above.position
    last = standing.aggregate(last=Max("position"))["last"] or 0
    # Two rules never hold one position, not even between two updates.
    for moved, position in ((above, last + 1), (rule, theirs), (above, mine)):
        moved.position = position
        moved.save(update_fields=["position"])
    _recorded(events.ROUTING_CHANGED, f"routing:{rule.pk}", by, at, {"position": theirs})


@transaction.atomic
def add_partner(
    *,
    agency: Agency,
    name: str,
    endpoint: str = "",
    jurisdiction: str = "",
    email: str = "",
    services: dict[str, str] | None = None,
    by: Staff,
    at: datetime,
) -> Partner:
    """Add an agency that concerns can be handed to: by its Open311 address or by e-mail. Raises Invalid."""
    require_can_manage(by)
    _require_ours(by, agency.pk)
    name = name.strip()[:120]
    if not name:
        raise Invalid(_("Write its name."), code="no_name", where="name")
    if not endpoint and not email:
        raise Invalid(_("Give an Open311 address or an e-mail address."), code="no_way", where="email")
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Invalid(_("This is not an e-mail address."), code="bad_email", where="email") from None
    if endpoint and not endpoint.startswith("https://"):
        raise Invalid(_("The address must begin with https://"), code="bad_endpoint", where="endpoint")
    hold_settings(agency)
    if Partner.objects.filter(agency=agency, name=name).exists():
        raise Invalid(_("There is a partner of this name."), code="name_taken", where="name")
    partner = Partner.objects.create(
        agency=agency,
        name=name,
        endpoint=endpoint,
        jurisdiction=jurisdiction,
        email=email.strip(),
        services=services or {},
    )
    _recorded(events.PARTNER_CHANGED, f"partner:{partner.pk}", by, at, {"added": True})
    return partner


@transaction.atomic
def end_partner(*, partner: Partner, by: Staff, at: datetime) -> None:
    """Hand nothing to this partner any more; what it has stays with it."""
    require_can_manage(by)
    _require_ours(by, partner.agency_id)
    partner.ended_at = at
    partner.save(update_fields=["ended_at"])
    _recorded(events.PARTNER_CHANGED, f"partner:{partner.pk}", by, at, {"ended": True})


@dataclass(frozen=True)
class LineFault:
    """Why a line of a file was not taken; `line` counts from 1, the heading included."""

    line: int
    words: str


@dataclass(frozen=True)
class PlacesImported:
    added: int
    changed: int
    faults: tuple[LineFault, ...]


@transaction.atomic
def import_places(*, agency: Agency, text: str, by: Staff, at: datetime) -> PlacesImported:
    """Take addresses, crossings and landmarks from a CSV file with kind, name, longitude and latitude.

    Good lines are kept and each bad one is told with its number. Raises Invalid for a file without those
    columns.
    """
    require_can_manage(by)
    _require_ours(by, agency.pk)
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff").replace("\x00", "")))
    needed = {"kind", "name", "longitude", "latitude"}
    if not needed <= {(name or "").strip().lower() for name in rows.fieldnames or ()}:
        message = _("The first line must name the columns kind, name, longitude and latitude.")
        raise Invalid(message, code="no_columns", where="file")
    try:
        good, faults = _read_places(agency, rows)
    except csv.Error:
        message = _("This cannot be read as a table: a field has no end. Look for a quotation mark too many.")
        raise Invalid(message, code="no_table", where="file") from None
    known = set(Place.objects.filter(agency=agency).values_list("kind", "search"))
    Place.objects.bulk_create(
        good.values(),
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["agency", "kind", "search"],
        update_fields=["name", "longitude", "latitude"],
    )
    changed = len(known & set(good))
    content = {"added": len(good) - changed, "changed": changed, "faults": len(faults)}
    _recorded(events.PLACES_IMPORTED, f"agency:{agency.slug}", by, at, content)
    return PlacesImported(len(good) - changed, changed, tuple(faults))


def _read_places(
    agency: Agency, rows: Iterable[dict[str, str]]
) -> tuple[dict[tuple[str, str], Place], list[LineFault]]:
    """Return the places of the good lines, the last of each name, and what is wrong with the others."""
    good: dict[tuple[str, str], Place] = {}
    faults: list[LineFault] = []
    for number, row in enumerate(rows, start=2):
        if number > MOST_PLACES:
            raise Invalid(_("The file has too many lines. Cut it in parts."), code="too_long", where="file")
        told = {(key or "").strip().lower(): str(value or "").strip() for key, value in row.items()}
        made = _place(agency, told)
        if isinstance(made, Place):
            good[made.kind, made.search] = made
        else:
            faults.append(LineFault(number, made))
    return good, faults


def _place(agency: Agency, told: dict[str, str]) -> Place | str:
    """Return the place of one line, or what is wrong with the line."""
    if told["kind"].lower() not in PlaceKind.values:
        return _("The kind must be address, intersection or landmark.")
    search = searchable(told["name"])
    if not search:
        return _("The name is missing.")
    try:
        longitude, latitude = float(told["longitude"]), float(told["latitude"])
    except ValueError:
        return _("Longitude and latitude must be numbers.")
    if not is_position(longitude, latitude):
        return _("This point is not on the map.")
    if is_outside(agency, longitude, latitude):
        return _("This point is outside %(place)s.") % {"place": agency.place}
    return Place(
        agency=agency,
        kind=told["kind"].lower(),
        name=told["name"][:120],
        search=search,
        longitude=longitude,
        latitude=latitude,
    )


def _require_ours(by: Staff, *agencies: int) -> None:
    if any(agency != by.agency_id for agency in agencies):
        raise Invalid(_("Choose something of this agency."), code="not_ours")
