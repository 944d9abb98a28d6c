"""A concern of another kind takes that kind's promise, from the day it came in, and the sender reads so."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.choices import LeftContact
from commonbeat.domain.concerns.models import Category, Concern, Partner
from commonbeat.engine.casework.actions import extend, keep_time
from commonbeat.engine.casework.models import ClockRun, Entry, Receipt
from commonbeat.engine.casework.queries import followed
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Forbidden, Invalid, Refused

Report = Callable[..., Concern]
Walk = Callable[..., Concern]
# A Monday, eight in the morning in Larkspur.
MONDAY = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = MONDAY + timedelta(days=2)

pytestmark = pytest.mark.req("C3")


def promise(concern: Concern) -> ClockRun:
    return ClockRun.objects.filter(case=concern.case, key="finish").latest("started_at")


def day_due(concern: Concern) -> date:
    return promise(concern).due_at.astimezone(ZoneInfo("America/New_York")).date()


@pytest.fixture
def short_and_long(kinds: dict[str, Category]) -> tuple[Category, Category]:
    for key, days in (("graffiti", 3), ("parking", 15)):
        kinds[key].sla_days = days
        kinds[key].save()
    return kinds["graffiti"], kinds["parking"]


def test_longer_promise_counts_from_the_day_it_came_in(
    send: Report, short_and_long: tuple[Category, Category], worker: Staff
) -> None:
    concern = send(at=MONDAY, contact=LeftContact(phone="555-555-0123"))
    assert day_due(concern) == date(2026, 6, 4)
    told = Message.objects.count()
    actions.change_category(concern=concern, category=short_and_long[1], by=worker, at=LATER)
    assert (day_due(concern), promise(concern).length) == (date(2026, 6, 22), 15)
    line = Entry.objects.get(case=concern.case, kind="clock")
    due = datetime.fromisoformat(line.facts["due"])
    assert (line.facts["clock"], line.facts["change"], due) == ("finish", "set", promise(concern).due_at)
    receipt = Receipt.objects.get(case=concern.case)
    assert any("of another kind" in str(read.what) for read in followed(receipt, LATER).history)
    assert Message.objects.count() == told + 1


def test_shorter_promise_that_is_over_already_is_late_at_once(
    send: Report, short_and_long: tuple[Category, Category], worker: Staff, hire: Callable[..., Staff]
) -> None:
    hire("Kim Chief", "concerns.see", "concerns.work", "concerns.hear_of_late")
    concern = send("parking", answers={"blocks": "sidewalk"}, at=MONDAY)
    ClockRun.objects.filter(case=concern.case, key="read").update(met_at=MONDAY)
    friday = MONDAY + timedelta(days=4)
    assert keep_time(at=friday) == 0
    actions.change_category(concern=concern, category=short_and_long[0], by=worker, at=friday)
    assert day_due(concern) == date(2026, 6, 4)
    assert keep_time(at=friday) == 1


def test_time_with_another_agency_and_more_time_given_go_on_counting(
    send: Report, short_and_long: tuple[Category, Category], worker: Staff, walk: Walk, larkspur: Agency
) -> None:
    partner = Partner.objects.create(agency=larkspur, name="Street Works", email="s@larkspur.example")
    concern = walk(send(at=MONDAY), "acknowledge", when=MONDAY)
    extend(run=promise(concern), units=2, reason="Rain.", by=worker, at=MONDAY)
    actions.hand_off(concern=concern, partner=partner, reason="Theirs.", by=worker, at=LATER)
    actions.take_back(concern=concern, reason="Ours.", by=worker, at=LATER + timedelta(days=7))
    before = day_due(concern)
    actions.change_category(
        concern=concern, category=short_and_long[1], by=worker, at=LATER + timedelta(days=8)
    )
    # 15 instead of 3 business days: 12 more of them, two weekends and two days later.
    assert (before, day_due(concern)) == (date(2026, 6, 15), date(2026, 7, 1))


def test_promise_after_reopening_is_the_new_kinds(
    send: Report, short_and_long: tuple[Category, Category], worker: Staff, walk: Walk
) -> None:
    concern = walk(send("parking", answers={"blocks": "sidewalk"}, at=MONDAY), "acknowledge", when=MONDAY)
    actions.change_category(concern=concern, category=short_and_long[0], by=worker, at=MONDAY)
    actions.close(concern=concern, outcome="no_action", reason="Gone.", by=worker, at=LATER)
    receipt = Receipt.objects.get(case=concern.case)
    actions.reopen(receipt=receipt, reason="Still there.", at=LATER)
    assert (promise(concern).length, day_due(concern)) == (3, date(2026, 6, 8))
    concern = actions.change_category(concern=concern, category=short_and_long[1], by=worker, at=LATER)
    assert day_due(concern) == date(2026, 6, 24)
    met = ClockRun.objects.filter(case=concern.case, key="finish").earliest("started_at")
    assert (met.length, met.met_at) == (3, LATER)


def test_the_same_length_or_kind_writes_no_line(
    send: Report, kinds: dict[str, Category], worker: Staff, at: datetime
) -> None:
    Category.objects.update(sla_days=5)
    for category in kinds.values():
        category.refresh_from_db()
    concern = send()
    lines = concern.case.entries.count()
    actions.change_category(concern=concern, category=kinds["graffiti"], by=worker, at=at)
    assert concern.case.entries.count() == lines
    actions.change_category(concern=concern, category=kinds["encampment"], by=worker, at=at)
    assert not concern.case.entries.filter(kind="clock").exists()


@pytest.mark.req("C2")
def test_book_holds_which_kinds_and_the_timeline_their_names(
    send: Report, kinds: dict[str, Category], worker: Staff, at: datetime
) -> None:
    concern = send()
    actions.change_category(concern=concern, category=kinds["parking"], by=worker, at=at)
    line = concern.case.entries.get(kind="changed")
    assert line.facts == {"change": "category", "from": "graffiti", "to": "parking"}
    assert line.words == f"{kinds['graffiti'].names['en']} → {kinds['parking'].names['en']}"
    assert line.shown == "staff"


def test_who_may_not_and_what_cannot(
    send: Report,
    kinds: dict[str, Category],
    worker: Staff,
    hire: Callable[..., Staff],
    at: datetime,
    walk: Walk,
) -> None:
    concern = send()
    reader = hire("Ann Low", "concerns.see")
    with pytest.raises(Forbidden):
        actions.change_category(concern=concern, category=kinds["parking"], by=reader, at=at)
    ended = kinds["parking"]
    ended.ended_at = at
    for wrong in (ended, kinds["welfare"]):
        with pytest.raises(Invalid) as refused:
            actions.change_category(concern=concern, category=wrong, by=worker, at=at)
        assert refused.value.where == "category"
    walk(concern, "acknowledge")
    actions.close(concern=concern, outcome="no_action", reason="Gone.", by=worker, at=at)
    with pytest.raises(Refused, match="ended"):
        actions.change_category(concern=concern, category=kinds["noise"], by=worker, at=at)
