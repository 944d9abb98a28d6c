"""A small book, and a way past its guards for the tests that forge it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from commonbeat.ground.core.actor import RESIDENT, Actor
from commonbeat.ground.ledger.actions import record, sequence
from commonbeat.ground.ledger.models import Entry
from commonbeat.ground.ledger.tests.factories import Write

OFFICER = Actor("officer", "person:7")


@pytest.fixture
def write(db: None, at: datetime) -> Write:
    """Return a function that writes that many lines, a minute apart, without sequencing them."""

    def add(count: int) -> list[Entry]:
        start = Entry.objects.count()
        return [
            record(
                "concern.received",
                subject=f"concern:c{number}",
                agency="larkspur",
                by=OFFICER if number % 2 else RESIDENT,
                at=at + timedelta(minutes=number),
                content={"channel": "web", "number": number},
            )
            for number in range(start, start + count)
        ]

    return add


@pytest.fixture
def book(write: Write, at: datetime) -> list[Entry]:
    """Three hundred lines, sealed in batches of a hundred an hour apart: more than a tile, no whole two."""
    for batch in range(3):
        write(100)
        sequence(at=at + timedelta(hours=batch))
    return list(Entry.objects.order_by("index"))


@pytest.fixture
def forge(db: None) -> Callable[..., None]:
    """Return a function that runs SQL as somebody with the database's password would: guards taken off."""

    def run(*statements: str) -> None:
        with connection.cursor() as cursor:
            table = " ON ledger_entry" if connection.vendor == "postgresql" else ""
            for trigger in ("ledger_entry_no_update", "ledger_entry_no_delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}{table}")
            for statement in statements:
                cursor.execute(statement)

    return run
