"""Ordinary texts keep the quiet hours of the place where the person is, on every day of the year."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import MessageClass, MessageState, Reason, Scope
from commonbeat.engine.messaging.models import Message, SandboxText
from commonbeat.engine.messaging.rules import phones
from commonbeat.engine.messaging.rules.quiet_hours import (
    Window,
    may_send_at,
    next_opening,
    zones_to_respect,
)
from commonbeat.ground.agency.models import Agency, SettingValue
from commonbeat.ground.core.actor import SYSTEM

NEW_YORK, HONOLULU = "America/New_York", "Pacific/Honolulu"
# A year with both clock changes, and zones that change at other hours, by half an hour, or never.
ZONES = [NEW_YORK, HONOLULU, "America/Chicago", "America/Phoenix", "America/Los_Angeles", "America/St_Johns"]
ZONES += ["Pacific/Guam", "America/Havana", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu"]
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
WINDOW = Window()


def local(zone: str, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc, arg-type]


@pytest.mark.req("A4")
@pytest.mark.parametrize(
    "day", [(2026, 6, 10), (2026, 3, 8), (2026, 11, 1), (2026, 3, 7), (2026, 10, 31)], ids=str
)
def test_the_last_minute_sends_and_the_next_one_queues(day: tuple[int, int, int]) -> None:
    assert may_send_at(local(NEW_YORK, *day, 19, 59), [NEW_YORK], WINDOW)
    assert not may_send_at(local(NEW_YORK, *day, 20, 1), [NEW_YORK], WINDOW)
    assert not may_send_at(local(NEW_YORK, *day, 8, 59), [NEW_YORK], WINDOW)
    assert may_send_at(local(NEW_YORK, *day, 9, 0), [NEW_YORK], WINDOW)


@pytest.mark.req("A4")
def test_the_night_when_the_clock_springs_forward_is_an_hour_shorter() -> None:
    evening, morning = local(NEW_YORK, 2026, 3, 7, 20, 1), local(NEW_YORK, 2026, 3, 8, 9)
    assert next_opening(evening, [NEW_YORK], WINDOW) == morning
    assert morning - evening == timedelta(hours=11, minutes=59)


@pytest.mark.req("A4")
def test_the_night_when_the_clock_falls_back_is_an_hour_longer() -> None:
    evening, morning = local(NEW_YORK, 2026, 10, 31, 20, 1), local(NEW_YORK, 2026, 11, 1, 9)
    assert next_opening(evening, [NEW_YORK], WINDOW) == morning
    assert morning - evening == timedelta(hours=13, minutes=59)


def test_an_opening_inside_the_skipped_hour_moves_to_an_hour_that_exists() -> None:
    early = Window(opens=time(2, 30), closes=time(20))
    opening = next_opening(local(NEW_YORK, 2026, 3, 7, 23), [NEW_YORK], early)
    assert opening == local(NEW_YORK, 2026, 3, 8, 3, 30)


@pytest.mark.req("A4")
def test_a_hawaii_number_in_a_new_york_agency_waits_for_both_mornings() -> None:
    zones = zones_to_respect("", phones.zones_of("+18085550101"), NEW_YORK)
    assert set(zones) == {HONOLULU, NEW_YORK}
    ten_in_new_york = local(NEW_YORK, 2026, 6, 10, 10)
    assert next_opening(ten_in_new_york, zones, WINDOW) == local(HONOLULU, 2026, 6, 10, 9)
    assert not may_send_at(local(HONOLULU, 2026, 6, 10, 19, 59), zones, WINDOW), "it is two at night at home"


@pytest.mark.req("A4")
def test_a_person_known_to_live_in_hawaii_keeps_hawaiian_hours_only() -> None:
    zones = zones_to_respect(HONOLULU, phones.zones_of("+12125550101"), NEW_YORK)
    assert zones == (HONOLULU,)
    assert may_send_at(local(HONOLULU, 2026, 6, 10, 19, 59), zones, WINDOW)
    assert not may_send_at(local(HONOLULU, 2026, 6, 10, 20, 1), zones, WINDOW)


def test_a_number_of_several_zones_keeps_the_hours_common_to_all() -> None:
    dakota = phones.zones_of("+17015550101")
    assert len(dakota) > 1
    opening = next_opening(local("America/Denver", 2026, 6, 10, 4), dakota, WINDOW)
    assert opening is not None
    assert all(may_send_at(opening, [zone], WINDOW) for zone in dakota)


def test_a_number_without_a_place_keeps_the_hours_of_the_agency() -> None:
    assert phones.zones_of("+18005550100") == ()
    assert phones.zones_of("+15555550100") == ()
    assert zones_to_respect("", (), NEW_YORK) == (NEW_YORK,)


@given(moment=INSTANTS, zone=st.sampled_from(ZONES))
def test_the_next_opening_is_the_first_allowed_minute(moment: datetime, zone: str) -> None:
    opening = next_opening(moment, [zone], WINDOW)
    assert opening is not None
    assert opening >= moment
    assert may_send_at(opening, [zone], WINDOW)
    assert opening == moment or not may_send_at(opening - timedelta(seconds=1), [zone], WINDOW)
    assert opening - moment <= timedelta(hours=14)


@given(moment=INSTANTS, zones=st.lists(st.sampled_from(ZONES), min_size=1, max_size=4, unique=True))
def test_several_zones_never_open_while_one_is_closed(moment: datetime, zones: list[str]) -> None:
    opening = next_opening(moment, zones, WINDOW)
    if opening is None:
        steps = [moment + timedelta(minutes=15 * n) for n in range(96)]
        assert not any(may_send_at(step, zones, WINDOW) for step in steps)
    else:
        assert all(may_send_at(opening, [zone], WINDOW) for zone in zones)


@given(moment=INSTANTS, zone=st.sampled_from(ZONES))
def test_a_window_over_midnight_is_the_rest_of_its_opposite(moment: datetime, zone: str) -> None:
    day, night = Window(time(9), time(20)), Window(time(20), time(9))
    assert may_send_at(moment, [zone], day) != may_send_at(moment, [zone], night)


def _queue(agency: Agency, at: datetime, **more: object) -> Message:
    contact = actions.contact_for_phone(agency=agency, phone="+15555550123", at=at)
    return actions.queue(contact=contact, scope=Scope.UPDATES, body="Hello", by=SYSTEM, at=at, **more)  # type: ignore[arg-type]


@pytest.mark.req("A4")
def test_a_text_of_the_evening_leaves_in_the_morning(larkspur: Agency) -> None:
    evening = local(NEW_YORK, 2026, 6, 10, 20, 1)
    message = _queue(larkspur, evening)
    assert message.state == MessageState.QUEUED
    assert message.not_before == local(NEW_YORK, 2026, 6, 11, 9)

    assert actions.dispatch(at=evening + timedelta(hours=12), worker="w1") == 0
    assert actions.dispatch(at=local(NEW_YORK, 2026, 6, 11, 9), worker="w2") == 1
    assert SandboxText.objects.count() == 1


@pytest.mark.req("A4")
def test_a_text_that_expires_in_the_night_is_never_sent(larkspur: Agency) -> None:
    evening = local(NEW_YORK, 2026, 6, 10, 20, 1)
    message = _queue(larkspur, evening, expires_at=evening + timedelta(hours=2))
    assert (message.state, message.reason) == (MessageState.EXPIRED, Reason.EXPIRED)

    late = _queue(larkspur, local(NEW_YORK, 2026, 6, 10, 19, 59), expires_at=evening + timedelta(hours=1))
    assert late.state == MessageState.QUEUED
    actions.dispatch(at=local(NEW_YORK, 2026, 6, 11, 9), worker="w1")
    late.refresh_from_db()
    assert late.state == MessageState.EXPIRED
    assert not SandboxText.objects.exists()


@pytest.mark.req("A4")
def test_a_worker_that_was_late_waits_for_the_morning(larkspur: Agency) -> None:
    message = _queue(larkspur, local(NEW_YORK, 2026, 6, 10, 19, 59))
    actions.dispatch(at=local(NEW_YORK, 2026, 6, 10, 20, 1), worker="w1")
    message.refresh_from_db()
    assert message.state == MessageState.QUEUED
    assert message.next_attempt_at == local(NEW_YORK, 2026, 6, 11, 9)
    assert not SandboxText.objects.exists()


@pytest.mark.req("A4")
def test_answers_and_emergencies_do_not_wait(larkspur: Agency) -> None:
    night = local(NEW_YORK, 2026, 6, 10, 23)
    for kind in (MessageClass.ANSWER, MessageClass.AUTOMATIC, MessageClass.EMERGENCY):
        assert _queue(larkspur, night, message_class=kind).not_before is None
    # After a quarter of an hour the talk is over: an answer waits, and the word about 911 never does.
    assert actions.dispatch(at=night + timedelta(minutes=16), worker="w1") == 3
    assert SandboxText.objects.count() == 2
    assert set(Message.objects.exclude(sent_at=None).values_list("message_class", flat=True)) == {
        MessageClass.AUTOMATIC,
        MessageClass.EMERGENCY,
    }


def test_an_agency_may_keep_longer_quiet_hours(larkspur: Agency) -> None:
    at = local(NEW_YORK, 2026, 6, 10, 18, 30)
    SettingValue.objects.create(
        agency=larkspur, key="messaging.quiet_from", value="18:00", changed_by="test", changed_at=at
    )
    assert _queue(larkspur, at).not_before == local(NEW_YORK, 2026, 6, 11, 9)
