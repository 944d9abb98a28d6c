"""What waits for one member of staff, from every app that promises something."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.choices import Capability as Concerns
from commonbeat.domain.concerns.queries.waiting import waiting_problems
from commonbeat.domain.conduct import queries as conduct
from commonbeat.domain.permits.choices import Capability as Permits
from commonbeat.domain.permits.queries import said
from commonbeat.domain.permits.queries import waiting as permits
from commonbeat.engine.casework import queries as casework
from commonbeat.engine.messaging.access import conversations_visible_to
from commonbeat.engine.messaging.choices import Capability as Messaging
from commonbeat.engine.messaging.choices import VersionState
from commonbeat.engine.messaging.models import TemplateVersion
from commonbeat.engine.messaging.queries import awaiting_person, language_name, open_alerts
from commonbeat.ground.agency.access import capabilities_of
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.ui.rules import sentence_case
from commonbeat.insight.dashboards.rules import Work, in_order

# Nobody is promised an hour for a text in their own words; one day is what keeps a person's trust.
TEXT_READ_WITHIN = timedelta(days=1)
MOST_OF_A_KIND = 50


def waiting_for(staff: Staff, at: datetime) -> list[Work]:
    """Return everything that waits for this post, the oldest promise first."""
    held = capabilities_of(staff)
    steps = [
        *(_problems(staff, at) if Concerns.WORK_ON_PROBLEMS in held else ()),
        *(_permits(staff, held) if Permits.SEE in held else ()),
    ]
    return in_order(
        [
            *(_of_conduct(waiting) for waiting in conduct.waiting_for(staff)),
            *steps,
            *_cases(staff, at, {work.address for work in steps}),
            *_late_cases(staff),
            *(_alerts(staff) if Messaging.ACKNOWLEDGE_EMERGENCIES in held else ()),
            *(_texts(staff) if Messaging.READ_CONVERSATIONS in held else ()),
            *(_templates(staff) if Messaging.APPROVE_TEMPLATES in held else ()),
        ],
        at,
    )


def _of_conduct(waiting: conduct.Waiting) -> Work:
    about, url_name, verb = {
        "call_back": (_("A person was promised a call"), "conduct:one_call_back", _("Call back")),
        "hand_over": (_("A complaint is to be handed over"), "conduct:one_call_back", _("Hand over")),
        "look_at_thanks": (_("A thank-you needs a look"), "conduct:one_waiting", _("Look")),
        "match_thanks": (_("A thank-you has no name yet"), "conduct:one_waiting", _("Find who")),
        "approve_reply": (_("An answer to a thank-you"), "conduct:settle_reply", _("Read")),
    }[waiting.kind]
    return Work(
        about=f"{about}: {sentence_case(waiting.label)}" if waiting.label else about,
        due_at=waiting.due_at,
        address=reverse(url_name, args=[waiting.key]),
        verb=verb,
        is_promise=waiting.kind != "approve_reply",
    )


def _cases(staff: Staff, at: datetime, told: Collection[str]) -> Iterator[Work]:
    """Return the post's own cases with a promise to keep; what a person answered waits a day at most.

    Of those whose step is told already only new words stand here, too.
    """
    for row in casework.waiting_cases(staff, at, MOST_OF_A_KIND):
        if row.address in told and row.news_at is None:
            continue
        read_by = row.news_at + TEXT_READ_WITHIN if row.news_at else None
        yield Work(
            about=_("New words: %(title)s") % {"title": row.face.title} if read_by else str(row.face.title),
            due_at=min(day for day in (row.due_at, read_by) if day),
            address=row.address,
            verb=_("Read") if read_by else _("Open it"),
        )


def _problems(staff: Staff, at: datetime) -> Iterator[Work]:
    for waiting in waiting_problems(staff, at, MOST_OF_A_KIND):
        yield Work(
            about=_("Problem: %(title)s") % {"title": waiting.problem.title},
            due_at=waiting.due_at,
            address=reverse("concerns:problem", args=[waiting.problem.case.public_id]),
            verb=_("Compare") if waiting.can_compare else _("Go on"),
        )


def _permits(staff: Staff, held: frozenset[str]) -> Iterator[Work]:
    """Return the permits that wait for a review, a decision or a word on an appeal of this post."""
    asked = (
        (permits.to_review(staff, held), _("Permit to review: %(title)s"), _("Review")),
        (permits.to_decide(staff, held), _("Permit to decide: %(title)s"), _("Decide")),
        (permits.to_hear(staff, held), _("Appeal to hear: %(title)s"), _("Hear it")),
    )
    waiting = [(one, about, verb) for found, about, verb in asked for one in found[:MOST_OF_A_KIND]]
    days = casework.promised_days({one.case_id for one, _about, _verb in waiting}) if waiting else {}
    for one, about, verb in waiting:
        yield Work(
            about=about % {"title": said(one.kind.name)},
            due_at=days.get(one.case_id, one.case.state_since),
            address=casework.address_of(one.case),
            verb=verb,
            is_promise=one.case_id in days,
        )


def _late_cases(staff: Staff) -> Iterator[Work]:
    """Return what the post was told of that others did not keep in time, until it marks it as seen."""
    for told in casework.unseen_escalations(staff)[:MOST_OF_A_KIND]:
        case = told.clock.case
        yield Work(
            about=_("Late with others: %(case)s") % {"case": casework.reference_of(case)},
            due_at=told.at,
            address=reverse("casework:mark_seen", args=[told.pk]),
            verb=_("Seen, open it"),
            is_promise=False,
            is_act=True,
        )


def _alerts(staff: Staff) -> Iterator[Work]:
    for alert in open_alerts(staff.agency)[:MOST_OF_A_KIND]:
        yield Work(
            about=_("A text reads as an emergency"),
            due_at=alert.at,
            address=reverse("messaging:conversation", args=[alert.message.contact.public_id]),
            verb=_("Act now"),
            is_promise=False,
            is_urgent=True,
        )


def _texts(staff: Staff) -> Iterator[Work]:
    theirs = conversations_visible_to(staff).values("pk")
    waiting = awaiting_person(staff.agency).filter(emergency=None, contact__in=theirs)
    for message in waiting[:MOST_OF_A_KIND]:
        yield Work(
            about=_("Someone wrote to us in their own words"),
            due_at=message.queued_at + TEXT_READ_WITHIN,
            address=reverse("messaging:conversation", args=[message.contact.public_id]),
            verb=_("Read"),
        )


def _templates(staff: Staff) -> Iterator[Work]:
    drafts = TemplateVersion.objects.filter(
        template__agency=staff.agency, state=VersionState.DRAFT, approved_at=None
    ).annotate(key=F("template__key"), name=F("template__name"))
    for draft in drafts.order_by("written_at")[:MOST_OF_A_KIND]:
        yield Work(
            about=_("A text to approve: %(name)s (%(language)s)")
            % {"name": draft.name, "language": language_name(draft.language)},
            due_at=draft.written_at,
            address=reverse("messaging:template", args=[draft.key, draft.language]),
            verb=_("Read"),
            is_promise=False,
        )
