"""Requests that come in at the same moment: each event counts, each text goes out once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections

from commonbeat.domain.calls.actions import adopt_types, hear, install_rules
from commonbeat.domain.calls.models import CallEvent, Decision
from commonbeat.domain.calls.rules.events import EventKind, Report
from commonbeat.domain.calls.tests.conftest import CHIEF
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys.actions import adopt
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import SYSTEM

AT_ONCE = 4


@pytest.mark.postgresql
@pytest.mark.req("A1")
@pytest.mark.django_db(transaction=True)
def test_events_of_one_call_told_at_the_same_moment(
    transactional_db: None, larkspur: Agency, hire: Callable[..., Staff], at: datetime
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    chief = hire("Dana Chief", *CHIEF)
    adopt(agency=larkspur, key="contact", by=chief, at=at)
    install_rules(agency=larkspur, by=SYSTEM, at=at)
    adopt_types(agency=larkspur, codes=["VANDALISM"], by=chief, at=at)
    steps = [EventKind.RECEIVED, EventKind.DISPATCHED, EventKind.ON_SCENE, EventKind.CLEARED]
    start = threading.Barrier(AT_ONCE)

    def tell(step: int) -> None:
        start.wait()
        for number in range(10):
            report = Report(
                incident_no=f"26-{number}",
                kind=steps[step],
                occurred_at=at + timedelta(minutes=step),
                source_id="",
                fields={"type_code": "VANDALISM"},
                callback_no=f"+1555555{number:04d}",
            )
            for _again in range(2):
                hear(agency=larkspur, reports=[report], key=f"{number}-{step}", digest="x", by=SYSTEM, at=at)
        connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(tell, range(AT_ONCE)))
    assert CallEvent.objects.count() == 40
    assert (
        Contact.objects.count()
        == Message.objects.count()
        == Decision.objects.filter(outcome="send").count()
        == 10
    )
