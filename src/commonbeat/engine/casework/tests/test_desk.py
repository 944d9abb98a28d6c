"""The staff's list of cases: what it shows to whom, in which order, and giving several on at once."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.models import Case, Queue
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT

Hire = Callable[..., Staff]
Open = Callable[..., Case]
WORKS = ["parcels.see", "parcels.work"]
# The list, its filters and forms, the session and the post: the same however many cases there are.
MOST_QUERIES = 24


@pytest.fixture(autouse=True)
def standing_clock(at: datetime) -> Iterator[None]:
    with clock.standing_at(at):
        yield


@pytest.fixture
def open_one(larkspur: Agency, at: datetime) -> Open:
    def opened(days_ago: float = 0, *, is_private: bool = False, queue: Queue | None = None) -> Case:
        began = at - timedelta(days=days_ago)
        return actions.open_case(
            agency=larkspur, kind="parcel", by=RESIDENT, at=began, is_private=is_private, queue=queue
        )

    return opened


@pytest.fixture
def worker(hire: Hire) -> Staff:
    return hire("Sam Reed", *WORKS)


@pytest.fixture
def browser(worker: Staff, client: Client) -> Client:
    client.force_login(worker.person)  # type: ignore[arg-type]
    return client


def listed(browser: Client, **wanted: str | int) -> list[Case]:
    answer = browser.get(reverse("casework:desk"), wanted)
    assert answer.status_code == 200
    return [row.case for row in answer.context["rows"]]


@pytest.mark.req("C3")
def test_oldest_promise_comes_first_with_a_word(browser: Client, open_one: Open, worker: Staff) -> None:
    fresh, late, today = open_one(), open_one(6), open_one(1)
    held = open_one(9)
    for run in held.clocks.all():
        actions.toll(run=run, reason="We wait.", by=worker, at=clock.now())
    assert listed(browser) == [late, today, fresh, held]
    page = browser.get(reverse("casework:desk")).text
    assert page.count(">late<") == 1
    assert page.count(">due today<") == 1
    assert "no clock runs" in page
    assert listed(browser, who="late") == [late]


def test_list_is_narrowed(browser: Client, open_one: Open, worker: Staff, larkspur: Agency) -> None:
    queue = Queue.objects.create(agency=larkspur, key="streets", name="Streets")
    queue.members.add(worker)
    mine, queued, read = open_one(), open_one(queue=queue), open_one()
    actions.assign(case=mine, to=worker, by=RESIDENT, at=clock.now())
    actions.move(case=read, key="acknowledge", by=worker, at=clock.now())
    assert listed(browser, who="mine") == [mine]
    assert listed(browser, who="queues") == [queued]
    assert set(listed(browser, who="nobody")) == {queued, read}
    assert listed(browser, state="parcel:acknowledged") == [read]
    assert listed(browser, text=f"L-{read.public_id.upper()}") == [read]
    assert listed(browser, text=f" {queued.public_id[:6]} ") == [queued]
    assert listed(browser, standing="ended") == []
    assert len(listed(browser, who="nonsense", state="x", area="99")) == 3


def test_private_and_barred_are_not_listed(
    browser: Client, open_one: Open, worker: Staff, at: datetime
) -> None:
    seen, about_me = open_one(), open_one()
    open_one(is_private=True)
    actions.bar(case=about_me, staff=worker, by=RESIDENT, at=at)
    assert listed(browser) == [seen]


def test_who_sees_no_kind_has_no_list(hire: Hire, client: Client) -> None:
    client.force_login(hire("Lee Moss").person)  # type: ignore[arg-type]
    assert client.get(reverse("casework:desk")).status_code == 403


def test_several_are_given_on_at_once(browser: Client, open_one: Open, hire: Hire, at: datetime) -> None:
    able = hire("Kim Able", *WORKS)
    cases = [open_one(), open_one(), open_one()]
    actions.bar(case=cases[2], staff=able, by=RESIDENT, at=at)
    sent = {"case": [case.public_id for case in cases], "to": able.pk, "narrowed": "who=nobody"}
    answer = browser.post(reverse("casework:give_on"), sent, follow=True)
    assert answer.redirect_chain[-1][0].endswith("?who=nobody")
    assert set(Case.objects.filter(assigned_to=able)) == set(cases[:2])
    assert "2 were given on." in answer.text
    assert f"L-{cases[2].public_id}: This person cannot work on this case." in answer.text


def test_several_go_to_a_queue(browser: Client, open_one: Open, larkspur: Agency) -> None:
    queue = Queue.objects.create(agency=larkspur, key="streets", name="Streets")
    case = open_one()
    browser.post(reverse("casework:give_on"), {"case": [case.public_id], "queue": queue.pk})
    case.refresh_from_db()
    assert case.queue == queue


def test_nothing_chosen_keeps_the_marks(browser: Client, open_one: Open) -> None:
    case = open_one()
    answer = browser.post(reverse("casework:give_on"), {"case": [case.public_id]})
    assert answer.status_code == 422
    assert "Choose a person or a queue, not both." in answer.text
    assert "checked" in answer.text


@pytest.mark.parametrize("count", [3, 300])
def test_list_asks_as_little_for_300_as_for_3(
    browser: Client,
    open_one: Open,
    count: int,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for number in range(count):
        open_one(number / 40)
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[attr-defined]
        shown = listed(browser)
    assert len(shown) == min(count, 50)
    if count > 50:
        pages = [case for page in range(1, 7) for case in listed(browser, page=page)]
        assert len(set(pages)) == count


def test_told_of_a_late_one_is_marked_as_seen(
    browser: Client, open_one: Open, worker: Staff, hire: Hire, at: datetime
) -> None:
    case = open_one(9)
    under = hire("Kim Under", *WORKS, supervisor=worker)
    actions.assign(case=case, to=under, by=RESIDENT, at=at)
    actions.keep_time(at=at)
    told = worker.escalations.all()[0]
    address = reverse("casework:mark_seen", args=[told.pk])
    assert browser.post(address).headers["Location"] == reverse("casework:case", args=[case.public_id])
    told.refresh_from_db()
    assert told.seen_at == at
    assert browser.post(address).status_code == 404
