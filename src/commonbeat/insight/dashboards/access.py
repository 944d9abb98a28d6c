"""Who may see which figures and whose page."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonbeat.ground.agency.access import in_chain_of, require_can
from commonbeat.ground.agency.choices import Capability as AgencyCapability
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Forbidden, Hidden
from commonbeat.insight.dashboards.choices import Capability


def post_of(request: HttpRequest) -> Staff:
    """Return the signed-in person's post here, or raise Forbidden."""
    staff: Staff | None = getattr(request, "staff", None)
    if staff is None:
        raise Forbidden(_("You have no post at this agency."), code="no_post")
    return staff


def require_can_see_dashboards(staff: Staff) -> Staff:
    return require_can(staff, Capability.SEE)


def require_can_change_settings(staff: Staff) -> Staff:
    return require_can(staff, AgencyCapability.CHANGE_SETTINGS)


def officer_visible_to(staff: Staff, pk: int) -> Staff:
    """Return the officer to themselves and their chain; a colleague is forbidden, a stranger unknown."""
    officer = Staff.objects.select_related("agency", "supervisor").filter(agency=staff.agency, pk=pk).first()
    if officer is None:
        raise Hidden(_("There is no such person here."), code="not_found")
    if not in_chain_of(staff, of=officer):
        raise Forbidden(_("Only the officer and those who lead them see this page."), code="not_in_chain")
    return officer
