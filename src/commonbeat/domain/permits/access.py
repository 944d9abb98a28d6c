"""Who may see or do what with permits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonbeat.domain.permits.choices import Capability
from commonbeat.domain.permits.models import Application, Draft, KindVersion, Review
from commonbeat.domain.permits.rules import digest_of, key_of, may_hear, unlocked
from commonbeat.engine.casework.access import case_visible_to, cases_visible_to, reach_of
from commonbeat.engine.casework.choices import Kind
from commonbeat.engine.casework.models import Queue
from commonbeat.ground.agency.access import active_posts, chain_of, holders_of
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Forbidden, Hidden

RELATED = ("agency", "case__agency", "case__assigned_to", "version", "taken_over_by")


def post_of(request: HttpRequest) -> Staff:
    """Return the signed-in person's post here, or raise Forbidden."""
    staff: Staff | None = getattr(request, "staff", None)
    if staff is None:
        raise Forbidden(_("You have no post at this agency."), code="no_post")
    return staff


def permit_visible_to(staff: Staff, public_id: str) -> Application:
    """Return the application, or raise Hidden."""
    case = case_visible_to(staff, public_id, "permit")
    return Application.objects.select_related(*RELATED).get(case=case)


def permits_visible_to(staff: Staff) -> QuerySet[Application]:
    return Application.objects.filter(case__in=cases_visible_to(staff, "permit"))


def can(staff: Staff, application: Application, capability: str) -> bool:
    """Tell whether a post sees this application and holds the right there."""
    sees = cases_visible_to(staff, "permit").filter(pk=application.case_id).exists()
    return sees and capability in reach_of(staff).in_area(application.case.area_id)


def require(staff: Staff, application: Application, capability: str) -> None:
    if not cases_visible_to(staff, "permit").filter(pk=application.case_id).exists():
        raise Hidden(_("There is no such permit."), code="not_found")
    if not can(staff, application, capability):
        raise Forbidden(_("Your role does not include this."), code="forbidden")


def can_answer(staff: Staff, review: Review) -> bool:
    """Tell whether a post may answer: it holds the right, and is in the queue where that has members."""
    if not can(staff, review.application, review.capability):
        return False
    queues = Queue.objects.filter(agency=review.application.agency_id, key=review.queue, ended_at=None)
    members = set(queues.filter(members__isnull=False).values_list("members", flat=True))
    return not members or staff.pk in members


def require_can_answer(staff: Staff, review: Review) -> None:
    require(staff, review.application, review.capability)
    if not can_answer(staff, review):
        raise Forbidden(_("This review is another group's."), code="forbidden")


def can_hear(staff: Staff, application: Application) -> bool:
    """Tell whether a post may take over or hear an appeal: it had no part, nor anyone in its chain."""
    took_part = {post.pk: {above.pk for above in chain_of(post)} for post in those_who_took_part(application)}
    chain = {above.pk for above in chain_of(staff)}
    return can(staff, application, Capability.HEAR_APPEALS) and may_hear(staff.pk, chain, took_part)


def those_who_took_part(application: Application) -> list[Staff]:
    """Return who ever reviewed or decided, and who had it on their list before it was for an officer.

    A review may be answered anew by somebody else: the timeline still knows the first.
    """
    entries = application.case.entries
    acted = entries.filter(facts__change__in=["reviewed", "ruled"]).values_list("staff", flat=True)
    held = entries.filter(kind=Kind.ASSIGNED).exclude(role=SYSTEM.role)
    for_officers = Q(facts__change="taken_over") | Q(facts__move="appeal")
    since = entries.filter(for_officers).order_by("-pk").values_list("pk", flat=True).first()
    if since is not None:
        held = held.filter(pk__lt=since)
    took_part = {*acted, *held.values_list("facts__to", flat=True)} - {None}
    return list(Staff.objects.filter(pk__in=took_part).select_related("supervisor"))


def appeal_officers(application: Application, at: datetime) -> list[Staff]:
    """Return who may take over, in the order of their employee numbers.

    For a decision that is late they must hold the right to decide, too.
    """
    holders = holders_of(application.agency, Capability.HEAR_APPEALS, at)
    active = set(active_posts(application.agency, at).values_list("pk", flat=True))
    able = [post for post in holders if post.pk in active and can_hear(post, application)]
    if application.case.state != "appealed":
        able = [post for post in able if can(post, application, Capability.DECIDE)]
    return sorted(able, key=lambda post: post.employee_no)


def version_in_force(agency: Agency, key: str) -> KindVersion:
    """Return the version that an agency uses now, or raise Hidden."""
    found = KindVersion.objects.filter(agency=agency, key=key, ended_at=None).first()
    if found is None:
        raise Hidden(_("There is no such permit here."), code="not_found")
    return found


@dataclass
class OpenDraft:
    """A form that is being filled in, opened by its page's token, and what stands in it."""

    row: Draft
    token: str
    given: dict[str, Any]

    @property
    def version(self) -> KindVersion:
        return self.row.version

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.given.get("answers", {}))

    @property
    def passed(self) -> set[str]:
        """Return the keys of the questions that were passed over."""
        return set(self.given.get("passed", ()))

    @property
    def own_words(self) -> str:
        return str(self.given.get("own_words", ""))

    @property
    def receipt(self) -> str:
        """Return the token of the receipt's page once the form was sent, "" before."""
        return str(self.given.get("receipt", ""))


def draft_by_token(agency: Agency, token: str) -> OpenDraft:
    """Return a form that is being filled in, or raise Hidden. Only who has its address can open it."""
    found = (
        Draft.objects.select_related("version__agency", "renews")
        .filter(version__agency=agency, token_digest=digest_of(token))
        .first()
    )
    given = unlocked(bytes(found.sealed), key_of(token)) if found else None
    if found is None or given is None:
        raise Hidden(_("This form is not here any more. Forms are kept for two weeks."), code="not_found")
    return OpenDraft(found, token, given)
