"""Reads for the pages on which anyone can see what was reported: lists, one concern, the map, the feeds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from commonbeat.domain.concerns.choices import CONCERN, PUBLIC_DECIMALS, PUBLISH_WORDS, PlaceKind, Source
from commonbeat.domain.concerns.models import Category, Concern, MeToo, Place
from commonbeat.domain.concerns.queries.public import public_concerns
from commonbeat.domain.concerns.queries.reporting import said
from commonbeat.domain.concerns.rules import rounded
from commonbeat.domain.concerns.rules.places import whole_cells
from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.models import Attachment
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting

MOST_ON_MAP = 2000
# Fewer finished ones than this say nothing about the next.
FEWEST_TIMES = 10
MOST_TIMES = 500


# What came of it, in the words for everyone; the reason in words is between us and who sent it.
OUTCOMES = {outcome.key: outcome.public_name for move in CONCERN.moves for outcome in move.outcomes}


@dataclass(frozen=True)
class Card:
    """What everyone may know of one concern, in the reader's language."""

    public_id: str
    title: str
    where: str
    state: str | Promise
    state_key: str
    outcome: str | Promise
    is_open: bool
    received_at: datetime
    words: str
    troubled: int
    is_older_record: bool
    photos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What a list, a feed or a map is narrowed down to; an empty field fits everything."""

    area: str = ""
    category: str = ""
    state: str = ""


STATES = {
    "open": Q(case__is_open=True),
    "closed": Q(case__is_open=False),
    "confirmed": Q(case__state="confirmed"),
}


def narrowed(agency: Agency, wanted: Wanted) -> QuerySet[Concern]:
    """Return the public concerns that are wanted, the newest first."""
    rows = public_concerns(agency)
    if wanted.area:
        rows = rows.filter(case__area__code=wanted.area)
    if wanted.category:
        rows = rows.filter(category__key=wanted.category)
    if wanted.state in STATES:
        rows = rows.filter(STATES[wanted.state])
    return rows.order_by("-received_at", "-pk")


def with_all(rows: QuerySet[Concern]) -> QuerySet[Concern]:
    """Return the rows with what a card needs, read at once."""
    return rows.select_related("case__area", "category")


def cards_of(agency: Agency, concerns: Iterable[Concern]) -> list[Card]:
    """Return cards in the order of the concerns, with as many queries for many as for few."""
    rows = list(concerns)
    troubled = _troubled(rows)
    named = _places_anyone_knows(agency, [row.place for row in rows if row.place])
    shows_words = setting(agency, PUBLISH_WORDS) == "after_look"
    photos = _photos(rows) if shows_words else {}
    return [
        Card(
            public_id=row.case.public_id,
            title=said(row.category.names),
            where=_where(row, named),
            state=CONCERN.state(row.case.state).name,
            state_key=row.case.state,
            outcome=OUTCOMES.get(row.case.outcome, ""),
            is_open=row.case.is_open,
            received_at=row.received_at,
            words=row.public_words if shows_words and row.looked_at else "",
            troubled=troubled[row.case_id],
            is_older_record=row.source == Source.IMPORT,
            photos=tuple(photos.get(row.case_id, ())),
        )
        for row in rows
    ]


def _troubled(rows: Sequence[Concern]) -> Counter[int]:
    """Return case → how many others it troubles: who said so, and who sent what was joined into it."""
    cases = [row.case_id for row in rows]
    said_so = MeToo.objects.filter(
        Q(concern__case__in=cases) | Q(concern__case__merged_into__in=cases), is_troubled=True
    ).values_list(Coalesce("concern__case__merged_into", "concern__case"))
    joined = Concern.objects.filter(case__merged_into__in=cases).values_list("case__merged_into")
    return Counter(dict(said_so.annotate(count=Count("pk")))) + Counter(
        dict(joined.annotate(count=Count("pk")))
    )


def _places_anyone_knows(agency: Agency, names: Sequence[str]) -> set[str]:
    """Return which names are corners and landmarks: an address is somebody's home and stays with us."""
    known = Place.objects.filter(agency=agency, kind__in=[PlaceKind.INTERSECTION, PlaceKind.LANDMARK])
    return set(known.filter(name__in=names).values_list("name", flat=True))


def _where(row: Concern, named: set[str]) -> str:
    parts = [row.place if row.place in named else "", row.case.area.name if row.case.area else ""]
    return ", ".join(part for part in parts if part)


def _photos(rows: Sequence[Concern]) -> dict[int, list[str]]:
    """Return case → the photos that somebody looked at and let everyone see."""
    looked = [row.case_id for row in rows if row.looked_at]
    shown = Attachment.objects.filter(
        case__in=looked, shown=Shown.PUBLIC, replaced_by=None, file__destroyed_at=None
    )
    found: dict[int, list[str]] = {}
    for case, public_id in (
        shown.filter(file__form="photo").order_by("pk").values_list("case", "file__public_id")
    ):
        found.setdefault(case, []).append(public_id)
    return found


def concern_for_everyone(agency: Agency, public_id: str) -> Concern | None:
    rows = public_concerns(agency).select_related("case__area", "case__agency", "category", "agency")
    return rows.filter(case__public_id=public_id).first()


@dataclass(frozen=True)
class UsualTime:
    """In how many days half of the finished ones were finished, and of how many that is told."""

    days: int
    count: int


def usual_time(category: Category, at: datetime) -> UsualTime | None:
    """Return how long concerns of a kind took that were finished in the last year; None when too few."""
    done = public_concerns(category.agency).filter(
        category=category, case__closed_at__gte=at - timedelta(days=365)
    )
    done = done.exclude(case__state="withdrawn").exclude(case__outcome="").order_by("-case__closed_at")
    told = done.values_list("received_at", "case__closed_at")[:MOST_TIMES]
    times = sorted((closed - received).days + 1 for received, closed in told if closed)
    return UsualTime(times[(len(times) - 1) // 2], len(times)) if len(times) >= FEWEST_TIMES else None


@dataclass(frozen=True)
class Box:
    """A part of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float


def on_map(agency: Agency, wanted: Wanted, box: Box | None) -> list[dict[str, Any]]:
    """Return the newest public concerns in a part of the map as GeoJSON features, their places rounded."""
    rows = narrowed(agency, wanted).filter(longitude__isnull=False)
    if box:
        edges = whole_cells(box.west, box.south, box.east, box.north, PUBLIC_DECIMALS)
        west, south, east, north = edges
        rows = rows.filter(latitude__range=(south, north), longitude__range=(west, east))
    told = rows.values_list(
        "case__public_id", "longitude", "latitude", "category__key", "case__state", "received_at"
    )
    return [
        {
            "type": "Feature",
            "id": public_id,
            "geometry": {
                "type": "Point",
                "coordinates": rounded(longitude, latitude, PUBLIC_DECIMALS),
            },
            "properties": {"category": key, "state": state, "received_on": received_at.date().isoformat()},
        }
        for public_id, longitude, latitude, key, state, received_at in told[:MOST_ON_MAP]
        if longitude is not None and latitude is not None
    ]


def counts_by_area(agency: Agency, wanted: Wanted) -> dict[str, int]:
    """Return area code → how many public concerns it has."""
    rows = narrowed(agency, wanted).order_by().filter(case__area__isnull=False)
    return dict(rows.values_list("case__area__code").annotate(count=Count("pk")))
