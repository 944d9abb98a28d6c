"""Clocks that run out: who hears of it, once each; what standing still and barring change."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.models import Case, Escalation, Queue
from commonbeat.engine.casework.queries import ladder_of
from commonbeat.ground.agency.models import Agency, Holiday, Staff
from commonbeat.ground.agency.queries import business_days_due
from commonbeat.ground.core.actor import RESIDENT, SYSTEM

Hire = Callable[..., Staff]
SEES = ["parcels.see", "parcels.work", "parcels.see_private"]

pytestmark = [pytest.mark.django_db, pytest.mark.req("C3")]


@pytest.fixture
def chief(hire: Hire) -> Staff:
    return hire("Kim Chief", *SEES, "parcels.lead")


@pytest.fixture
def boss(hire: Hire, chief: Staff) -> Staff:
    return hire("Pat Boss", *SEES, supervisor=chief)


@pytest.fixture
def worker(hire: Hire, boss: Staff) -> Staff:
    return hire("Sam Reed", *SEES, supervisor=boss)


@pytest.fixture
def case(larkspur: Agency, worker: Staff, boss: Staff, at: datetime) -> Case:
    found = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at)
    return actions.assign(case=found, to=worker, by=boss, at=at)


def names(case: Case, at: datetime) -> list[list[str]]:
    return [[post.name for post in step] for step in ladder_of(case, at)]


def test_holiday_moves_the_day_and_each_hears_once(
    case: Case, larkspur: Agency, boss: Staff, at: datetime
) -> None:
    Holiday.objects.create(agency=larkspur, day=(at + timedelta(days=1)).date(), name="Town day")
    again = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at)
    # Wednesday, one working day, Thursday is a holiday: due at the end of Friday, not of Thursday.
    due = again.clocks.get(key="read").due_at
    assert due.isoformat() == "2026-06-13T03:59:59+00:00"
    actions.assign(case=again, to=case.assigned_to, by=boss, at=at)
    case.clocks.update(stopped_at=at)
    again.clocks.exclude(key="read").update(stopped_at=at)
    assert actions.keep_time(at=due) == 0
    heard = [
        actions.keep_time(at=due + timedelta(hours=hours)) for hours in (1, 2, 24 * 7, 24 * 7 + 1, 24 * 20)
    ]
    assert heard == [1, 0, 1, 0, 0]
    told = Escalation.objects.order_by("level").values_list("to__name", "level")
    assert list(told) == [("Pat Boss", 1), ("Kim Chief", 2)]


def test_mail_says_nothing_and_goes_once(
    case: Case, boss: Staff, at: datetime, work: Callable[[], int], settings: Settings
) -> None:
    settings.LISTENERS = {"case.escalated": ["commonbeat.engine.casework.tasks.on_escalated"]}
    actions.keep_time(at=at + timedelta(days=2))
    work()
    actions.mail_escalations(case=case, at=at)
    [sent] = mail.outbox
    assert sent.to == ["pat.boss@larkspur.example"]
    assert "/staff/" in sent.body
    said = f"{sent.subject} {sent.body}"
    assert case.public_id not in said
    assert "parcel" not in said.lower()


def test_mail_that_fails_is_sent_at_the_next_try(
    case: Case, boss: Staff, at: datetime, settings: Settings
) -> None:
    actions.keep_time(at=at + timedelta(days=2))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(ConnectionRefusedError):
        actions.mail_escalations(case=case, at=at)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert actions.mail_escalations(case=case, at=at) == 1


def test_nobody_barred_hears_of_it(
    case: Case, worker: Staff, boss: Staff, chief: Staff, at: datetime
) -> None:
    assert names(case, at) == [["Pat Boss"], ["Kim Chief"], ["Kim Chief"]]
    actions.bar(case=case, staff=boss, by=SYSTEM, at=at)
    assert names(case, at) == [["Kim Chief"], ["Kim Chief"]]
    actions.bar(case=case, staff=worker, by=SYSTEM, at=at)
    case.refresh_from_db()
    assert case.assigned_to is None
    assert names(case, at) == [["Kim Chief"]]


def test_without_anyone_at_work_the_queues_lead_hears_first(
    case: Case, worker: Staff, boss: Staff, at: datetime
) -> None:
    streets = Queue.objects.create(agency=case.agency, key="streets", name="Streets", lead=worker)
    case = actions.put_in_queue(case=case, queue=streets, by=boss, at=at)
    assert names(case, at) == [["Sam Reed"], ["Pat Boss"], ["Kim Chief"], ["Kim Chief"]]
    # The one at work hears nothing, even as the supervisor of the queue's lead.
    actions.assign(case=case, to=boss, by=boss, at=at)
    case.refresh_from_db()
    assert names(case, at) == [["Kim Chief"], ["Kim Chief"]]


def test_nobody_hears_of_a_case_they_may_not_see(case: Case, hire: Hire, worker: Staff, at: datetime) -> None:
    outsider = hire("Lee Moss", "parcels.see")
    Staff.objects.filter(pk=worker.pk).update(supervisor=outsider)
    case.refresh_from_db()
    assert "Lee Moss" not in str(names(case, at))


def test_clock_met_while_it_stood_still_counts_that_time(case: Case, worker: Staff, at: datetime) -> None:
    for key in ("acknowledge", "give", "ask"):
        actions.move(case=case, key=key, by=worker, at=at)
    run = case.clocks.get(key="finish")
    promised = run.due_at
    actions.toll(run=run, reason="The road is closed, too.", by=worker, at=at + timedelta(days=2))
    actions.resume(run=run, by=worker, at=at + timedelta(days=4))
    for key, by in (("answer", RESIDENT), ("start", worker)):
        actions.move(case=case, key=key, by=by, at=at + timedelta(days=9))
    run.refresh_from_db()
    # Nine days by the question, of which two by hand: nine, not eleven.
    assert (run.due_at - promised).days in (9, 10, 11)
    first = run.due_at
    actions.toll(run=run, reason="The road is closed again.", by=worker, at=at + timedelta(days=10))
    actions.move(
        case=case, key="close", by=worker, at=at + timedelta(days=13), outcome="found", reason="At the mill."
    )
    run.refresh_from_db()
    assert run.met_at is not None
    assert run.due_at > first
    assert not run.tollings.filter(until=None).exists()


def test_stopping_a_clock_that_ran_out_hides_nothing(
    case: Case, worker: Staff, boss: Staff, at: datetime
) -> None:
    run = case.clocks.get(key="read")
    late = at + timedelta(days=3)
    actions.toll(run=run, reason="Too busy.", by=worker, at=late)
    assert actions.keep_time(at=late + timedelta(days=1)) == 1
    other = case.clocks.get(key="finish")
    actions.toll(run=other, reason="The road is closed.", by=worker, at=late)
    actions.keep_time(at=late + timedelta(days=90))
    other.refresh_from_db()
    assert other.breached_at is None


def test_the_next_one_hears_when_the_days_for_it_are_over(case: Case, at: datetime) -> None:
    due = case.clocks.get(key="read").due_at
    case.clocks.exclude(key="read").update(stopped_at=at)
    assert actions.keep_time(at=due + timedelta(minutes=1)) == 1
    [told] = Escalation.objects.all()
    over = business_days_due(case.agency, told.at, 2)
    assert actions.keep_time(at=over - timedelta(seconds=1)) == 0
    assert actions.keep_time(at=over) == 1


def test_a_clock_that_starts_again_keeps_the_length_it_was_given(
    larkspur: Agency, worker: Staff, at: datetime
) -> None:
    case = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at, lengths={"finish": 3})
    for key in ("acknowledge", "give", "start"):
        actions.move(case=case, key=key, by=worker, at=at)
    actions.move(case=case, key="close", by=worker, at=at, outcome="found", reason="At the mill.")
    later = at + timedelta(days=5)
    actions.move(case=case, key="reopen", by=RESIDENT, at=later, reason="Gone again.")
    first, again = case.clocks.filter(key="finish").order_by("pk")
    assert (first.length, first.met_at) == (3, at)
    assert (again.length, again.started_at, again.met_at) == (3, later, None)


def test_whoever_leads_and_has_it_on_their_own_list_is_not_told_of_it(
    case: Case, chief: Staff, worker: Staff, hire: Hire, at: datetime
) -> None:
    other = hire("Lee Lead", *SEES, "parcels.lead")
    case = actions.assign(case=case, to=chief, by=worker, at=at)
    assert names(case, at) == [[other.name]]
