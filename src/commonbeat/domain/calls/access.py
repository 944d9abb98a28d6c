"""Who may see which calls and decisions, and change what decides about them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonbeat.domain.calls.choices import Capability
from commonbeat.domain.calls.models import Call, Decision
from commonbeat.ground.agency.access import can, require_can
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Hidden


def decisions_visible_to(staff: Staff | None) -> QuerySet[Decision]:
    """Return the decisions of the person's agency, or raise Forbidden."""
    return Decision.objects.filter(agency=require_can(staff, Capability.SEE_DECISIONS).agency)


def call_visible_to(staff: Staff | None, public_id: str) -> Call:
    """Return the call, or raise Forbidden, or Hidden for what is not there or of another agency."""
    agency = require_can(staff, Capability.SEE_DECISIONS).agency
    call = Call.objects.filter(agency=agency, public_id=public_id).select_related("area").first()
    if call is None:
        raise Hidden(_("There is no such call."), code="no_call")
    return call


def can_see_protected(staff: Staff | None) -> bool:
    """Tell whether the person may see the type of a call that is never texted."""
    return can(staff, Capability.SEE_PROTECTED)


def require_can_adopt_types(staff: Staff | None) -> Staff:
    return require_can(staff, Capability.ADOPT_TYPES)


def require_can_change_rules(staff: Staff | None) -> Staff:
    return require_can(staff, Capability.CHANGE_RULES)


def require_can_protect(staff: Staff | None) -> Staff:
    return require_can(staff, Capability.PROTECT)
