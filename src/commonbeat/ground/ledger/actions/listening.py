"""Runs the tasks that listen to the verbs of the book, and finds those whose worker died."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet, get_date_max
from django_tasks_db.utils import exclusive_transaction

ATTEMPTS = 5
CLAIM_AT_ONCE = 10
FIRST_PAUSE = timedelta(seconds=5)
STUCK_AFTER = timedelta(minutes=10)
KEPT_FOR = timedelta(days=1)


class WorkerLost(Exception):
    """The worker of this task died; it was tried as often as a task is tried."""


def run_listeners(*, at: datetime, limit: int, worker: str) -> int:
    """Run up to `limit` tasks that are due and return how many ran, well or not.

    A task that fails keeps its traceback and is tried again later, five times in all. Several workers may
    run this at once: a claimed row is skipped by the others.
    """
    runner = _runner(worker)
    ran = 0
    while ran < limit and (claimed := _claim(at, min(CLAIM_AT_ONCE, limit - ran), worker)):
        for task in claimed:
            runner.run_task(task)
            _try_again(task, at)
        ran += len(claimed)
    return ran


def _runner(worker: str) -> Worker:
    """Return the library's own worker, of which only `run_task` is used: it catches and stores errors."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker,
        excluded_queue_names=[],
    )


def _due(at: datetime) -> DBTaskResultQuerySet:
    at_once = Q(run_after=get_date_max())
    return DBTaskResult.objects.filter(at_once | Q(run_after__lte=at), status="READY", backend_name="default")


def _claim(at: datetime, count: int, worker: str) -> list[DBTaskResult[..., Any]]:
    # Looking costs no lock; an idle worker must not hold up the writers of SQLite.
    if not _due(at).exists():
        return []
    with exclusive_transaction():
        claimed = list(_due(at).select_for_update(skip_locked=True)[:count])
        for task in claimed:
            task.claim(worker)
    return claimed


def _try_again(task: DBTaskResult[..., Any], at: datetime) -> None:
    attempts = len(task.worker_ids)
    if task.status == "FAILED" and attempts < ATTEMPTS:
        task.status = "READY"
        # 5 s, 25 s, 2 min, 10 min
        task.run_after = at + FIRST_PAUSE * 5 ** (attempts - 1)
        task.save(update_fields=["status", "run_after"])


@transaction.atomic
def revive_stuck_tasks(*, at: datetime, older_than: timedelta = STUCK_AFTER) -> int:
    """Put tasks back that a worker claimed more than `older_than` ago and never finished; return how many.

    After five attempts a task is marked failed instead: what kills its worker every time must not go on.
    """
    stuck = DBTaskResult.objects.running().filter(started_at__lt=at - older_than)
    revived = 0
    for task in stuck.select_for_update(skip_locked=True):
        if len(task.worker_ids) < ATTEMPTS:
            task.status = "READY"
            task.save(update_fields=["status"])
            revived += 1
        else:
            task.set_failed(WorkerLost(f"{len(task.worker_ids)} workers died running this"))
    return revived


def clear_finished_tasks(*, at: datetime, older_than: timedelta = KEPT_FOR) -> int:
    """Forget tasks that ended well; the acts themselves stay in the book. Failed ones are kept."""
    cleared, _kinds = DBTaskResult.objects.successful().filter(finished_at__lt=at - older_than).delete()
    return cleared
