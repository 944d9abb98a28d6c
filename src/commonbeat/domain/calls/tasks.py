"""Work that comes by itself: the last question before a text goes out, late calls, and forgetting in time."""

from datetime import datetime

from commonbeat.domain.calls import actions
from commonbeat.ground.agency.models import Agency


def reason_not_to_send(subject: str, at: datetime) -> str:
    """Guard the messages about calls ("call:…") and the surveys about them ("survey:…")."""
    return actions.recheck(subject=subject, at=at)


def watch_delays(at: datetime) -> int:
    return sum(actions.watch_delays(agency=agency, at=at) for agency in Agency.objects.order_by("pk"))


def forget(at: datetime) -> int:
    """Cut old calls loose from persons, and drop the answers kept for repeated requests."""
    return actions.forget_receipts(at=at) + sum(
        _unlink_all(agency, at) for agency in Agency.objects.order_by("pk")
    )


def _unlink_all(agency: Agency, at: datetime) -> int:
    total = 0
    while unlinked := actions.unlink_persons(agency=agency, at=at):
        total += unlinked
    return total
