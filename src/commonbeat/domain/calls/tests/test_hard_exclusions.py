"""A row on the allow-list, however it got there, sends no text about a call that is never texted."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.calls.models import AllowedType, TextRule
from commonbeat.domain.calls.rules.facts import type_key
from commonbeat.domain.calls.tests.conftest import Tell, decision_of
from commonbeat.ground.agency.models import Agency, Staff

EVERY_GROUP = [
    *("DOMESTIC VIOLENCE", "SEXUAL ASSAULT", "CHILD ABUSE", "ELDER ABUSE", "STALKING", "SUICIDE ATTEMPT"),
    *("MENTAL HEALTH CRISIS", "DEATH INVESTIGATION", "MEDICAL AID", "JUVENILE PROBLEM", "ARREST"),
    *("OFFICER INVOLVED SHOOTING", "OFFICER SAFETY"),
]


@pytest.mark.req("A2")
@pytest.mark.parametrize("code", EVERY_GROUP)
def test_what_can_never_be_enabled_is_not_sent_even_if_the_list_holds_it(
    worded: Agency,
    chief: Staff,
    tell: Tell,
    sent: Callable[[datetime], int],
    at: datetime,
    code: str,
) -> None:
    AllowedType.objects.create(agency=worded, code=code, key=type_key(code), adopted_by=chief, adopted_at=at)
    for event, minute in (("received", 0), ("dispatched", 1), ("delayed", 2), ("cleared", 9)):
        tell("26-1", event, minute=minute, type_code=code, phone="555-555-0101")
    assert sent(at + timedelta(days=1)) == 0
    for rule in TextRule.objects.values_list("key", flat=True):
        assert (decision_of("26-1", rule).outcome, decision_of("26-1", rule).reason) == (
            "suppress",
            "victim_safety",
        )
