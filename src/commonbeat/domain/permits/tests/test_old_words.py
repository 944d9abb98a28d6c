"""What applicants wrote is destroyed on schedule, never while a permit is in force; decisions stay."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.permits import actions, queries
from commonbeat.domain.permits.choices import WORDS_DAYS
from commonbeat.domain.permits.models import OwnWords
from commonbeat.domain.permits.tests.conftest import Applied, Desk
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.retention.actions import destroy_due
from commonbeat.ground.retention.models import Certificate

KEPT_FOR = timedelta(days=WORDS_DAYS.default)


def certificates(agency: Agency) -> list[int]:
    kept = Certificate.objects.filter(agency=agency, words="permits")
    return list(kept.values_list("count", flat=True))


@pytest.mark.req("C11", "L11")
def test_appeal_and_own_words_go_and_the_decision_stays(
    reviewed: Callable[..., Applied], desk: Desk, larkspur: Agency, at: datetime
) -> None:
    applied = reviewed("expressive_event", own_words="Quince")
    actions.decide(
        application=applied.application,
        verdict="denied",
        grounds=["place_taken"],
        facts="The fair is there.",
        by=desk.decider,
        at=at,
    )
    actions.appeal(receipt=applied.receipt, words="The fair ends at noon.", at=at)
    # While the appeal is open, nothing of it is old enough.
    destroy_due(at=at + KEPT_FOR * 2)
    assert applied.now().appeal.words
    actions.decide_appeal(
        application=applied.application, result="upheld", reason="It ends at ten.", by=desk.officer, at=at
    )
    destroy_due(at=at + KEPT_FOR - timedelta(days=1))
    assert applied.now().appeal.words
    destroy_due(at=at + KEPT_FOR + timedelta(days=2))
    kept = applied.now()
    assert (kept.answers, kept.place, kept.appeal.words) == ({}, "", "")
    assert not OwnWords.objects.exists()
    assert certificates(larkspur) == [1]
    assert [why for _what, why in queries.own_page(applied.receipt, at).decided] == [
        "Another event has the same place at the same time. The fair is there.",
        "It ends at ten.",
    ]
    destroy_due(at=at + KEPT_FOR + timedelta(days=3))
    assert certificates(larkspur) == [1]


def test_license_in_force_keeps_its_words_however_old(
    reviewed: Callable[..., Applied], desk: Desk, larkspur: Agency, at: datetime
) -> None:
    applied = reviewed("tow")
    actions.decide(application=applied.application, verdict="granted", facts="Fine.", by=desk.decider, at=at)
    actions.take_payment(application=applied.application, cashier_reference="CR-1", by=desk.clerk, at=at)
    actions.issue(application=applied.application, by=desk.clerk, at=at)
    ends = applied.now().valid_until
    assert ends is not None
    destroy_due(at=at + KEPT_FOR * 2)
    assert applied.now().business
    actions.keep_permits(at=ends + timedelta(minutes=1))
    # The days count from the day it ran out, not from the day it was issued.
    destroy_due(at=ends + KEPT_FOR - timedelta(days=1))
    assert applied.now().business
    destroy_due(at=ends + KEPT_FOR + timedelta(days=2))
    assert (applied.now().business, applied.now().answers) == ("", {})
