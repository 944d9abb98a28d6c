"""How long a program waits for the usual window of requests, of 200,000 concerns."""

from datetime import timedelta
from typing import Any

from bench._concerns import found_with_concerns, page_against_rows
from bench._server import serving
from commonbeat.ground.core import clock

BARE_REQUESTS = """
    SELECT k.public_id, k.state, k.is_open, k.outcome, g.key, c.public_words, c.place, c.longitude,
           c.latitude, c.received_at, k.state_since, k.closed_at, r.due_at
    FROM concerns_concern c
    JOIN casework_case k ON k.id = c.case_id
    JOIN concerns_category g ON g.id = c.category_id
    LEFT JOIN casework_clockrun r ON r.case_id = k.id AND r.key = 'finish' AND r.met_at IS NULL
    WHERE c.agency_id = %s AND c.received_at BETWEEN %s AND %s AND NOT k.is_private
      AND k.merged_into_id IS NULL AND g.is_listed AND NOT g.is_private
    ORDER BY c.received_at DESC, c.id DESC LIMIT 1000
"""


def run() -> list[dict[str, Any]]:
    """Measure on the empty database that Django is set up on."""
    at = clock.now()
    agency = found_with_concerns(at)
    window = [agency.pk, at - timedelta(days=90), at]
    with serving("--without-worker") as address:
        return [page_against_rows(address, "/open311/v2/requests.json", BARE_REQUESTS, window)]
