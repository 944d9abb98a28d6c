"""A hold that is being placed at the moment of a run stops the run."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections, transaction

from commonbeat.engine.messaging.actions import receive
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.retention.actions import destroy_due, place_hold


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_run_waits_for_a_hold_and_heeds_it(
    transactional_db: None, larkspur: Agency, hire: Callable[..., Staff], at: datetime
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    receive(agency=larkspur, phone="+15555550142", body="STOP", provider_ref="SM1", at=at)
    keeper = hire("Jo Park", "retention.manage")
    is_placed, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            place_hold(words="", reason="A lawsuit", by=keeper, at=at)
            is_placed.set()
            may_end.wait(10)
        connections.close_all()

    def run() -> int:
        is_placed.wait(10)
        destroyed = destroy_due(at=at + timedelta(days=800))
        connections.close_all()
        return destroyed

    with ThreadPoolExecutor(2) as pool:
        placing, running = pool.submit(hold), pool.submit(run)
        is_placed.wait(10)
        with pytest.raises(TimeoutError):
            running.result(timeout=0.5)
        may_end.set()
        placing.result()
        assert running.result(timeout=10) == 0
    assert Message.objects.filter(body="STOP").exists()
