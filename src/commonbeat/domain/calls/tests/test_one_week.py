"""Ten calls of one telephone in a week, from the dispatch system to the carrier: one survey."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.calls.models import Decision
from commonbeat.domain.calls.tests.conftest import Tell, decision_of
from commonbeat.engine.messaging.actions import add_block
from commonbeat.engine.messaging.choices import BlockKind
from commonbeat.engine.messaging.models import SandboxText
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM

PHONE = "555-555-0101"
Sent = Callable[[datetime], int]


@pytest.mark.req("A5")
def test_ten_calls_in_a_week_bring_one_survey(ready: Agency, tell: Tell, sent: Sent, at: datetime) -> None:
    for hour in range(0, 8 * 24, 4):
        number, is_time = divmod(hour, 16)
        if number < 10 and not is_time:
            tell(f"26-{number}", "cleared", minute=60 * hour, type_code="VANDALISM", phone=PHONE)
        sent(at + timedelta(hours=hour))
    assert SandboxText.objects.count() == 1
    outcomes = list(Decision.objects.order_by("pk").values_list("outcome", "reason"))
    assert outcomes == [("send", "")] + [("suppress", "survey_cap")] * 9


@pytest.mark.req("A5")
@pytest.mark.parametrize("kind", [BlockKind.ALARM_FIRM, BlockKind.PSAP, BlockKind.SCHOOL, BlockKind.LANDLINE])
def test_a_number_blocked_beforehand_never_reaches_the_carrier(
    worded: Agency, tell: Tell, sent: Sent, at: datetime, kind: BlockKind
) -> None:
    add_block(agency=worded, phone=PHONE, kind=kind, by=SYSTEM, added_by="Ana Ruiz", at=at)
    for event, minute in (("received", 0), ("dispatched", 1), ("delayed", 2), ("cleared", 9)):
        tell("26-1", event, minute=minute, type_code="VANDALISM", phone=PHONE)
        sent(at + timedelta(minutes=minute))
    assert sent(at + timedelta(days=2)) == 0
    assert not Decision.objects.filter(outcome="send").exists()
    assert decision_of("26-1").reason == "blocked"
