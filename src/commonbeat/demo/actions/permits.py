"""Permits of Larkspur: its desk adopts every kind, and some people ask for one by the usual doors."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from commonbeat.domain.permits import actions
from commonbeat.domain.permits.access import can_answer
from commonbeat.domain.permits.models import Application, KindVersion
from commonbeat.domain.permits.queries import span_of, suggested
from commonbeat.ground.agency.models import Agency, Staff

CHIEF, DESK = "1001", "5001"
# Kind, how far it has come, days from now to the event, and its answers.
ASKED: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("block_party", "issued", 20, {"place": "Alder Street, 100 block", "people": 60, "street": True}),
    (
        "expressive_event",
        "in_review",
        14,
        {"route": "Library steps to City Hall", "people": 250, "street": True},
    ),
    ("special_event", "submitted", 60, {"place": "Riverside Park", "people": 800, "street": False}),
    ("film", "denied", 9, {"place": "Mill Street bridge", "people": 25, "street": True}),
    (
        "second_hand",
        "issued",
        3,
        {"place": "12 Market Square", "business": "Second Spring", "goods": "Clocks and radios"},
    ),
)


def open_permit_desk(*, agency: Agency, at: datetime) -> None:
    """Adopt the kinds and take the first applications, each as far as it has come."""
    posts = {post.employee_no: post for post in Staff.objects.filter(agency=agency)}
    begins = at - timedelta(hours=len(ASKED))
    adopted = actions.adopt_suggested(agency=agency, keys=suggested(), by=posts[CHIEF], at=begins)
    versions = {version.key: version for version in adopted}
    for number, (key, until, days, given) in enumerate(ASKED):
        moment = begins + timedelta(hours=number)
        answers = _answers(versions[key], given, moment + timedelta(days=days))
        application = actions.submit(
            version=versions[key], answers=answers, language="en", at=moment
        ).application
        _bring_to(application, until, posts, moment)


def _answers(version: KindVersion, given: dict[str, Any], day: datetime) -> dict[str, Any]:
    zone = ZoneInfo(version.agency.time_zone)
    starts = day.astimezone(zone).replace(hour=17, minute=0, second=0, microsecond=0, tzinfo=None)
    usual: dict[str, Any] = {
        "text": "Hugo Ibarra",
        "number": 2,
        "yesno": False,
        "date": starts.date().isoformat(),
        "span": span_of(starts, starts + timedelta(hours=4), zone),
    }
    asked = [field for field in version.kind.fields if field.type != "file"]
    return {field.key: given.get(field.key, usual.get(field.type)) for field in asked}


def _bring_to(application: Application, until: str, posts: dict[str, Staff], at: datetime) -> None:
    desk, chief = posts[DESK], posts[CHIEF]
    if until == "submitted":
        return
    for item in application.checklist.all():
        actions.set_item(item=item, is_done=True, by=desk, at=at)
    actions.find_complete(application=application, by=desk, at=at)
    actions.start_review(application=application, by=desk, at=at)
    for review in application.reviews.all():
        if until != "in_review" or review.key == "clerk":
            able = [post for number, post in sorted(posts.items()) if can_answer(post, review)]
            actions.agree(review=review, by=desk if desk in able else able[0], at=at)
    if until == "in_review":
        return
    if until == "denied":
        facts = "The Mill Street run has the bridge on that day from 4 PM to 10 PM."
        actions.decide(
            application=application, verdict="denied", grounds=["place_taken"], facts=facts, by=chief, at=at
        )
        return
    facts = "Place and time are free, and nobody objects."
    actions.decide(application=application, verdict="granted", facts=facts, by=chief, at=at)
    if application.fee_lines.exists():
        reference = f"CR-{application.fee_reference[:5]}"
        actions.take_payment(application=application, cashier_reference=reference, by=desk, at=at)
    actions.issue(application=application, by=desk, at=at)
