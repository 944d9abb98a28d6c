"""Who may report by program, give keys to programs, and settle what is unsure between agencies."""

from django.http import HttpRequest

from commonbeat.domain.concerns.choices import Capability as Concerns
from commonbeat.domain.open311.choices import Capability
from commonbeat.ground.agency.access import ApiKeyAuth, require_can
from commonbeat.ground.agency.models import Agency, ApiKey, Staff
from commonbeat.ground.core.errors import Forbidden

_door = ApiKeyAuth(Capability.REPORT)


def program_of(request: HttpRequest, agency: Agency, secret: str) -> ApiKey:
    """Return the key behind a secret, of this agency and good for reports, or raise Forbidden."""
    key = _door.authenticate(request, secret) if secret else None
    if key is None or key.agency_id != agency.pk:
        raise Forbidden("The api_key is missing, unknown or ended.", code="unknown_key")
    return key


def require_manage(staff: Staff | None) -> Staff:
    return require_can(staff, Capability.MANAGE)


def require_settle(staff: Staff | None) -> Staff:
    return require_can(staff, Concerns.HAND_OFF)
