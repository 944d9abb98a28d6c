"""Who may see or do what with thanks, commendations and call-backs."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonbeat.domain.conduct.choices import Capability, Source, ThanksState, Wish
from commonbeat.domain.conduct.models import CallBack, Commendation, Delivery, Thanks, ThanksReply
from commonbeat.ground.agency.access import can, in_chain_of
from commonbeat.ground.agency.models import Agency, Grant, Staff
from commonbeat.ground.core.errors import Forbidden, Hidden


def post_of(request: HttpRequest) -> Staff:
    """Return the signed-in person's post here, or raise Forbidden."""
    staff: Staff | None = getattr(request, "staff", None)
    if staff is None:
        raise Forbidden(_("You have no post at this agency."), code="no_post")
    return staff


@dataclass(frozen=True)
class Reach:
    """Where a post holds a capability: everywhere, or in some areas."""

    everywhere: bool
    area_ids: frozenset[int]

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.area_ids)

    def among_responses(self) -> Q:
        return Q() if self.everywhere else Q(response__area_id__in=self.area_ids)


def reach_of(staff: Staff, capability: str) -> Reach:
    [reach] = reaches_of(staff, capability)
    return reach


def reaches_of(staff: Staff, *capabilities: str) -> list[Reach]:
    """Return where a post holds each of the capabilities, with one read for all."""
    grants = list(Grant.objects.filter(staff=staff, ended_at=None).select_related("role"))
    held = [[g.area_id for g in grants if capability in g.role.capabilities] for capability in capabilities]
    return [Reach(None in ids, frozenset(pk for pk in ids if pk is not None)) for ids in held]


def call_backs_visible_to(staff: Staff) -> QuerySet[CallBack]:
    """Return the call-backs a post may know of; never one that is about that post, whatever its rights."""
    calls, handing_over = reaches_of(staff, Capability.CALL_BACK, Capability.HAND_OVER)
    allowed = Q() if calls.everywhere else Q(response__area_id__in=calls.area_ids)
    if handing_over and not calls.everywhere:
        allowed |= Q(wish=Wish.COMPLAINT) & handing_over.among_responses()
    barred = CallBack.barred.through.objects.filter(staff=staff).values("callback_id")
    return CallBack.objects.filter(allowed, agency=staff.agency).exclude(pk__in=barred)


def require_can_list_call_backs(staff: Staff) -> None:
    if not any(reaches_of(staff, Capability.CALL_BACK, Capability.HAND_OVER)):
        raise Forbidden(_("Your role does not include call-backs."), code="forbidden")


def call_back_visible_to(staff: Staff, public_id: str) -> CallBack:
    """Return the call-back, or raise Hidden."""
    found = (
        call_backs_visible_to(staff)
        .select_related("agency", "assigned_to", "response__area", "response__invitation__contact")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise Hidden(_("There is no such call-back."), code="not_found")
    return found


def is_barred(staff: Staff, call_back: CallBack) -> bool:
    return call_back.barred.filter(pk=staff.pk).exists()


def can_work_on(staff: Staff, call_back: CallBack) -> bool:
    return _can_reach(staff, call_back, Capability.CALL_BACK)


def can_hand_over(staff: Staff, call_back: CallBack) -> bool:
    return _can_reach(staff, call_back, Capability.HAND_OVER)


def require_can_work_on(staff: Staff, call_back: CallBack) -> None:
    _require_reach(staff, call_back, Capability.CALL_BACK)


def require_can_hand_over(staff: Staff, call_back: CallBack) -> None:
    _require_reach(staff, call_back, Capability.HAND_OVER)


def _can_reach(staff: Staff, call_back: CallBack, capability: Capability) -> bool:
    reach = reach_of(staff, capability)
    in_reach = reach.everywhere or call_back.response.area_id in reach.area_ids
    return in_reach and staff.agency_id == call_back.agency_id and not is_barred(staff, call_back)


def _require_reach(staff: Staff, call_back: CallBack, capability: Capability) -> None:
    if is_barred(staff, call_back) or staff.agency_id != call_back.agency_id:
        raise Hidden(_("There is no such call-back."), code="not_found")
    if not _can_reach(staff, call_back, capability):
        raise Forbidden(_("Your role does not include this."), code="forbidden")


def thanks_to_look_at(staff: Staff) -> QuerySet[Thanks]:
    """Return thanks that wait for a look or a name; never one's own, whose words are sealed from oneself."""
    reach = reach_of(staff, Capability.LOOK_AT_THANKS)
    if not reach:
        return Thanks.objects.none()
    own = Thanks.staff.through.objects.filter(staff=staff).values("thanks_id")
    return Thanks.objects.filter(
        reach.among_responses(),
        agency=staff.agency,
        state__in=[ThanksState.HELD, ThanksState.UNMATCHED],
    ).exclude(pk__in=own)


def require_can_look_at_thanks(staff: Staff) -> None:
    if not reach_of(staff, Capability.LOOK_AT_THANKS):
        raise Forbidden(_("Your role does not include this."), code="forbidden")


def thanks_to_look_at_by_id(staff: Staff, public_id: str) -> Thanks:
    """Return the thanks, or raise Hidden."""
    found = thanks_to_look_at(staff).select_related("agency").filter(public_id=public_id).first()
    if found is None:
        raise Hidden(_("There is no such thank-you."), code="not_found")
    return found


def delivery_to(staff: Staff, public_id: str) -> Delivery:
    """Return the post's own or copied thank-you, or raise Hidden."""
    found = (
        Delivery.objects.filter(staff=staff, thanks__public_id=public_id)
        .select_related("thanks__agency", "thanks__response__invitation__contact")
        .first()
    )
    if found is None:
        raise Hidden(_("There is no such thank-you."), code="not_found")
    return found


def can_commend(by: Staff, staff: Staff) -> bool:
    if by == staff or by.agency_id != staff.agency_id:
        return False
    return in_chain_of(by, of=staff) or can(by, Capability.COMMEND)


def require_can_commend(by: Staff, staff: Staff) -> None:
    if not can_commend(by, staff):
        raise Forbidden(_("Only a supervisor of this person can do this."), code="forbidden")


def commendations_visible_to(staff: Staff) -> QuerySet[Commendation]:
    """Return one's own, those of the people one supervises, and with the right to commend all of them."""
    everything = Commendation.objects.filter(agency=staff.agency)
    if can(staff, Capability.COMMEND):
        return everything
    return everything.filter(staff__in=[staff, *people_under(staff)])


def people_under(staff: Staff) -> list[Staff]:
    """Return everyone whose chain of supervisors holds this post."""
    above = Staff.objects.filter(agency_id=staff.agency_id)
    by_boss: dict[int | None, list[Staff]] = {}
    for post in above:
        by_boss.setdefault(post.supervisor_id, []).append(post)
    found: dict[int, Staff] = {}
    waiting = [staff.pk]
    while waiting:
        for post in by_boss.get(waiting.pop(), []):
            if post.pk not in found and post.pk != staff.pk:
                found[post.pk] = post
                waiting.append(post.pk)
    return list(found.values())


def replies_to_approve(staff: Staff) -> QuerySet[ThanksReply]:
    """Return drafted replies of the people below one, or of everyone for those who look at thanks."""
    drafted = ThanksReply.objects.filter(thanks__agency=staff.agency, state="drafted").exclude(staff=staff)
    if can(staff, Capability.LOOK_AT_THANKS):
        return drafted
    return drafted.filter(staff__in=people_under(staff))


def reply_to_approve(staff: Staff, pk: int) -> ThanksReply:
    """Return the drafted reply, or raise Hidden."""
    found = (
        replies_to_approve(staff)
        .select_related("staff", "thanks__agency", "thanks__response__invitation__contact")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Hidden(_("There is no such reply waiting."), code="not_found")
    return found


def thanks_sent_by_web(agency: Agency, public_id: str) -> Thanks:
    """Return what someone sent from the thanks page, or raise Hidden; only they know its id."""
    found = Thanks.objects.filter(agency=agency, public_id=public_id, source=Source.WEB).first()
    if found is None:
        raise Hidden(_("There is no such thank-you."), code="not_found")
    return found
