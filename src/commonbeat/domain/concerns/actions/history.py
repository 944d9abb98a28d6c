"""Writes about older records: kept for the figures, without a receipt, a clock or a text to anyone."""

from datetime import datetime

from django.db import transaction

from commonbeat.domain.concerns.actions.checks import checked_words
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries import area_of_point, is_about_a_person, staff_named
from commonbeat.domain.concerns.rules import is_position
from commonbeat.engine.casework.actions import bar, record_past_case
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid


@transaction.atomic
def record_history(
    *,
    agency: Agency,
    category: Category,
    words: str,
    place: str,
    longitude: float | None,
    latitude: float | None,
    received_at: datetime,
    closed_at: datetime | None,
    outcome: str,
    outside_id: str,
    at: datetime,
) -> Concern:
    """Keep a record of another system; the same `outside_id` returns the known one. Raises Invalid."""
    known = Concern.objects.filter(agency=agency, source=Source.IMPORT, outside_id=outside_id).first()
    if known is not None and outside_id:
        return known
    if closed_at is not None and closed_at < received_at:
        raise Invalid("It was closed before it was received.", code="closed_before", where="closed_at")
    if (longitude is None) != (latitude is None):
        raise Invalid("A point needs both its numbers.", code="half_a_point", where="place")
    area = None
    if longitude is not None and latitude is not None:
        if not is_position(longitude, latitude):
            raise Invalid("This point is not on the map.", code="not_a_position", where="place")
        area = area_of_point(agency, longitude, latitude)
    case = record_past_case(
        agency=agency,
        kind="concern",
        state="closed" if closed_at else "acknowledged",
        area=area,
        queue=category.queue,
        is_private=category.is_private or is_about_a_person(agency, category, words, {}),
        opened_at=received_at,
        closed_at=closed_at,
        outcome=outcome[:40],
        at=at,
    )
    for post in staff_named(agency, words, {}):
        bar(case=case, staff=post, by=SYSTEM, at=at)
    return Concern.objects.create(
        case=case,
        agency=agency,
        category=category,
        words=checked_words(words),
        place=place[:200],
        longitude=longitude,
        latitude=latitude,
        source=Source.IMPORT,
        outside_id=outside_id,
        received_at=received_at,
    )
