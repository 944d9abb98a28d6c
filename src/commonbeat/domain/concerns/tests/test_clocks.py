"""A promise of days is kept on the business calendar, and a broken one is heard one level up, once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.engine.casework.actions import assign, keep_time
from commonbeat.engine.casework.models import ClockRun
from commonbeat.ground.agency.models import Agency, Holiday, Staff

Report = Callable[..., Concern]


def due_of(concern: Concern) -> datetime:
    return ClockRun.objects.get(case=concern.case, key="finish").due_at


@pytest.mark.req("C3")
def test_ten_business_days_across_a_holiday(larkspur: Agency, send: Report) -> None:
    friday = datetime(2025, 6, 27, 15, tzinfo=UTC)
    without = due_of(send(at=friday))
    Holiday.objects.create(agency=larkspur, day=date(2025, 7, 4), name="Independence Day")
    with_it = due_of(send(at=friday))
    # the end of the local day is four in the morning of the next by UTC
    assert [(due - timedelta(hours=5)).date() for due in (without, with_it)] == [
        date(2025, 7, 11),
        date(2025, 7, 14),
    ]


@pytest.mark.req("C3")
def test_each_kind_has_its_own_days(send: Report, kinds: dict[str, Category]) -> None:
    for key, answers in (("noise", {"kind": "music"}), ("graffiti", {})):
        run = ClockRun.objects.get(case=send(key, "Words.", answers=answers).case, key="finish")
        assert run.length == kinds[key].sla_days


@pytest.mark.req("C3")
def test_days_end_at_local_midnight_after_clocks_change(kinds: dict[str, Category], send: Report) -> None:
    kinds["graffiti"].sla_days = 1
    friday = datetime(2026, 10, 30, 16, tzinfo=UTC)  # clocks go back on Sunday; Monday ends at 05:00 UTC
    before = due_of(send(at=friday - timedelta(days=7)))
    after = due_of(send(at=friday))
    assert after - before == timedelta(days=7, hours=1)


@pytest.mark.req("C3")
def test_late_one_alerts_the_next_level_once(send: Report, hire: Callable[..., Staff], at: datetime) -> None:
    works = ("concerns.see", "concerns.work")
    chief = hire("Kim Chief", *works, "concerns.hear_of_late")
    boss = hire("Pat Boss", *works, supervisor=chief)
    worker = hire("Sam Reed", *works, supervisor=boss)
    case = send().case
    assign(case=case, to=worker, by=boss, at=at)
    late = due_of(case.concern) + timedelta(minutes=1)
    ClockRun.objects.filter(case=case, key="read").update(met_at=at)
    assert [keep_time(at=late), keep_time(at=late + timedelta(minutes=1))] == [1, 0]
    assert (boss.escalations.count(), chief.escalations.count(), worker.escalations.count()) == (1, 0, 0)
    assert keep_time(at=late + timedelta(days=5)) == 1
    assert (boss.escalations.count(), chief.escalations.count()) == (1, 1)
