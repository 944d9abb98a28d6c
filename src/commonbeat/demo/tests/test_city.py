"""The city is the same for the same seed, and lives like a town."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from shapely.geometry import Point, shape

from commonbeat.demo.rules import city, people
from commonbeat.demo.rules.days import SimulatedCall, calls_of_hour, hours_between
from commonbeat.demo.rules.replies import temper_of
from commonbeat.domain.calls.rules.victim_safety import excluded

ZONE = ZoneInfo("America/New_York")
MONDAY = datetime(2026, 6, 1, 4, tzinfo=UTC)


def month(seed: int) -> list[SimulatedCall]:
    hours = hours_between(MONDAY, MONDAY + timedelta(days=28))
    return [call for hour in hours for call in calls_of_hour(hour, ZONE, seed)]


def test_same_seed_same_calls() -> None:
    assert month(1) == month(1)
    assert month(1) != month(2)


def test_a_month_has_the_volume_and_the_rhythm_of_a_town() -> None:
    calls = month(1)
    assert 0.85 < len(calls) / 28 / city.CALLS_A_DAY < 1.15
    hours = Counter(c.received_at.astimezone(ZONE).hour for c in calls)
    assert sum(hours[h] for h in (15, 16, 17)) > 2 * sum(hours[h] for h in (3, 4, 5))


def test_every_call_lies_in_its_beat() -> None:
    shapes = {f["properties"]["code"]: shape(f["geometry"]) for f in city.beats()["features"]}
    for call in month(1):
        assert shapes[call.beat].covers(Point(call.longitude, call.latitude))


def test_nothing_that_is_never_texted_is_adopted() -> None:
    assert [code for code in city.ALLOWED if excluded([code])] == []


def test_about_thirty_in_a_hundred_answer_and_most_are_content() -> None:
    tempers = [temper_of(str(n), "en", 1) for n in range(5000)]
    answered = [t for t in tempers if t.answers]
    assert 0.27 < len(answered) / len(tempers) < 0.33
    assert 0.92 < sum(t.rating >= 4 for t in answered) / len(answered) < 0.96


def test_numbers_belong_to_nobody() -> None:
    numbers = {people.phone(n) for n in range(people.MOST_RESIDENTS)}
    assert len(numbers) == people.MOST_RESIDENTS
    assert all(number[5:10] == "55501" for number in numbers)
