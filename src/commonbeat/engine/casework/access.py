"""Who may see or work on which cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonbeat.engine.casework.choices import OPEN_FOR, Capability, CaseType, case_type, case_types
from commonbeat.engine.casework.models import Attachment, Case, Queue, Receipt, ReplyTemplate
from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.models import Agency, Grant, Staff
from commonbeat.ground.core.errors import Forbidden, Hidden

FOLLOW_COOKIE, FOLLOW_PATH = "followed", "/follow/"


def post_of(request: HttpRequest) -> Staff:
    """Return the signed-in person's post here, or raise Forbidden."""
    staff: Staff | None = getattr(request, "staff", None)
    if staff is None:
        raise Forbidden(_("You have no post at this agency."), code="no_post")
    return staff


@dataclass(frozen=True)
class Reach:
    """What a post may do in the whole agency, and in single areas (area's key → capabilities)."""

    everywhere: frozenset[str]
    by_area: dict[int, frozenset[str]]

    def in_area(self, area_id: int | None) -> frozenset[str]:
        return self.everywhere | self.by_area.get(area_id or 0, frozenset())

    def cases_with(self, capability: str) -> Q | None:
        """Return which cases a capability reaches; None for none."""
        if capability in self.everywhere:
            return Q()
        areas = [area_id for area_id, held in self.by_area.items() if capability in held]
        return Q(area_id__in=areas) if areas else None


def reach_of(staff: Staff) -> Reach:
    everywhere: set[str] = set()
    by_area: dict[int, set[str]] = {}
    for grant in Grant.objects.filter(staff=staff, ended_at=None).select_related("role"):
        held = everywhere if grant.area_id is None else by_area.setdefault(grant.area_id, set())
        held.update(grant.role.capabilities)
    return Reach(frozenset(everywhere), {area: frozenset(held) for area, held in by_area.items()})


def cases_visible_to(staff: Staff, kind: str = "") -> QuerySet[Case]:
    """Return the cases a post may know of, of one type or of all; never one it is barred from."""
    reach = reach_of(staff)
    reached = Q(pk__in=[])
    for known in [case_type(kind)] if kind else case_types():
        reached |= _reached(reach, known)
    return Case.objects.filter(reached, agency=staff.agency_id).exclude(pk__in=barred_from(staff))


def barred_from(staff: Staff) -> QuerySet[Any]:
    """Return the keys of the cases that are about a post."""
    return Case.barred.through.objects.filter(staff=staff).values("case_id")


def _reached(reach: Reach, known: CaseType) -> Q:
    open_ones, private_ones = reach.cases_with(known.sees), reach.cases_with(known.sees_private)
    reached = Q(pk__in=[])
    if open_ones is not None:
        reached |= Q(kind=known.key, is_private=False) & open_ones
    if private_ones is not None:
        reached |= Q(kind=known.key) & private_ones
    return reached


def case_visible_to(staff: Staff, public_id: str, kind: str = "") -> Case:
    """Return the case, or raise Hidden."""
    found = (
        cases_visible_to(staff, kind)
        .select_related("agency", "area", "queue__lead", "assigned_to", "merged_into")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise Hidden(_("There is no such case."), code="not_found")
    return found


def can_work_on(staff: Staff, case: Case) -> bool:
    """Tell whether a post may change a case: it sees it, and holds the right to work there."""
    return can_see(staff, case) and case_type(case.kind).works in reach_of(staff).in_area(case.area_id)


def require_can_work_on(staff: Staff, case: Case) -> None:
    if not can_see(staff, case):
        raise Hidden(_("There is no such case."), code="not_found")
    if not can_work_on(staff, case):
        raise Forbidden(_("Your role does not include this."), code="forbidden")


def can_publish(staff: Staff, case: Case) -> bool:
    """Tell whether a post may show a file of a case to everyone."""
    needed = case_type(case.kind).publishes
    return can_work_on(staff, case) and (not needed or needed in reach_of(staff).in_area(case.area_id))


def require_can_publish(staff: Staff, case: Case) -> None:
    if not can_publish(staff, case):
        raise Forbidden(_("Your role does not include this."), code="forbidden")


def require_can_list(staff: Staff, kind: str) -> None:
    known, reach = case_type(kind), reach_of(staff)
    if reach.cases_with(known.sees) is None and reach.cases_with(known.sees_private) is None:
        raise Forbidden(_("Your role does not include this."), code="forbidden")


def kinds_listed_for(staff: Staff) -> list[CaseType]:
    """Return the types of which the post may see cases, anywhere."""
    reach = reach_of(staff)
    return [
        known
        for known in case_types()
        if reach.cases_with(known.sees) is not None or reach.cases_with(known.sees_private) is not None
    ]


def kinds_worked_on_by(staff: Staff) -> list[CaseType]:
    """Return the types of which the post may change cases, anywhere."""
    reach = reach_of(staff)
    return [known for known in case_types() if reach.cases_with(known.works) is not None]


def file_visible_to(staff: Staff, case: Case, public_id: str) -> Attachment:
    """Return a file of a case that the post was let see already, or raise Hidden."""
    found = (
        Attachment.objects.filter(case=case, file__public_id=public_id, file__destroyed_at=None)
        .select_related("file")
        .first()
    )
    if found is None or found.case.agency_id != staff.agency_id:
        raise Hidden(_("There is no such file."), code="not_found")
    return found


def require_can_manage_queues(staff: Staff) -> None:
    require_can(staff, Capability.MANAGE_QUEUES)


def queue_visible_to(staff: Staff, key: str) -> Queue:
    """Return a queue that has not ended, to whoever manages queues, or raise Hidden."""
    require_can_manage_queues(staff)
    found = Queue.objects.filter(agency=staff.agency_id, key=key, ended_at=None).first()
    if found is None:
        raise Hidden(_("There is no such queue."), code="not_found")
    return found


def require_can_write_replies(staff: Staff) -> None:
    require_can(staff, Capability.WRITE_REPLIES)


def reply_visible_to(staff: Staff, pk: int) -> ReplyTemplate:
    """Return ready words of the agency, to whoever writes them, or raise Hidden."""
    require_can_write_replies(staff)
    found = ReplyTemplate.objects.filter(agency=staff.agency_id, pk=pk, ended_at=None).first()
    if found is None:
        raise Hidden(_("There are no such words."), code="not_found")
    return found


def can_see(staff: Staff, case: Case) -> bool:
    return cases_visible_to(staff, case.kind).filter(pk=case.pk).exists()


def agency_of(request: HttpRequest) -> Agency:
    agency: Agency | None = getattr(request, "agency", None)
    if agency is None:
        raise Hidden(_("There is no agency here yet."), code="no_agency")
    return agency


def receipt_of(request: HttpRequest, at: datetime) -> Receipt | None:
    """Return the receipt that was opened in this browser within the last half hour, at this agency."""
    kept = request.COOKIES.get(FOLLOW_COOKIE, "")
    try:
        pk, opened_at = signing.loads(kept, salt=FOLLOW_COOKIE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if at.timestamp() - opened_at > OPEN_FOR.total_seconds():
        return None
    held = Receipt.objects.filter(case__agency=agency_of(request), ended_at=None)
    return held.select_related("case__agency", "first_case__agency", "contact", "line").filter(pk=pk).first()


def remember_receipt(response: HttpResponse, receipt: Receipt, at: datetime) -> None:
    """Let the browser show the case again for half an hour: a signed number, for the follow pages alone."""
    response.set_cookie(
        FOLLOW_COOKIE,
        signing.dumps([receipt.pk, at.timestamp()], salt=FOLLOW_COOKIE),
        path=FOLLOW_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def forget_receipt(response: HttpResponse) -> None:
    response.delete_cookie(FOLLOW_COOKIE, path=FOLLOW_PATH, samesite="Strict")
