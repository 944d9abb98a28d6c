"""Who may see what is kept for how long, and hold it."""

from django.utils.translation import gettext as _

from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Hidden
from commonbeat.ground.retention.choices import Capability
from commonbeat.ground.retention.models import Hold


def require_can_manage(staff: Staff | None) -> Staff:
    return require_can(staff, Capability.MANAGE)


def hold_visible_to(staff: Staff, public_id: str) -> Hold:
    """Return the hold, or raise Hidden."""
    hold = (
        Hold.objects.filter(agency=staff.agency_id, public_id=public_id)
        .select_related("agency", "placed_by")
        .first()
    )
    if hold is None:
        raise Hidden(_("There is no such hold."), code="not_found")
    return hold
