"""Reads of concerns as service requests: only what everyone may know, or what the asking program sent itself.

A thousand rows are one query for the rows and one for each thing that hangs on them; nothing is read by row.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Floor
from django.urls import reverse

from commonbeat.domain.concerns.choices import CONCERN, PUBLIC_DECIMALS, PUBLISH_WORDS, PlaceKind, Source
from commonbeat.domain.concerns.models import Category, Concern, HandOff, Place
from commonbeat.domain.concerns.queries.public import public_concerns
from commonbeat.domain.open311.models import Submission
from commonbeat.domain.open311.queries.services import said, site_of
from commonbeat.domain.open311.rules import Area, Window, block_of, clean, written_time
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.engine.casework.models import Attachment, ClockRun, Entry
from commonbeat.ground.agency.models import Agency, ApiKey
from commonbeat.ground.agency.queries import setting

CELLS = 10**PUBLIC_DECIMALS
METRES_PER_DEGREE = 111_195.0
FINISH = "finish"
HANDED_OFF = "handed_off"


@dataclass(frozen=True)
class Asked:
    """What a program asks for. `ids` or `account_id` override the rest; a key opens what it sent itself."""

    ids: list[str] = field(default_factory=list)
    account_id: str = ""
    services: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    window: Window | None = None
    area: Area | None = None
    skip: int = 0
    rows: int = 1000
    is_extended: bool = False
    key: ApiKey | None = None


class Row(NamedTuple):
    """The columns of one concern, in the order of `COLUMNS`."""

    pk: int
    case_id: int
    public_id: str
    state: str
    is_open: bool
    outcome: str
    reason: str
    state_since: datetime
    closed_at: datetime | None
    category_id: int
    public_words: str
    looked_at: datetime | None
    place: str
    longitude: float | None
    latitude: float | None
    received_at: datetime
    source: str
    is_fixed: bool | None


COLUMNS = (
    *("pk", "case_id", "case__public_id", "case__state", "case__is_open", "case__outcome", "case__reason"),
    *("case__state_since", "case__closed_at", "category_id", "public_words", "looked_at", "place"),
    *("longitude", "latitude", "received_at", "source", "is_fixed"),
)


def listed_concerns(agency: Agency) -> QuerySet[Concern]:
    """Return the concerns that are ever given out to anyone."""
    return public_concerns(agency).filter(category__is_listed=True, category__is_private=False)


def submission_by_token(agency: Agency, token: str) -> Submission | None:
    return Submission.objects.filter(agency=agency, token=token).first()


def requests_asked(agency: Agency, asked: Asked) -> list[dict[str, Any]]:
    found = _narrowed(agency, asked).order_by("-received_at", "-pk")
    rows = [Row(*row) for row in found.values_list(*COLUMNS)[asked.skip : asked.skip + asked.rows]]
    own = _own(rows, asked.key)
    given = shown(agency, rows, is_extended=asked.is_extended, own=own)
    for row, one in zip(rows, given, strict=True):
        if row.pk in own:
            one["account_id"] = clean(own[row.pk].account_id) or None
    return given


def _narrowed(agency: Agency, asked: Asked) -> QuerySet[Concern]:
    if asked.ids or asked.account_id:
        return _named(agency, asked)
    found = listed_concerns(agency)
    if asked.window:
        found = found.filter(received_at__range=(asked.window.since, asked.window.until))
    if asked.services:
        found = found.filter(category__key__in=asked.services)
    if len(asked.statuses) == 1:
        found = found.filter(case__is_open=asked.statuses == ["open"])
    return _in_area(found, asked.area) if asked.area else found


def _named(agency: Agency, asked: Asked) -> QuerySet[Concern]:
    """Return what was asked for by its number; what the program itself sent is there, private or not."""
    sent = Submission.objects.filter(key=asked.key) if asked.key else Submission.objects.none()
    if asked.account_id:
        sent = sent.filter(account_id=asked.account_id)
        found = Concern.objects.filter(agency=agency, pk__in=sent.values("concern_id"))
        return found.filter(case__public_id__in=asked.ids) if asked.ids else found
    listed = listed_concerns(agency).filter(case__public_id__in=asked.ids).values("pk")
    return Concern.objects.filter(
        Q(pk__in=listed) | Q(pk__in=sent.values("concern_id")),
        agency=agency,
        case__public_id__in=asked.ids,
    )


def _own(rows: Iterable[Row], key: ApiKey | None) -> dict[int, Submission]:
    """Return concern → how the asking program itself sent it."""
    if key is None:
        return {}
    sent = Submission.objects.filter(key=key, concern_id__in=[row.pk for row in rows])
    return {submission.concern_id: submission for submission in sent}


def _in_area(found: QuerySet[Concern], area: Area) -> QuerySet[Concern]:
    found = found.filter(latitude__range=(area.south, area.north), longitude__range=(area.west, area.east))
    if not area.radius:
        return found
    up = (_in_cells("latitude") - area.latitude) * METRES_PER_DEGREE
    across = (_in_cells("longitude") - area.longitude) * METRES_PER_DEGREE * _narrowing(area.latitude)
    return found.annotate(squared=up * up + across * across).filter(squared__lte=area.radius**2)


def _in_cells(name: str) -> Combinable:
    """Return a coordinate as everyone may know it: in the middle of its cell."""
    cell: Combinable = Floor(F(name) * CELLS + 0.5) / CELLS
    return cell


def _narrowing(latitude: float) -> float:
    return math.cos(math.radians(latitude))


def shown(
    agency: Agency, rows: list[Row], *, is_extended: bool = False, own: Iterable[int] = ()
) -> list[dict[str, Any]]:
    """Return each row as the protocol shows it."""
    frame = _frame(agency, rows, set(own))
    shown_rows = [_one(row, frame) for row in rows]
    return _extended(agency, rows, shown_rows) if is_extended else shown_rows


@dataclass(frozen=True)
class _Frame:
    """What many rows share."""

    agency: Agency
    zone: ZoneInfo
    services: Mapping[int, tuple[str, str]]
    states: Mapping[str, str]
    outcomes: Mapping[str, str]
    places: Mapping[str, str]
    photos: Mapping[int, str]
    due: Mapping[int, datetime]
    responsible: Mapping[int, str]
    name: str
    shows_words: bool
    own: set[int]
    private: set[int]


def _frame(agency: Agency, rows: list[Row], own: set[int]) -> _Frame:
    # What is closed is due no more.
    waiting = [row.case_id for row in rows if row.is_open]
    categories = Category.objects.filter(agency=agency, pk__in={row.category_id for row in rows})
    shows_words = setting(agency, PUBLISH_WORDS) == "after_look"
    handed = [row.pk for row in rows if row.state == HANDED_OFF]
    looked = [row for row in rows if row.looked_at] if shows_words else []
    return _Frame(
        agency=agency,
        zone=ZoneInfo(agency.time_zone),
        services={one.pk: (one.key, said(one.names, agency) or one.key) for one in categories},
        states={state.key: str(state.name) for state in CONCERN.states},
        outcomes={one.key: str(one.public_name) for move in CONCERN.moves for one in move.outcomes},
        places=_places(agency, {row.place for row in looked if row.place}),
        photos=_photos(agency, {row.case_id for row in looked}),
        due=dict(
            ClockRun.objects.filter(
                case_id__in=waiting, key=FINISH, met_at=None, stopped_at=None
            ).values_list("case_id", "due_at")
        ),
        responsible=_partners(handed) if handed else {},
        name=clean(agency.name),
        shows_words=shows_words,
        own=own,
        private=_private(agency, own) if own else set(),
    )


def _private(agency: Agency, own: set[int]) -> set[int]:
    """Return those of what a program sent that nobody else may know of."""
    return own - set(listed_concerns(agency).filter(pk__in=own).values_list("pk", flat=True))


def _partners(concerns: list[int]) -> dict[int, str]:
    handed = HandOff.objects.filter(concern_id__in=concerns, ended_at=None)
    return {concern: clean(name) for concern, name in handed.values_list("concern_id", "partner__name")}


def _places(agency: Agency, typed: set[str]) -> dict[str, str]:
    """Return typed place → as everyone may read it, where the agency knows it: else it is someone's words."""
    known = Place.objects.filter(agency=agency, name__in=typed).values_list("name", "kind") if typed else ()
    return {name: clean(block_of(name) if kind == PlaceKind.ADDRESS else name) for name, kind in known}


def _photos(agency: Agency, cases: set[int]) -> dict[int, str]:
    """Return case → the address of its first photo that everyone may see."""
    site = site_of(agency)
    found = Attachment.objects.filter(
        case_id__in=cases, shown=Shown.PUBLIC, replaced_by=None, file__destroyed_at=None
    ).order_by("-pk")
    return {
        case: site + reverse("concerns:public_photo", args=[public_id, file_id])
        for case, public_id, file_id in found.values_list("case_id", "case__public_id", "file__public_id")
    }


def _one(row: Row, frame: _Frame) -> dict[str, Any]:
    code, name = frame.services[row.category_id]
    zone = frame.zone
    is_open_to_all = row.pk not in frame.private
    has_words = bool(row.looked_at) and frame.shows_words and is_open_to_all
    is_placed = row.longitude is not None and row.latitude is not None and is_open_to_all
    changed_at = row.state_since if row.is_open else row.closed_at
    return {
        "service_request_id": row.public_id,
        "status": "open" if row.is_open else "closed",
        "status_notes": _notes(row, frame),
        "service_name": name,
        "service_code": code,
        "description": (clean(row.public_words) or None) if has_words else None,
        "agency_responsible": frame.responsible.get(row.pk, frame.name),
        "service_notice": None,
        "requested_datetime": written_time(row.received_at, zone),
        "updated_datetime": written_time(changed_at, zone),
        "expected_datetime": written_time(frame.due.get(row.case_id), zone),
        "address": frame.places.get(row.place) if has_words else None,
        "address_id": None,
        "zipcode": None,
        "lat": round(row.latitude or 0.0, PUBLIC_DECIMALS) if is_placed else None,
        "long": round(row.longitude or 0.0, PUBLIC_DECIMALS) if is_placed else None,
        "media_url": frame.photos.get(row.case_id) if is_open_to_all else None,
    }


def _notes(row: Row, frame: _Frame) -> str:
    """Return how it stands in our own words; the reason, written for one person, only for who sent it.

    Of what is private the reason may speak of somebody, so that a program is told the standing alone.
    """
    parts = [frame.states[row.state]]
    if not row.is_open and row.outcome:
        parts.append(frame.outcomes.get(row.outcome, row.outcome))
    if row.pk in frame.own - frame.private and row.reason:
        parts.append(clean(row.reason))
    return ": ".join(parts)


def _extended(agency: Agency, rows: list[Row], shown_rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    notes = _public_lines(agency, [row.case_id for row in rows])
    for row, given in zip(rows, shown_rows, strict=True):
        given["extended_attributes"] = {
            "state": row.state,
            "is_older_record": row.source == Source.IMPORT,
            "is_confirmed_fixed": row.is_fixed,
        }
        given["notes"] = notes.get(row.case_id, [])
    return shown_rows


def _public_lines(agency: Agency, cases: list[int]) -> dict[int, list[dict[str, Any]]]:
    """Return case → the moves that are told, in our own words and never in those of a person."""
    zone = ZoneInfo(agency.time_zone)
    told = {move.key: str(move.public_words) for move in CONCERN.moves if move.public_words}
    states = {state.key: str(state.name) for state in CONCERN.states}
    lines: dict[int, list[dict[str, Any]]] = {}
    moves = Entry.objects.filter(case_id__in=cases, kind=Kind.MOVED).order_by("at", "pk")
    for case_id, at, facts in moves.values_list("case_id", "at", "facts"):
        if facts.get("move") in told:
            lines.setdefault(case_id, []).append(
                {
                    "datetime": written_time(at, zone),
                    "description": states.get(facts.get("to", ""), ""),
                    "type": "status",
                }
            )
    return lines
