"""Listeners run once their act is committed, again when they fail, and again when their worker died."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from commonbeat.ground.ledger import actions
from commonbeat.ground.ledger.models import Entry
from commonbeat.ground.ledger.tests import listeners
from commonbeat.ground.ledger.tests.factories import Write

HERE = "commonbeat.ground.ledger.tests.listeners"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _wired(settings: Settings) -> Iterator[None]:
    settings.LISTENERS = {"concern.received": [f"{HERE}.hears"]}
    listeners.heard.clear()
    yield
    listeners.heard.clear()


def _claim(at: datetime, *workers: str) -> DBTaskResult[..., Any]:
    """Leave a task as a worker that was killed leaves it."""
    [task] = DBTaskResult.objects.all()
    for worker in workers:
        task.claim(worker)
    DBTaskResult.objects.update(started_at=at)
    return task


def test_a_listener_hears_of_the_entry(write: Write, at: datetime) -> None:
    write(25)
    assert actions.run_listeners(at=at, limit=20, worker="w1") == 20
    assert actions.run_listeners(at=at, limit=20, worker="w1") == 5
    assert actions.run_listeners(at=at, limit=20, worker="w1") == 0
    assert listeners.heard == [f"concern:c{number}" for number in range(25)]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_is_heard_by_nobody(write: Write, at: datetime) -> None:
    def act_and_break() -> None:
        with transaction.atomic():
            write(1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act_and_break()
    assert actions.run_listeners(at=at, limit=5, worker="w1") == 0
    assert not Entry.objects.exists()


def test_a_failure_is_kept_and_tried_again_five_times(write: Write, at: datetime, settings: Settings) -> None:
    settings.LISTENERS = {"concern.received": [f"{HERE}.fails", f"{HERE}.hears"]}
    write(1)
    assert actions.run_listeners(at=at, limit=9, worker="w1") == 2
    assert listeners.heard == ["concern:c0"]
    task = DBTaskResult.objects.get(task_path=f"{HERE}.fails")
    assert (task.status, task.run_after) == ("READY", at + timedelta(seconds=5))
    assert "could not hear" in task.traceback
    assert actions.run_listeners(at=at + timedelta(seconds=4), limit=9, worker="w1") == 0
    pauses = []
    for _attempt in range(4):
        before = task.run_after
        assert actions.run_listeners(at=before, limit=9, worker="w2") == 1
        task.refresh_from_db()
        pauses.append((task.run_after - before).total_seconds())
    assert pauses == [25, 125, 625, 0]
    assert (task.status, task.worker_ids) == ("FAILED", ["w1", *["w2"] * 4])
    assert actions.run_listeners(at=at + timedelta(days=9), limit=9, worker="w1") == 0


def test_a_task_of_a_killed_worker_is_put_back(write: Write, at: datetime) -> None:
    write(1)
    _claim(at, "killed")
    assert actions.revive_stuck_tasks(at=at + 9 * MINUTE, older_than=10 * MINUTE) == 0
    assert actions.revive_stuck_tasks(at=at + 11 * MINUTE, older_than=10 * MINUTE) == 1
    assert actions.run_listeners(at=at + 11 * MINUTE, limit=5, worker="w2") == 1
    assert listeners.heard == ["concern:c0"]


def test_a_task_that_kills_every_worker_is_given_up(write: Write, at: datetime) -> None:
    write(1)
    _claim(at, "a", "b", "c", "d", "e")
    assert actions.revive_stuck_tasks(at=at + 11 * MINUTE) == 0
    [task] = DBTaskResult.objects.all()
    assert (task.status, "5 workers died" in task.traceback) == ("FAILED", True)


def test_a_listener_that_is_gone_fails_and_stops_nobody(write: Write, at: datetime) -> None:
    write(2)
    first = DBTaskResult.objects.order_by("enqueued_at").first()
    assert first is not None
    DBTaskResult.objects.filter(pk=first.pk).update(task_path=f"{HERE}.gone")
    assert actions.run_listeners(at=at, limit=5, worker="w1") == 2
    assert listeners.heard == ["concern:c1"]


def test_finished_tasks_are_forgotten_and_failed_ones_kept(write: Write, at: datetime) -> None:
    write(3)
    actions.run_listeners(at=at, limit=2, worker="w1")
    finished = DBTaskResult.objects.successful()
    DBTaskResult.objects.filter(pk__in=finished).update(finished_at=at)
    DBTaskResult.objects.filter(status="READY").update(status="FAILED", finished_at=at)
    assert actions.clear_finished_tasks(at=at + timedelta(hours=23)) == 0
    assert actions.clear_finished_tasks(at=at + timedelta(hours=25)) == 2
    assert DBTaskResult.objects.failed().count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_run_each_task_once(write: Write, at: datetime) -> None:
    write(60)

    def work(name: str) -> None:
        actions.run_listeners(at=at, limit=100, worker=name)
        connection.close()

    workers = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(listeners.heard) == sorted(f"concern:c{number}" for number in range(60))
