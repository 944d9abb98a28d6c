"""Writes of older records: each row is kept or rejected with a reason, and a stopped import goes on."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from commonbeat.domain.concerns.actions.history import record_history
from commonbeat.domain.concerns.models import Category
from commonbeat.domain.open311 import events
from commonbeat.domain.open311.models import ImportRun
from commonbeat.domain.open311.rules.history import (
    HistoryMapping,
    PastRecord,
    Rejected,
    is_record,
    past_record,
)
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid
from commonbeat.ground.ledger.actions import record

BATCH = 200


@dataclass(frozen=True)
class RejectedRow:
    """`row` counts the file's records from 1."""

    row: int
    reason: str


def import_history(
    *,
    agency: Agency,
    rows: Iterable[Any],
    file_digest: str,
    mapping: HistoryMapping,
    others: str = "",
    rejected: Callable[[RejectedRow], None] = lambda _row: None,
    at: datetime,
) -> ImportRun:
    """Keep the records of a file; the same file with the same mapping goes on where it stopped.

    Rows are kept in batches, each with its place in the file, in one transaction. `others` is the key of the
    category for kinds that the mapping does not name.
    """
    run, _is_new = ImportRun.objects.get_or_create(
        agency=agency, file_digest=file_digest, mapping=mapping.name, defaults={"begun_at": at}
    )
    if run.ended_at is not None:
        return run
    categories = {category.key: category for category in Category.objects.filter(agency=agency)}
    records = (row for row in rows if is_record(row, mapping))
    numbered = islice(enumerate(records, start=1), run.rows, None)
    for batch in _batches(numbered):
        _keep_batch(run, batch, mapping, categories, others, rejected, at)
    _end(run, at)
    return run


def _batches(rows: Iterator[tuple[int, Any]]) -> Iterator[list[tuple[int, Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


@transaction.atomic
def _keep_batch(
    run: ImportRun,
    batch: list[tuple[int, Any]],
    mapping: HistoryMapping,
    categories: dict[str, Category],
    others: str,
    rejected: Callable[[RejectedRow], None],
    at: datetime,
) -> None:
    zone = ZoneInfo(run.agency.time_zone)
    reasons = Counter(run.rejects)
    for number, row in batch:
        try:
            read = past_record(row, mapping, zone, at)
            with transaction.atomic():
                _keep(run.agency, read, _category(read, mapping, categories, others), mapping, at)
        except Rejected as wrong:
            reasons[wrong.reason] += 1
            rejected(RejectedRow(number, wrong.reason))
        except Invalid as wrong:
            reasons[wrong.code] += 1
            rejected(RejectedRow(number, wrong.code))
        else:
            run.kept += 1
    run.rows, run.rejects = batch[-1][0], dict(reasons)
    run.save(update_fields=["rows", "kept", "rejects"])


def _category(
    read: PastRecord, mapping: HistoryMapping, categories: dict[str, Category], others: str
) -> Category:
    key = mapping.kinds.get(read.kind) or (read.kind.replace(" ", "_") if not mapping.kinds else "")
    category = categories.get(key) or categories.get(others)
    if category is None:
        raise Rejected("other_service")
    return category


def _keep(
    agency: Agency, read: PastRecord, category: Category, mapping: HistoryMapping, at: datetime
) -> None:
    record_history(
        agency=agency,
        category=category,
        words=read.words,
        place=read.place,
        longitude=read.longitude,
        latitude=read.latitude,
        received_at=read.received_at,
        closed_at=read.closed_at,
        outcome="",
        outside_id=f"{mapping.name}:{read.outside_id}"[:60],
        at=at,
    )


@transaction.atomic
def _end(run: ImportRun, at: datetime) -> None:
    run.ended_at = at
    run.save(update_fields=["ended_at"])
    record(
        events.HISTORY_IMPORTED,
        subject=f"import:{run.pk}",
        agency=run.agency.slug,
        by=SYSTEM,
        at=at,
        content={"rows": run.rows, "kept": run.kept, "digest": run.file_digest},
    )
