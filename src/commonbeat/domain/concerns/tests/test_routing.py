"""Who gets a report: by area, kind and local time; points on a border by the agency's rule."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.rules import Route, first_fit
from commonbeat.domain.concerns.tests.conftest import square
from commonbeat.engine.casework.models import Queue
from commonbeat.ground.agency.actions import raise_revision
from commonbeat.ground.agency.models import Agency, Area, Staff

Report = Callable[..., Concern]
NEW_YORK = ZoneInfo("America/New_York")
NIGHT = Route(1, weekdays=frozenset({5}), since=time(22), until=time(6))


@pytest.mark.parametrize(
    ("local", "fits"),
    [
        (datetime(2026, 6, 12, 23, tzinfo=NEW_YORK), True),  # Friday night
        (datetime(2026, 6, 13, 5, 59, tzinfo=NEW_YORK), True),  # still Friday's night
        (datetime(2026, 6, 13, 6, tzinfo=NEW_YORK), False),
        (datetime(2026, 6, 12, 2, tzinfo=NEW_YORK), False),  # Thursday's night
        (datetime(2026, 6, 13, 23, tzinfo=NEW_YORK), False),
        # the night on which clocks go back has 01:30 twice, and both are Friday's
        (datetime(2026, 10, 31, 1, 30, tzinfo=NEW_YORK), True),
    ],
)
@pytest.mark.req("C2")
def test_hours_past_midnight_belong_to_the_day_before(local: datetime, fits: bool) -> None:
    assert (first_fit([NIGHT], 1, None, local) is not None) == fits


@pytest.mark.req("C2")
def test_night_on_which_clocks_change_fits_both_hours() -> None:
    saturday_night = Route(1, weekdays=frozenset({6}), since=time(22), until=time(6))
    for hour in (5, 6):  # 01:30 summer time and 01:30 winter time on Sunday 1 November
        local = datetime(2026, 11, 1, hour, 30, tzinfo=UTC).astimezone(NEW_YORK)
        assert local.hour == 1
        assert first_fit([saturday_night], 1, None, local)


@given(
    st.lists(
        st.builds(
            Route,
            key=st.integers(0, 9),
            category=st.none() | st.integers(1, 3),
            area=st.none() | st.integers(1, 3),
            weekdays=st.frozensets(st.integers(1, 7), max_size=3),
            since=st.just(time(8)),
            until=st.times(),
        )
    ),
    st.integers(1, 3),
    st.none() | st.integers(1, 3),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001
)
def test_first_rule_that_fits_wins(
    rules: list[Route], category: int, area: int | None, local: datetime
) -> None:
    fit = first_fit(rules, category, area, local)
    fitting = [rule for rule in rules if rule.fits(category, area, local)]
    assert fit == (fitting[0] if fitting else None)


@pytest.mark.req("C2")
def test_reports_go_by_area_kind_and_time(
    larkspur: Agency, kinds: dict[str, Category], beats: list[Area], send: Report, hire: Callable[..., Staff]
) -> None:
    chief = hire("Kim Chief", "concerns.manage_categories")
    night = Queue.objects.create(agency=larkspur, key="night", name="Night")
    east = Queue.objects.create(agency=larkspur, key="east", name="East")
    noon = datetime(2026, 6, 10, 16, tzinfo=UTC)
    late = datetime(2026, 6, 11, 5, tzinfo=UTC)  # one in the morning in Larkspur
    rule = actions.add_rule(
        queue=night, category=kinds["noise"], from_time=time(22), to_time=time(6), by=chief, at=noon
    )
    actions.add_rule(queue=east, area=beats[1], by=chief, at=noon)
    answers = {"kind": "music"}

    def queue_of(kind: str = "noise", **told: object) -> str:
        case = send(kind, "Loud.", answers=answers, **told).case
        assert case.queue is not None
        return case.queue.key

    assert queue_of(at=noon) == kinds["noise"].queue.key
    assert queue_of(at=late) == "night"
    assert queue_of(at=noon, longitude=-76.595) == "east"
    assert queue_of("graffiti", at=late) == kinds["graffiti"].queue.key
    assert queue_of(at=late, longitude=-76.595) == "night"
    second = actions.add_rule(queue=east, category=kinds["noise"], by=chief, at=noon)
    for _step in range(2):
        second.refresh_from_db()
        actions.move_rule_up(rule=second, by=chief, at=noon)
    assert queue_of(at=late) == "east"
    actions.end_rule(rule=second, by=chief, at=noon)
    actions.end_rule(rule=rule, by=chief, at=noon)
    assert queue_of(at=late) == kinds["noise"].queue.key


@pytest.mark.req("C2")
def test_point_on_a_border_goes_to_the_area_whose_code_sorts_first(send: Report) -> None:
    case = send(longitude=-76.60).case
    assert case.area is not None
    assert case.area.code == "A"


@pytest.mark.req("C2")
def test_areas_that_overlap_or_touch_in_a_corner_give_one_area_always_the_same(
    larkspur: Agency, send: Report, beats: list[Area]
) -> None:
    """The rule of borders holds for any ground that two areas share, whichever was drawn first."""
    Area.objects.create(agency=larkspur, code="0", name="Mall", boundary=square(-76.602, -76.598))
    Area.objects.create(agency=larkspur, code="Z", name="Fair", boundary=square(-76.609, -76.591))
    raise_revision(agency=larkspur)

    def code_at(longitude: float, latitude: float = 39.205) -> str:
        area = send(longitude=longitude, latitude=latitude).case.area
        return area.code if area else ""

    assert [code_at(longitude) for longitude in (-76.6, -76.601, -76.602, -76.598)] == ["0"] * 4
    assert [code_at(longitude) for longitude in (-76.605, -76.61, -76.595)] == ["A", "A", "B"]
    assert [code_at(-76.61, 39.2), code_at(-76.6, 39.21), code_at(-76.59, 39.21)] == ["A", "0", "B"]


def on_the_wall(route: Route, local: datetime) -> bool:
    """Tell by the clock on the wall alone whether a route fits: its hours laid on today and on yesterday."""
    wall = local.replace(tzinfo=None)
    if route.since is None or route.until is None:
        return not route.weekdays or wall.isoweekday() in route.weekdays
    for day in (wall.date(), wall.date() - timedelta(days=1)):
        start = datetime.combine(day, route.since)
        end = datetime.combine(day, route.until) + timedelta(days=int(route.until <= route.since))
        if start <= wall < end and (not route.weekdays or day.isoweekday() in route.weekdays):
            return True
    return False


HOURS = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))


@pytest.mark.req("C2")
@given(
    since=HOURS,
    until=HOURS,
    weekdays=st.frozensets(st.integers(1, 7), max_size=4),
    # Around both nights on which clocks change, to the minute, and any other time of the year.
    minute=st.integers(0, 4 * 24 * 60),
    night=st.sampled_from([datetime(2026, 3, 7, 5, tzinfo=UTC), datetime(2026, 10, 31, 4, tzinfo=UTC)])
    | st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_hours_of_a_rule_are_those_on_the_wall(
    since: time, until: time, weekdays: frozenset[int], minute: int, night: datetime
) -> None:
    local = (night + timedelta(minutes=minute)).astimezone(NEW_YORK)
    route = Route(1, weekdays=weekdays, since=since, until=until)
    assert (first_fit([route], 1, None, local) is not None) == on_the_wall(route, local)


@pytest.mark.req("C2")
def test_another_kind_takes_another_queue_and_its_privacy(
    send: Report, kinds: dict[str, Category], worker: Staff, at: datetime
) -> None:
    concern = send()
    concern = actions.change_category(concern=concern, category=kinds["hate_incident"], by=worker, at=at)
    concern.case.refresh_from_db()
    assert concern.case.queue == kinds["hate_incident"].queue
    assert concern.case.is_private
