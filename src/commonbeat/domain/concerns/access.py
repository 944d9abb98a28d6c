"""Who may see or change a concern. Every page, program and job asks here."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.choices import Capability
from commonbeat.domain.concerns.models import Concern
from commonbeat.engine.casework.access import cases_visible_to, reach_of, require_can_work_on
from commonbeat.engine.casework.models import Attachment
from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Forbidden, Hidden


def post_of(request: HttpRequest) -> Staff:
    """Return the signed-in person's post here, or raise Forbidden."""
    staff: Staff | None = getattr(request, "staff", None)
    if staff is None:
        raise Forbidden(_("You have no post at this agency."), code="no_post")
    return staff


def concerns_visible_to(staff: Staff) -> QuerySet[Concern]:
    """Return the concerns a post may know of; never one whose case it is barred from."""
    return Concern.objects.filter(case__in=cases_visible_to(staff, "concern"))


def concern_visible_to(staff: Staff, public_id: str) -> Concern:
    """Return the concern, or raise Hidden."""
    found = (
        concerns_visible_to(staff)
        .select_related("case__agency", "case__area", "category", "agency")
        .filter(case__public_id=public_id)
        .first()
    )
    if found is None:
        raise Hidden(_("There is no such report."), code="not_found")
    return found


def can_moderate(staff: Staff, concern: Concern) -> bool:
    return Capability.MODERATE in reach_of(staff).in_area(concern.case.area_id)


def require_can_moderate(staff: Staff, concern: Concern) -> None:
    _require_at(staff, concern, Capability.MODERATE)


def can_hand_off(staff: Staff, concern: Concern) -> bool:
    return Capability.HAND_OFF in reach_of(staff).in_area(concern.case.area_id)


def require_can_hand_off(staff: Staff, concern: Concern) -> None:
    _require_at(staff, concern, Capability.HAND_OFF)


def require_can_manage(staff: Staff) -> None:
    """Let only those change kinds of concerns, routing, partners and places who may."""
    require_can(staff, Capability.MANAGE_CATEGORIES)


def can_take_reports(staff: Staff) -> bool:
    reach = reach_of(staff)
    return reach.cases_with(Capability.WORK) is not None


def require_can_take_reports(staff: Staff) -> None:
    if not can_take_reports(staff):
        raise Forbidden(_("Your role does not include this."), code="forbidden")


def photo_of(concern: Concern, public_id: str) -> Attachment:
    """Return a file of a concern that the reader may see already, or raise Hidden."""
    found = (
        Attachment.objects.filter(
            case=concern.case_id, file__public_id=public_id, replaced_by=None, file__destroyed_at=None
        )
        .select_related("file", "case")
        .first()
    )
    if found is None:
        raise Hidden(_("There is no such file."), code="not_found")
    return found


def _require_at(staff: Staff, concern: Concern, capability: Capability) -> None:
    require_can_work_on(staff, concern.case)
    if capability not in reach_of(staff).in_area(concern.case.area_id):
        raise Forbidden(_("Your role does not include this."), code="forbidden")
