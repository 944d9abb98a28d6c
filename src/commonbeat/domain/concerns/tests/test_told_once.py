"""Whoever sent a concern hears of each act once, also when it moves the case, names a partner and ends it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.choices import LeftContact
from commonbeat.domain.concerns.models import Concern, Partner
from commonbeat.engine.casework.actions import move_by_holder
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Staff


def times_told() -> int:
    return Message.objects.filter(dedupe_key__startswith="case-news:").count()


@pytest.mark.django_db
def test_one_act_one_notice(
    larkspur: Agency,
    send: Callable[..., Concern],
    walk: Callable[..., Concern],
    worker: Staff,
    at: datetime,
) -> None:
    streets = Partner.objects.create(agency=larkspur, name="Street Works", email="streets@larkspur.example")
    concern = send(contact=LeftContact(phone="555-555-0123"))
    assert times_told() == 0

    def later(days: int) -> datetime:
        return at + timedelta(days=days)

    walk(concern, "acknowledge", when=later(1))
    assert times_told() == 1
    row = actions.hand_off(concern=concern, partner=streets, reason="A city wall.", by=worker, at=later(2))
    assert times_told() == 2
    actions.hear_from_partner(hand_off=row, status="open", notes="We come on Monday.", at=later(3))
    assert times_told() == 3
    actions.hear_from_partner(hand_off=row, status="open", notes="We come on Monday.", at=later(4))
    assert times_told() == 3
    actions.hear_from_partner(hand_off=row, status="closed", notes="Painted over.", at=later(5))
    assert times_told() == 4
    assert actions.ask_if_fixed(at=later(20)) == 1
    assert times_told() == 5
    receipt = concern.case.receipts.get()
    move_by_holder(receipt=receipt, key="reopen", words="It is back.", at=later(21))
    assert times_told() == 5
