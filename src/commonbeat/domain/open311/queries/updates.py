"""Reads of what changed: each step of a request that everyone may know of is one update."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.crypto import salted_hmac

from commonbeat.domain.concerns.choices import CONCERN
from commonbeat.domain.open311.queries.requests import listed_concerns
from commonbeat.domain.open311.rules import Window, written_time
from commonbeat.engine.casework.choices import Kind
from commonbeat.engine.casework.models import Entry
from commonbeat.ground.agency.models import Agency


def updates_asked(
    agency: Agency, *, ids: list[str], window: Window, skip: int, rows: int
) -> list[dict[str, Any]]:
    """Return the moves in a window, the oldest first: who asks again goes on from the last one."""
    zone = ZoneInfo(agency.time_zone)
    told = {move.key for move in CONCERN.moves if move.public_words}
    states = {state.key: state for state in CONCERN.states}
    found = Entry.objects.filter(
        kind=Kind.MOVED,
        at__range=(window.since, window.until),
        case__in=listed_concerns(agency).values("case_id"),
        facts__move__in=told,
    ).order_by("at", "pk")
    if ids:
        found = found.filter(case__public_id__in=ids)
    lines = found.values_list("pk", "case__public_id", "at", "facts")[skip : skip + rows]
    return [
        {
            "update_id": update_id(pk),
            "service_request_id": public_id,
            "status": "open" if states[facts["to"]].is_open else "closed",
            "updated_datetime": written_time(at, zone),
            "description": str(states[facts["to"]].name),
            "media_url": None,
        }
        for pk, public_id, at, facts in lines
    ]


def update_id(entry_pk: int) -> str:
    """Return a name for an update from which nobody can count the agency's work."""
    return salted_hmac("open311.update", str(entry_pk), algorithm="sha256").hexdigest()[:20]
