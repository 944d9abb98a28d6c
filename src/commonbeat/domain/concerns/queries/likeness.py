"""Which reports are likely about the same thing."""

from datetime import datetime, timedelta

from django.db.models import Q

from commonbeat.domain.concerns.choices import DUPLICATE_DAYS, DUPLICATE_METRES, PUBLIC_DECIMALS
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries.public import public_concerns
from commonbeat.domain.concerns.rules import degrees_around, nearest_first, rounded
from commonbeat.ground.agency.models import Agency

EXACT = 15
# How far a place may lie from where everyone sees it.
ROUNDED_METRES = 80


def duplicates_of(
    agency: Agency, category: Category, longitude: float, latitude: float, at: datetime, most: int = 5
) -> list[Concern]:
    """Return public concerns of this kind within 100 m and 60 days, the nearest first.

    Open ones count however old they are not: received, or closed, no longer than 60 days ago.
    """
    return [concern for concern, _metres in likely_same(agency, category, longitude, latitude, at)[:most]]


def likely_same(
    agency: Agency,
    category: Category,
    longitude: float,
    latitude: float,
    at: datetime,
    *,
    with_private: bool = False,
) -> list[tuple[Concern, float]]:
    """Return (concern, metres) of likely duplicates; private ones and exact distances only for staff.

    For everyone else a concern lies where everyone may see it, or a pin moved about would find the door.
    """
    wide, high = degrees_around(latitude, DUPLICATE_METRES + ROUNDED_METRES)
    since = at - timedelta(days=DUPLICATE_DAYS)
    known = (
        Concern.objects.filter(agency=agency, case__merged_into=None)
        if with_private
        else public_concerns(agency)
    )
    near = known.filter(
        Q(received_at__gte=since) | Q(case__closed_at__gte=since),
        category=category,
        latitude__range=(latitude - high, latitude + high),
        longitude__range=(longitude - wide, longitude + wide),
        received_at__lte=at,
    ).select_related("case", "category", "agency")
    decimals = EXACT if with_private else PUBLIC_DECIMALS
    placed = [
        (concern, *rounded(concern.longitude, concern.latitude, decimals))
        for concern in near
        if concern.longitude is not None and concern.latitude is not None
    ]
    return nearest_first(placed, longitude, latitude, DUPLICATE_METRES)
