"""Reads about thanks, commendations and call-backs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commonbeat.domain.conduct.access import (
    call_backs_visible_to,
    can_commend,
    commendations_visible_to,
    people_under,
    replies_to_approve,
    thanks_to_look_at,
)
from commonbeat.domain.conduct.choices import (
    HISTORY,
    ROLES,
    CallBackState,
    Capability,
    Outcome,
    ThanksState,
    Wish,
)
from commonbeat.domain.conduct.events import THANKS_RECEIVED
from commonbeat.domain.conduct.measures import CALL_BACKS_IN_TIME, EVERYONE, THANKS_IN_TIME
from commonbeat.domain.conduct.models import CallBack, Commendation, Delivery, Thanks, ThanksReply
from commonbeat.engine.measures.choices import Figure, Period, Tally
from commonbeat.engine.measures.queries import figure
from commonbeat.engine.messaging.models import Contact, OptOut
from commonbeat.engine.surveys.choices import SATISFACTION
from commonbeat.engine.surveys.models import Answer, Response
from commonbeat.engine.surveys.queries import bounds
from commonbeat.ground.agency.access import active_posts, can, holders_of
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.ledger.models import Entry
from commonbeat.ground.ledger.queries import receipt

THANKS_WORK = {ThanksState.HELD: "look_at_thanks", ThanksState.UNMATCHED: "match_thanks"}


def satisfaction_of(response: Response) -> int | None:
    """Return the 1-5 rating of the contact, or None when it was not answered."""
    answer = Answer.objects.filter(response=response, item__key=SATISFACTION).first()
    return answer.value if answer else None


def comment_of(response: Response) -> str:
    """Return all that the person wrote in their own words, in the order of the questions."""
    answers = Answer.objects.filter(response=response).exclude(text="").order_by("item__position")
    return "\n".join(answers.values_list("text", flat=True))


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
        Waiting(THANKS_WORK[ThanksState(thanks.state)], thanks.public_id, thanks.due_at)
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


def callers_for(call_back: CallBack, at: datetime) -> list[Staff]:
    """Return who may make this call: active holders of the right for the agency whom it is not about."""
    barred = set(call_back.barred.values_list("pk", flat=True))
    holders = holders_of(call_back.agency, Capability.CALL_BACK, at)
    return sorted((post for post in holders if post.pk not in barred), key=lambda post: post.name)


def outcomes_to_choose() -> list[tuple[str, str]]:
    return [
        (value, str(capfirst(str(label)))) for value, label in Outcome.choices if value != Outcome.HANDED_OVER
    ]


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
    own = Commendation.objects.filter(staff=staff)
    return own.select_related("awarded_by").order_by("-awarded_at", "-pk")


def people_to_commend(staff: Staff, at: datetime) -> list[Staff]:
    """Return whom this post may commend and who still works here, by name."""
    working = active_posts(staff.agency, at).exclude(pk=staff.pk)
    if not can(staff, Capability.COMMEND):
        working = working.filter(pk__in=[post.pk for post in people_under(staff)])
    return list(working.order_by("name"))


def people_like(agency: Agency, typed: str, but_not: Staff) -> list[Staff]:
    """Return staff whose name or number stands in what a resident typed, by name."""
    words = {word.strip(".,;:#()").lower() for word in typed.split()}
    posts = Staff.objects.filter(agency=agency).exclude(pk=but_not.pk).order_by("name")
    return [post for post in posts if words & _known_as(post)]


def _known_as(post: Staff) -> set[str]:
    """Return the words that may mean this person; an initial alone means nobody."""
    return {post.employee_no.lower(), *(part.lower() for part in post.name.split() if len(part) > 1)}


def among(posts: Iterable[Staff]) -> QuerySet[Staff]:
    """Return the same posts as a choice, by name."""
    return Staff.objects.filter(pk__in=[post.pk for post in posts]).order_by("name")


def people_at(agency: Agency, but_not: Staff) -> QuerySet[Staff]:
    return Staff.objects.filter(agency=agency).exclude(pk=but_not.pk).order_by("name")


def commendations_for(staff: Staff) -> QuerySet[Commendation]:
    """Return the commendations this post may see, the newest first: a list, never a count or a ranking."""
    return (
        commendations_visible_to(staff).select_related("staff", "awarded_by").order_by("-awarded_at", "-pk")
    )


def to_commend(delivery: Delivery) -> list[tuple[Staff, bool]]:
    """Return whom the reader of this copy may commend for it, and whether that was done."""
    done = set(delivery.thanks.commendations.values_list("staff_id", flat=True))
    named = delivery.thanks.staff.select_related("supervisor").order_by("name")
    return [(post, post.pk in done) for post in named if can_commend(delivery.staff, post)]


def thanks_in_time(agency: Agency, period: Period) -> Figure:
    """Return how the promise to deliver thanks was kept for those promised in these days."""
    starts, ends = bounds(agency, period)
    due = Thanks.objects.filter(agency=agency, due_at__gte=starts, due_at__lt=ends)
    counts = due.exclude(state=ThanksState.SET_ASIDE).aggregate(
        n=Count("pk"), x=Count("pk", filter=Q(delivered_at__lte=F("due_at")))
    )
    return figure(THANKS_IN_TIME, stratum=EVERYONE, period=period, tally=Tally("", counts["x"], counts["n"]))


def call_backs_in_time(agency: Agency, period: Period) -> Figure:
    """Return how the promise to call back was kept for those promised in these days."""
    starts, ends = bounds(agency, period)
    due = CallBack.objects.filter(agency=agency, due_at__gte=starts, due_at__lt=ends)
    counts = due.aggregate(n=Count("pk"), x=Count("pk", filter=Q(closed_at__lte=F("due_at"))))
    return figure(
        CALL_BACKS_IN_TIME, stratum=EVERYONE, period=period, tally=Tally("", counts["x"], counts["n"])
    )


def contacts_hidden_from(staff: Staff) -> QuerySet[Contact]:
    """Return the people whose texts this post may not read: those with a call-back about the post."""
    barred = CallBack.objects.filter(barred=staff)
    return Contact.objects.filter(invitations__response__call_back__in=barred)


@dataclass(frozen=True)
class Promise:
    """How the promise to deliver thanks was kept in the last 30 days; times in minutes."""

    delivered: int
    within: int
    middle_minutes: int


def delivery_promise(agency: Agency, at: datetime) -> Promise | None:
    """Return how soon thanks were delivered, or None when none were."""
    rows = Thanks.objects.filter(agency=agency, delivered_at__gt=at - timedelta(days=30)).values_list(
        "received_at", "delivered_at", "due_at"
    )
    minutes = sorted(int((done - came).total_seconds() // 60) for came, done, _due in rows if done)
    if not minutes:
        return None
    within = sum(done <= due for _came, done, due in rows if done)
    return Promise(len(minutes), within, max(1, minutes[len(minutes) // 2]))


def answers_of(call_back: CallBack, language: str) -> list[tuple[str, int | None, str]]:
    """Return each question in the reader's language with the rating and the words it was given."""
    answers = Answer.objects.filter(response=call_back.response).select_related("item")
    return [
        (
            one.item.texts.get(language) or one.item.texts.get("en", one.item.key),
            one.value,
            _("Destroyed on schedule.") if one.words_destroyed_at else one.text,
        )
        for one in answers.order_by("item__position")
    ]


def proof_of(thanks: Thanks) -> str:
    """Return the sender's receipt as JSON, to be checked in the open book; "" until it has a place."""
    entry = Entry.objects.filter(verb=THANKS_RECEIVED, subject=f"thanks:{thanks.public_id}").first()
    found = receipt(entry) if entry else None
    return json.dumps(found) if found else ""


def history_of(call_back: CallBack) -> list[tuple[datetime, str, str]]:
    """Return what happened, the oldest first: when, what, and by which role."""
    subject = f"call_back:{call_back.public_id}"
    entries = Entry.objects.filter(subject=subject, verb__in=HISTORY).order_by("pk")
    return [
        (entry.at, str(HISTORY[entry.verb]), str(ROLES.get(entry.actor_role, entry.actor_role)))
        for entry in entries
    ]
