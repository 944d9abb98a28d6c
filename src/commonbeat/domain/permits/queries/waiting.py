"""What of permits waits for one post, which holds some rights: a review, a decision, an appeal."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonbeat.domain.permits.access import can_hear, permits_visible_to
from commonbeat.domain.permits.choices import Capability, Standing
from commonbeat.domain.permits.models import Application, CheckItem, Review
from commonbeat.engine.casework.models import Queue
from commonbeat.ground.agency.models import Staff


def to_review(staff: Staff, held: Collection[str]) -> QuerySet[Application]:
    """Return the applications that a review of this post's group still waits for."""
    closed = Queue.objects.filter(agency=staff.agency_id, ended_at=None, members__isnull=False)
    others = closed.exclude(members=staff).values("key")
    waiting = Review.objects.filter(
        application=OuterRef("pk"), standing=Standing.WAITING, capability__in=held
    ).exclude(queue__in=others)
    return _listed(staff, "in_review").filter(Exists(waiting))


def to_decide(staff: Staff, held: Collection[str]) -> QuerySet[Application]:
    """Return the applications whose reviews are all in, for a post that may decide them."""
    if Capability.DECIDE not in held:
        return Application.objects.none()
    waiting = Review.objects.filter(application=OuterRef("pk"), standing=Standing.WAITING)
    unfinished = CheckItem.objects.filter(application=OuterRef("pk"), done_at=None)
    found = _listed(staff, "in_review").filter(~Exists(waiting), ~Exists(unfinished))
    return found.filter(Q(taken_over_by=None) | Q(taken_over_by=staff))


def to_hear(staff: Staff, held: Collection[str]) -> list[Application]:
    """Return the appeals that a post who had no part may decide."""
    if Capability.HEAR_APPEALS not in held:
        return []
    appealed = _listed(staff, "appealed").select_related("case__assigned_to", "version")
    return [application for application in appealed if can_hear(staff, application)]


def _listed(staff: Staff, state: str) -> QuerySet[Application]:
    found = permits_visible_to(staff).filter(case__state=state)
    return found.select_related("case", "version").order_by("case__state_since", "pk")
