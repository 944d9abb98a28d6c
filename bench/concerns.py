"""How long a resident waits for the map, the list and one kind of 200,000 concerns."""

from typing import Any

from bench._concerns import AROUND, found_with_concerns, page_against_rows
from bench._server import serving
from commonbeat.domain.concerns.queries.pages import MOST_ON_MAP
from commonbeat.ground.core import clock

# A sixteenth of the city: what a phone shows after zooming in twice.
WEST, SOUTH, EAST, NORTH = AROUND
PART = (WEST + (EAST - WEST) / 2, SOUTH, WEST + (EAST - WEST) * 3 / 4, SOUTH + (NORTH - SOUTH) / 4)
HALF = 0.0005
BARE_MAP = """
    SELECT k.public_id, c.longitude, c.latitude, g.key, k.state, c.received_at
    FROM concerns_concern c
    JOIN casework_case k ON k.id = c.case_id
    JOIN concerns_category g ON g.id = c.category_id
    WHERE c.agency_id = %s AND NOT k.is_private AND k.merged_into_id IS NULL
      AND c.longitude BETWEEN %s AND %s AND c.latitude BETWEEN %s AND %s
    ORDER BY c.received_at DESC, c.id DESC LIMIT %s
"""
BARE_LIST = """
    SELECT k.public_id, k.state, k.is_open, k.outcome, g.names, c.public_words, c.place, a.name,
           c.received_at,
           (SELECT COUNT(*) FROM concerns_metoo m WHERE m.concern_id = c.id AND m.is_troubled) AS troubled
    FROM concerns_concern c
    JOIN casework_case k ON k.id = c.case_id
    JOIN concerns_category g ON g.id = c.category_id
    LEFT JOIN agency_area a ON a.id = k.area_id
    WHERE c.agency_id = %s AND NOT k.is_private AND k.merged_into_id IS NULL
    ORDER BY c.received_at DESC, c.id DESC LIMIT 20
"""


def run() -> list[dict[str, Any]]:
    """Measure on the empty database that Django is set up on."""
    agency = found_with_concerns(clock.now())
    west, south, east, north = PART
    box = ",".join(f"{edge:.4f}" for edge in PART)
    whole = [agency.pk, WEST, EAST, SOUTH, NORTH, MOST_ON_MAP]
    part = [agency.pk, west - HALF, east + HALF, south - HALF, north + HALF, MOST_ON_MAP]
    with serving("--without-worker") as address:
        return [
            page_against_rows(address, f"/concerns/map.json?bbox={box}", BARE_MAP, part),
            page_against_rows(address, "/concerns/map.json", BARE_MAP, whole),
            page_against_rows(address, "/concerns/", BARE_LIST, [agency.pk], aim=""),
        ]
