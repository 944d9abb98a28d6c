"""What the city's police need before anyone reports anything, and what people do besides reporting."""

import random
from datetime import datetime, timedelta

from commonbeat.demo.actions.calendar import CHIEF, RELATIONS, SERGEANT, post
from commonbeat.demo.rules.concerns import OLD_RECORDS, places_file, point_in
from commonbeat.domain.concerns.actions import add_partner as add_agency
from commonbeat.domain.concerns.actions import adopt_categories, import_places, me_too, record_history
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.engine.casework.models import Queue
from commonbeat.ground.agency.models import Agency

WORKS = "Public Works"
FOLLOWERS = 4


def prepare(*, agency: Agency, seed: int, at: datetime) -> None:
    """Give the city its kinds of concerns, its places, a partner and records of an older system."""
    chief = post(agency, CHIEF)
    adopt_categories(agency=agency, by=chief, at=at)
    for queue in Queue.objects.filter(agency=agency):
        queue.lead = post(agency, RELATIONS if queue.key == "community" else SERGEANT)
        queue.save(update_fields=["lead"])
    import_places(agency=agency, text=places_file(seed), by=chief, at=at)
    add_agency(agency=agency, name=WORKS, email="works@larkspur.example", by=chief, at=at)
    dice = random.Random(f"history/{seed}")
    kind = Category.objects.get(agency=agency, key="graffiti")
    for number in range(OLD_RECORDS):
        longitude, latitude = point_in(dice.choice("123456"), dice)
        received_at = at - timedelta(days=dice.uniform(5, 60))
        record_history(
            agency=agency,
            category=kind,
            words="Paint on a wall.",
            place="",
            longitude=longitude,
            latitude=latitude,
            received_at=received_at,
            closed_at=received_at + timedelta(days=4),
            outcome="fixed",
            outside_id=f"old-{number}",
            at=at,
        )


def gather_followers(*, agency: Agency, at: datetime) -> None:
    """Let a few people say "me too" about what is open; their codes are nobody's, so they are few."""
    open_ones = Concern.objects.filter(agency=agency, case__is_open=True, case__is_private=False)
    for concern in open_ones.select_related("case__agency").order_by("-received_at")[:FOLLOWERS]:
        me_too(concern=concern, language="en", at=at)
