"""A promise over weeks of hand-offs, questions and stops: what walking day by day through them gives."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.models import Category, Concern, Partner
from commonbeat.engine.casework.actions import keep_time, move, move_by_holder, resume, toll
from commonbeat.engine.casework.models import Case, ClockRun, Receipt
from commonbeat.ground.agency.models import Agency, Holiday, Staff
from commonbeat.ground.core.errors import Refused

Report = Callable[..., Concern]
Walk = Callable[..., Concern]
Day = tuple[datetime, datetime]
LARKSPUR = ZoneInfo("America/New_York")
# Both nights on which clocks change, Thanksgiving and the days after it.
BEGINNINGS = (datetime(2026, 3, 5, 15, tzinfo=UTC), datetime(2026, 10, 29, 15, tzinfo=UTC))
HOLIDAYS = (date(2026, 3, 9), date(2026, 11, 11), date(2026, 11, 26), date(2026, 11, 27))

pytestmark = pytest.mark.req("C3")


def walked(start: datetime, length: int, stood_still: list[Day]) -> date:
    """Return the day a promise is due by taking one local day after another, with nothing of the engine."""
    still: set[date] = set()
    for since, until in stood_still:
        day = since.astimezone(LARKSPUR).date()
        while day < until.astimezone(LARKSPUR).date():
            day += timedelta(days=1)
            still.add(day)
    day = start.astimezone(LARKSPUR).date()
    while length:
        day += timedelta(days=1)
        length -= day.weekday() < 5 and day not in HOLIDAYS and day not in still
    return day


def together(times: list[Day]) -> list[Day]:
    """Return times that touch or overlap as one: half a day twice on one day is not two days."""
    found: list[Day] = []
    for since, until in sorted(times):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(until, found[-1][1]))
        else:
            found.append((since, until))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_due_day_is_what_walking_through_the_calendar_gives(
    seed: int, larkspur: Agency, send: Report, walk: Walk, worker: Staff
) -> None:
    chance, now = random.Random(seed), BEGINNINGS[seed % 2]
    for day in HOLIDAYS:
        Holiday.objects.create(agency=larkspur, day=day, name="Holiday")
    partner = Partner.objects.create(agency=larkspur, name="County", email="c@larkspur.example")
    concern = walk(send(at=now), "acknowledge", when=now)
    run = ClockRun.objects.get(case=concern.case, key="finish")
    stood_still: list[Day] = []
    for _turn in range(4):
        now += timedelta(hours=chance.randint(1, 60))
        since, by_hand = now, chance.random() < 0.5
        if chance.random() < 0.5:
            actions.hand_off(concern=concern, partner=partner, reason="Theirs.", by=worker, at=now)
        else:
            concern.case = move(case=concern.case, key="ask", by=worker, at=now)
        # Stopped by hand in the middle of it and let run after it: the times overlap.
        stopped = now = now + timedelta(hours=chance.randint(1, 90))
        if by_hand:
            toll(run=run, reason="Snow.", by=worker, at=stopped)
        now += timedelta(hours=chance.randint(1, 90))
        case = Case.objects.get(pk=concern.case_id)
        if case.state == "handed_off":
            concern = actions.take_back(concern=concern, reason="Ours.", by=worker, at=now)
        else:
            concern.case = move(case=case, key="go_on", by=worker, at=now)
        stood_still.append((since, now))
        if by_hand:
            now += timedelta(hours=chance.randint(1, 40))
            resume(run=run, by=worker, at=now)
            stood_still.append((stopped, now))
        run.refresh_from_db()
    due = run.due_at.astimezone(LARKSPUR)
    assert due.date() == walked(run.started_at, run.length, together(stood_still))
    assert due.strftime("%H:%M:%S") == "23:59:59"


def test_last_second_is_in_time_and_the_next_is_late(
    send: Report, kinds: dict[str, Category], hire: Callable[..., Staff]
) -> None:
    hire("Kim Chief", "concerns.see", "concerns.work", "concerns.hear_of_late")
    concern = send(at=BEGINNINGS[1])
    ClockRun.objects.filter(case=concern.case, key="read").update(met_at=BEGINNINGS[1])
    due = ClockRun.objects.get(case=concern.case, key="finish").due_at
    assert [keep_time(at=due), keep_time(at=due + timedelta(seconds=1))] == [0, 1]


@pytest.mark.req("C4")
@pytest.mark.parametrize("closed_at", [begun - timedelta(days=5) for begun in BEGINNINGS])
def test_fourteen_and_thirty_days_are_days_of_24_hours_across_a_change_of_clocks(
    closed_at: datetime, send: Report, walk: Walk, worker: Staff
) -> None:
    second = timedelta(seconds=1)
    concern = walk(send(at=closed_at), "acknowledge", when=closed_at)
    actions.close(concern=concern, outcome="no_action", reason="Gone.", by=worker, at=closed_at)
    asked, last = closed_at + timedelta(days=14), closed_at + timedelta(days=30)
    assert [actions.ask_if_fixed(at=when) for when in (asked - second, asked, last)] == [0, 1, 0]
    receipt = Receipt.objects.get(case=concern.case)
    assert actions.end_unanswered(at=last - second) == 0
    with pytest.raises(Refused, match="30 days"):
        actions.reopen(receipt=receipt, reason="It is back.", at=last + second)
    concern = actions.reopen(receipt=receipt, reason="It is back.", at=last)
    assert concern.case.state == "reopened"
    run = ClockRun.objects.filter(case=concern.case, key="finish").latest("started_at")
    assert (run.started_at, run.length, run.is_running()) == (last, concern.category.sla_days, True)


@pytest.mark.req("C4")
def test_a_second_closing_gives_thirty_days_of_its_own(
    send: Report, walk: Walk, worker: Staff, at: datetime
) -> None:
    concern = walk(send(), "acknowledge")
    actions.close(concern=concern, outcome="no_action", reason="Gone.", by=worker, at=at)
    receipt, again = Receipt.objects.get(case=concern.case), at + timedelta(days=29)
    concern = actions.reopen(receipt=receipt, reason="It is back.", at=again)
    actions.close(concern=concern, outcome="no_action", reason="Gone again.", by=worker, at=again)
    assert actions.end_unanswered(at=at + timedelta(days=31)) == 0
    receipt.refresh_from_db()
    move_by_holder(receipt=receipt, key="reopen", words="And again.", at=again + timedelta(days=30))
    concern.case.refresh_from_db()
    assert concern.case.state == "reopened"
