"""What everyone may know of concerns."""

from django.db.models import QuerySet

from commonbeat.domain.concerns.choices import PUBLIC_DECIMALS
from commonbeat.domain.concerns.models import Concern
from commonbeat.domain.concerns.rules import rounded
from commonbeat.ground.agency.models import Agency


def public_concerns(agency: Agency) -> QuerySet[Concern]:
    """Return the concerns that everyone may know of: none that is private or part of another."""
    return Concern.objects.filter(agency=agency, case__is_private=False, case__merged_into=None)


def public_position(concern: Concern) -> tuple[float, float] | None:
    """Return (longitude, latitude) as everyone may see it: about a block; None where there is none."""
    if concern.longitude is None or concern.latitude is None:
        return None
    return rounded(concern.longitude, concern.latitude, PUBLIC_DECIMALS)
