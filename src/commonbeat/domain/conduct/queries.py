"""Reads about thanks, commendations and call-backs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonbeat.domain.conduct.access import (
    call_backs_visible_to,
    people_under,
    replies_to_approve,
    thanks_to_look_at,
)
from commonbeat.domain.conduct.choices import CallBackState, Capability, Outcome, Wish
from commonbeat.domain.conduct.models import CallBack, Commendation, Delivery, Thanks, ThanksReply
from commonbeat.engine.messaging.models import OptOut
from commonbeat.engine.surveys.choices import SATISFACTION, ItemKind
from commonbeat.engine.surveys.models import Answer, Response
from commonbeat.ground.agency.access import can, holders_of
from commonbeat.ground.agency.models import Agency, Staff


def satisfaction_of(response: Response) -> int | None:
    """Return the 1-5 rating of the contact, or None when it was not answered."""
    answer = Answer.objects.filter(response=response, item__key=SATISFACTION).first()
    return answer.value if answer else None


def comment_of(response: Response) -> str:
    """Return all that the person wrote in their own words, in the order of the questions."""
    answers = Answer.objects.filter(response=response, item__kind=ItemKind.TEXT).order_by("item__position")
    return "\n".join(answer.text for answer in answers if answer.text)


def language_of(response: Response) -> str:
    """Return the language to write to this person in: theirs if the agency offers it, else its first."""
    offered = response.agency.languages or ["en"]
    return response.language if response.language in offered else offered[0]


def names_that_may_stay(agency: Agency, staff: Iterable[Staff]) -> list[str]:
    """Return the names that are not a resident's: the thanked people's, the agency's, its areas'."""
    areas = agency.areas.values_list("name", flat=True)
    return [agency.name, agency.short_name, agency.place, *areas, *(post.name for post in staff)]


def can_be_answered(thanks: Thanks) -> bool:
    """Tell whether there is still a number to text, whose owner has not said stop."""
    contact = thanks.contact
    if contact is None or not contact.phone_sealed:
        return False
    return not OptOut.objects.filter(contact=contact, channel="sms", scope="all", lifted_at=None).exists()


@dataclass(frozen=True)
class Waiting:
    """One thing of this app that waits for a member of staff; `kind` names what has to be done."""

    kind: str
    key: str
    due_at: datetime
    label: str = ""


def waiting_for(staff: Staff) -> list[Waiting]:
    """Return what waits for this post, in no order."""
    return [*_waiting_calls(staff), *_waiting_thanks(staff), *_waiting_replies(staff)]


def _waiting_calls(staff: Staff) -> list[Waiting]:
    mine = Q(assigned_to=staff) | Q(assigned_to=None)
    calls = (
        call_backs_visible_to(staff)
        .exclude(state=CallBackState.CLOSED)
        .filter(mine | Q(wish=Wish.COMPLAINT))
        .select_related("response")
    )
    hands_over = can(staff, Capability.HAND_OVER)
    return [
        Waiting(
            "hand_over" if call.wish == Wish.COMPLAINT and hands_over else "call_back",
            call.public_id,
            call.due_at,
            call.response.category,
        )
        for call in calls
        if call.wish != Wish.COMPLAINT or hands_over or call.assigned_to_id == staff.pk
    ]


def _waiting_thanks(staff: Staff) -> list[Waiting]:
    return [
        Waiting("match_thanks" if thanks.state == "unmatched" else "look_at_thanks", thanks.public_id, thanks.due_at)
        for thanks in thanks_to_look_at(staff)
    ]


def _waiting_replies(staff: Staff) -> list[Waiting]:
    return [
        Waiting("approve_reply", str(reply.pk), reply.drafted_at, reply.staff.name)
        for reply in replies_to_approve(staff).select_related("staff")
    ]


def open_call_backs(staff: Staff) -> QuerySet[CallBack]:
    """Return the call-backs this post may see that are not closed, the earliest promise first."""
    return (
        call_backs_visible_to(staff)
        .exclude(state=CallBackState.CLOSED)
        .select_related("assigned_to", "response__area")
        .order_by("due_at", "pk")
    )


def closed_call_backs(staff: Staff) -> QuerySet[CallBack]:
    return (
        call_backs_visible_to(staff)
        .filter(state=CallBackState.CLOSED)
        .select_related("assigned_to", "response__area")
        .order_by("-closed_at")
    )


def callers_for(call_back: CallBack) -> list[Staff]:
    """Return who may make this call: holders of the right for the agency whom it is not about."""
    barred = set(call_back.barred.values_list("pk", flat=True))
    holders = holders_of(call_back.agency, Capability.CALL_BACK)
    return sorted((post for post in holders if post.pk not in barred), key=lambda post: post.name)


def outcomes_to_choose() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Outcome.choices if value != Outcome.HANDED_OVER]


def thanks_of(staff: Staff) -> QuerySet[Delivery]:
    """Return the thank-yous that this post received for itself, the newest first."""
    replied = ThanksReply.objects.filter(thanks=OuterRef("thanks"), staff=staff).exclude(state="declined")
    return (
        Delivery.objects.filter(staff=staff, is_copy=False)
        .select_related("thanks__response")
        .annotate(is_answered=Exists(replied))
        .order_by("-delivered_at", "-pk")
    )


def copies_for(staff: Staff) -> QuerySet[Delivery]:
    """Return the copies of thanks to people this post leads, the newest first."""
    return (
        Delivery.objects.filter(staff=staff, is_copy=True)
        .select_related("thanks")
        .prefetch_related("thanks__staff", "thanks__commendations")
        .order_by("-delivered_at", "-pk")
    )


def commendations_of(staff: Staff) -> QuerySet[Commendation]:
    return Commendation.objects.filter(staff=staff).select_related("awarded_by").order_by("-awarded_at", "-pk")


def people_to_commend(staff: Staff) -> list[Staff]:
    """Return whom this post may commend, by name."""
    under = people_under(staff)
    if can(staff, Capability.COMMEND):
        under = list(Staff.objects.filter(agency=staff.agency).exclude(pk=staff.pk))
    return sorted(under, key=lambda post: post.name)


def people_like(agency: Agency, typed: str, but_not: Staff) -> list[Staff]:
    """Return staff whose name or number stands in what a resident typed, by name."""
    words = {word.strip(".,;:#()").lower() for word in typed.split()}
    posts = Staff.objects.filter(agency=agency).exclude(pk=but_not.pk).order_by("name")
    return [
        post
        for post in posts
        if words & ({post.employee_no.lower()} | {part.lower() for part in post.name.split() if len(part) > 1})
    ]


def people_at(agency: Agency, but_not: Staff) -> QuerySet[Staff]:
    return Staff.objects.filter(agency=agency).exclude(pk=but_not.pk).order_by("name")
