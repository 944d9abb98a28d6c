"""Who may publish surveys and type in answers."""

from commonbeat.engine.surveys.choices import Capability
from commonbeat.ground.agency.access import can, require_can
from commonbeat.ground.agency.models import Staff


def can_publish(staff: Staff | None) -> bool:
    return can(staff, Capability.PUBLISH)


def require_can_publish(staff: Staff | None) -> Staff:
    return require_can(staff, Capability.PUBLISH)


def can_enter_answers(staff: Staff | None) -> bool:
    return can(staff, Capability.ENTER_ANSWERS)


def require_can_enter_answers(staff: Staff | None) -> Staff:
    return require_can(staff, Capability.ENTER_ANSWERS)
