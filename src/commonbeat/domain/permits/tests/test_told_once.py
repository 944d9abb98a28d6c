"""An applicant hears of each act once, also when it writes a letter, takes two steps and stops a clock."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.permits import actions
from commonbeat.domain.permits.tests.conftest import Applied, Desk, to_review
from commonbeat.engine.messaging.actions import contact_for_phone
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency


def times_told() -> int:
    return Message.objects.filter(dedupe_key__startswith="case-news:").count()


@pytest.mark.django_db
def test_one_act_one_notice(
    apply: Callable[..., Applied], desk: Desk, larkspur: Agency, at: datetime
) -> None:
    contact = contact_for_phone(agency=larkspur, phone="+12025550142", at=at)
    applied = apply("film", contact=contact)
    assert times_told() == 0

    def later(minutes: int) -> datetime:
        return at + timedelta(minutes=minutes)

    actions.ask_for_more(
        application=applied.application, keys=["people"], words="How many?", by=desk.clerk, at=later(1)
    )
    assert times_told() == 1
    actions.answer_missing(receipt=applied.receipt, answers={"people": 4}, at=later(2))
    assert times_told() == 1
    to_review(applied, desk, later(3))
    assert times_told() == 2
    for review in applied.application.reviews.all():
        by = desk.clerk if review.key == "clerk" else desk.reviewer
        actions.agree(review=review, by=by, at=later(4))
    assert times_told() == 2
    actions.decide(
        application=applied.now(),
        verdict="denied",
        grounds=["place_taken"],
        facts="The fair has Mill Street from noon.",
        by=desk.decider,
        at=later(5),
    )
    assert applied.state == "denied"
    assert times_told() == 3
