"""19:59 sends and 20:01 waits for the morning, from the queue to the carrier, on both nights of the clock."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import MessageState, Scope
from commonbeat.engine.messaging.models import Contact, Message, SandboxText
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM

NEW_YORK = ZoneInfo("America/New_York")
# An ordinary day, and the evening before and of each change of the clock.
DAYS = [(2026, 6, 10), (2026, 3, 7), (2026, 3, 8), (2026, 10, 31), (2026, 11, 1)]


def local(day: tuple[int, int, int], hour: int, minute: int) -> datetime:
    return datetime(*day, hour, minute, tzinfo=NEW_YORK).astimezone(UTC)


def text(contact: Contact, at: datetime, **more: Any) -> Message:
    return actions.queue(
        contact=contact, scope=Scope.SURVEYS, body="Larkspur Police: 1-5?", by=SYSTEM, at=at, **more
    )


@pytest.mark.req("A4")
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_minute_before_eight_sends_and_a_minute_after_waits_until_nine(
    neighbour: Contact, day: tuple[int, int, int]
) -> None:
    stranger = actions.contact_for_phone(agency=neighbour.agency, phone="+15555550124", at=local(day, 12, 0))
    text(neighbour, local(day, 19, 59))
    assert actions.dispatch(at=local(day, 19, 59), worker="w1") == 1
    assert [sent.to for sent in SandboxText.objects.all()] == ["+15555550123"]

    late = text(stranger, local(day, 20, 1))
    quiet = local(day, 20, 1)
    morning = (datetime(*day, 9, 0, tzinfo=NEW_YORK) + timedelta(days=1)).astimezone(UTC)
    while quiet < morning:
        assert actions.dispatch(at=quiet, worker="w2") == 0, quiet
        quiet += timedelta(minutes=59)
    assert actions.dispatch(at=morning - timedelta(seconds=1), worker="w3") == 0
    assert actions.dispatch(at=morning, worker="w4") == 1
    late.refresh_from_db()
    assert late.state == MessageState.DELIVERED


@pytest.mark.req("A4")
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_expires_in_the_night_is_never_sent(neighbour: Contact, day: tuple[int, int, int]) -> None:
    evening = local(day, 19, 58)
    waiting = text(neighbour, evening, not_before=local(day, 20, 1), expires_at=evening + timedelta(hours=12))
    for hours in range(0, 72, 5):
        actions.dispatch(at=evening + timedelta(hours=hours), worker=f"w{hours}")
    waiting.refresh_from_db()
    assert waiting.state == MessageState.EXPIRED
    assert not SandboxText.objects.exists()


@pytest.mark.req("A4")
@pytest.mark.parametrize(
    ("phone", "time_zone", "opens"),
    [
        ("+18085550101", "", 15),
        ("+12125550101", "Pacific/Honolulu", 15),
        ("+18085550101", "America/New_York", 9),
        ("+15555550101", "", 9),
    ],
    ids=["the number is of Hawaii", "the person lives there", "the person moved away", "nobody knows"],
)
def test_the_morning_of_whoever_gets_the_text_counts(
    larkspur: Agency, phone: str, time_zone: str, opens: int
) -> None:
    day = (2026, 6, 10)
    person = actions.contact_for_phone(agency=larkspur, phone=phone, time_zone=time_zone, at=local(day, 8, 0))
    text(person, local(day, 8, 0))
    for hour in range(8, opens):
        assert actions.dispatch(at=local(day, hour, 59 if hour < opens - 1 else 58), worker=f"w{hour}") == 0
    assert not SandboxText.objects.exists()
    assert actions.dispatch(at=local(day, opens, 0), worker="last") == 1
    assert SandboxText.objects.get().to == phone


@pytest.mark.req("A4")
def test_what_waited_past_the_evening_of_hawaii_is_not_sent_in_its_night(larkspur: Agency) -> None:
    person = actions.contact_for_phone(
        agency=larkspur, phone="+18085550101", time_zone="Pacific/Honolulu", at=local((2026, 6, 10), 15, 0)
    )
    text(person, local((2026, 6, 10), 15, 0), not_before=local((2026, 6, 11), 2, 1))
    # 9 in the morning in New York is 3 in the night in Honolulu.
    assert actions.dispatch(at=local((2026, 6, 11), 9, 0), worker="w1") == 0
    assert actions.dispatch(at=local((2026, 6, 11), 15, 0), worker="w2") == 1


@pytest.mark.req("A4")
def test_eight_in_the_evening_is_quiet_and_the_second_before_it_is_not(neighbour: Contact) -> None:
    eight = local((2026, 6, 10), 20, 0)
    waiting = text(neighbour, eight)
    assert waiting.not_before == local((2026, 6, 11), 9, 0)
    stranger = actions.contact_for_phone(agency=neighbour.agency, phone="+15555550124", at=eight)
    assert text(stranger, eight - timedelta(seconds=1)).not_before is None
    assert actions.dispatch(at=eight, worker="w1") == 1, "it came a second too late, and is looked at"
    assert not SandboxText.objects.exists()
