"""Every write of calls in bulk: whole batches of rows, past the ORM, into either database."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import repeat
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Model

from commonbeat.domain.calls.models import Call, Decision
from commonbeat.ground.core.ids import ALPHABET

ID_LENGTH = 16
# The bytes that stand for each letter equally often; the others are thrown away.
_FAIR = 256 - 256 % len(ALPHABET)
_LETTERS = bytes(ord(ALPHABET[n % len(ALPHABET)]) for n in range(256))
_UNFAIR = bytes(range(_FAIR, 256))


def public_ids(count: int) -> list[str]:
    """Return random ids as `core.ids.public_id` makes them, thousands at a time."""
    letters = ""
    while len(letters) < count * ID_LENGTH:
        letters += os.urandom(count * ID_LENGTH + 1024).translate(_LETTERS, _UNFAIR).decode()
    return [letters[n * ID_LENGTH : (n + 1) * ID_LENGTH] for n in range(count)]


def insert_calls(columns: Mapping[str, Sequence[Any]], fixed: Mapping[str, Any], count: int) -> list[int]:
    """Insert calls given as columns, with what is the same in all, and return their keys in order."""
    keys = _reserved_keys(count)
    _insert(Call, {"id": keys, **columns}, fixed, count)
    return keys


def insert_decisions(columns: Mapping[str, Sequence[Any]], fixed: Mapping[str, Any], count: int) -> None:
    _insert(Decision, columns, fixed, count)


def _reserved_keys(count: int) -> list[int]:
    """Return keys that nobody else will use. On SQLite this transaction holds the only write lock."""
    table = Call._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    start = (last[0] if last else 0) + 1
    return list(range(start, start + count))


def _insert(
    model: type[Model], columns: Mapping[str, Sequence[Any]], fixed: Mapping[str, Any], count: int
) -> None:
    """Insert `count` rows; a column that is not given gets the default of its field."""
    times = {field.column for field in model._meta.concrete_fields if isinstance(field, DateTimeField)}
    given = {**_defaults(model, {*columns, *fixed}), **fixed}
    varying = [_times(values) if name in times else values for name, values in columns.items()]
    constant = [repeat(_time(value) if name in times else value, count) for name, value in given.items()]
    _write(model._meta.db_table, [*columns, *given], zip(*varying, *constant, strict=True))


def _defaults(model: type[Model], given: set[str]) -> dict[str, Any]:
    return {
        str(field.column): field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.column not in given and not field.primary_key
    }


def _write(table: str, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    quoted = ", ".join(map(connection.ops.quote_name, names))
    # The driver is called past Django, so its errors are turned into Django's here.
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(repeat("?", len(names)))
            cursor.connection.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)  # noqa: S608


def _times(values: Sequence[datetime | None]) -> Sequence[Any]:
    return [_time(value) for value in values] if any(values) else values


def _time(value: datetime | str | None) -> datetime | str | None:
    """Return a time as the database driver takes it: SQLite keeps times as texts in UTC."""
    if connection.vendor == "postgresql" or not isinstance(value, datetime):
        return value
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
