"""An entry cannot be changed or deleted: not through the ORM, and not in the database."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.actions import record, sequence
from commonbeat.ground.ledger.models import Entry, Unalterable

pytestmark = pytest.mark.django_db

CHANGES: dict[str, str | int | bytes | datetime] = {
    "verb": "call.forgotten",
    "subject": "call:other",
    "agency": "elsewhere",
    "actor_role": "nobody",
    "actor_key": "person:9",
    "at": datetime(2020, 1, 1),  # noqa: DTZ001
    "content": '{"other": 1}',
    "salt": b"0" * 16,
    "index": 77,
}


@pytest.fixture
def entry(at: datetime) -> Entry:
    entry = record("call.decided", subject="call:abc", agency="larkspur", by=SYSTEM, at=at)
    sequence(at=at)
    entry.refresh_from_db()
    return entry


@pytest.mark.parametrize("way", ["update", "delete", "bulk_update", "update_or_create"])
def test_the_orm_refuses_to_change_many(entry: Entry, way: str) -> None:
    with pytest.raises(Unalterable):
        getattr(Entry.objects.all(), way)()


def test_the_orm_refuses_to_change_one(entry: Entry, at: datetime) -> None:
    with pytest.raises(Unalterable):
        entry.delete()
    entry.at = at - timedelta(days=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


@pytest.mark.parametrize("column", CHANGES)
def test_the_database_refuses_to_change_any_column(entry: Entry, column: str) -> None:
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(f'UPDATE ledger_entry SET "{column}" = %s', [CHANGES[column]])  # noqa: S608


def test_a_waiting_entry_only_takes_its_index(at: datetime) -> None:
    entry = record("call.decided", subject="call:abc", agency="larkspur", by=SYSTEM, at=at)
    with connection.cursor() as cursor:
        for change in ("\"index\" = 0, verb = 'other'", "verb = 'other'", '"index" = NULL', '"index" = -1'):
            with pytest.raises(IntegrityError), transaction.atomic():
                cursor.execute(f"UPDATE ledger_entry SET {change}")  # noqa: S608
        cursor.execute('UPDATE ledger_entry SET "index" = 0')
    entry.refresh_from_db()
    assert entry.index == 0


def test_the_database_refuses_to_delete(entry: Entry) -> None:
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute("DELETE FROM ledger_entry")
    assert Entry.objects.count() == 1
