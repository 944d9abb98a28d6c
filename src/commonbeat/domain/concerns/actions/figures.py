"""Publishing the one figure that private concerns give, in steps that let nobody work out a person's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from commonbeat.domain.concerns.measures import CONFIRMED_FIXED, PRIVATE
from commonbeat.domain.concerns.queries.figures import private_tally
from commonbeat.engine.measures.actions import publish
from commonbeat.engine.measures.choices import Period
from commonbeat.engine.measures.queries import newest_release
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM


def publish_figures(*, at: datetime) -> int:
    """Release for every agency what may be released of this year's private concerns; return how many did.

    The total alone, and only when ten more have answered since the last; it is never cut by area or category.
    """
    return sum(_publish(agency, at) for agency in Agency.objects.order_by("pk"))


def _publish(agency: Agency, at: datetime) -> bool:
    today = at.astimezone(ZoneInfo(agency.time_zone)).date()
    period = Period(date(today.year, 1, 1), today)
    total, standing = private_tally(agency, period), newest_release(agency, CONFIRMED_FIXED, PRIVATE)
    known = standing.n if standing is not None and standing.since == period.since else 0
    if total.n - known < CONFIRMED_FIXED.smallest_n:
        return False
    released = publish(
        agency=agency,
        measure=CONFIRMED_FIXED,
        stratum=PRIVATE,
        period=period,
        total=total,
        by=SYSTEM,
        at=at,
    )
    return released is not None
