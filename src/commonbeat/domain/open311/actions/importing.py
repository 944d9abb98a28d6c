"""Writes of older records: each row is kept or rejected with a reason, and a stopped import goes on."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.actions.history import record_history
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.open311 import events
from commonbeat.domain.open311.models import ImportRun, RejectedRow
from commonbeat.domain.open311.rules.history import (
    FileRow,
    HistoryMapping,
    PastRecord,
    Rejected,
    category_key,
    is_record,
    past_record,
)
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.ledger.actions import record

BATCH = 200

Numbered = list[tuple[int, FileRow]]


@dataclass(frozen=True)
class _Read:
    """A record that can be kept, and where it stands in the file."""

    row: int
    line: int
    record: PastRecord
    category: Category


@dataclass(frozen=True)
class _Terms:
    """What one import goes by."""

    mapping: HistoryMapping
    categories: Mapping[str, Category]
    others: str
    zone: ZoneInfo
    at: datetime


def import_history(
    *,
    agency: Agency,
    rows: Iterable[FileRow],
    file_digest: str,
    mapping: HistoryMapping,
    others: str = "",
    told: Callable[[ImportRun], None] = lambda _run: None,
    at: datetime,
) -> ImportRun:
    """Keep the records of a file; the same file by the same mapping goes on where it stopped.

    Rows are kept in batches, each with its place in the file, in one transaction; `told` hears of each batch.
    `others` is the key of the category for kinds that the mapping does not name.
    """
    categories = {category.key: category for category in Category.objects.filter(agency=agency)}
    if others and others not in categories:
        words = _("This agency has no kind of concern %(key)s.") % {"key": others}
        raise Invalid(words, code="no_category", where="others")
    run, _is_new = ImportRun.objects.get_or_create(
        agency=agency,
        file_digest=file_digest,
        terms_digest=hashlib.sha256(repr((mapping, others)).encode()).hexdigest(),
        defaults={"mapping": mapping.name, "begun_at": at},
    )
    if run.ended_at is not None:
        return run
    terms = _Terms(mapping, categories, others, ZoneInfo(agency.time_zone), at)
    records = (row for row in rows if is_record(row.content, mapping))
    for batch in _batches(islice(enumerate(records, start=1), run.rows, None)):
        run = _keep_batch(run, batch, terms)
        told(run)
    return _end(run, at)


def _batches(rows: Iterator[tuple[int, FileRow]]) -> Iterator[Numbered]:
    while batch := list(islice(rows, BATCH)):
        yield batch


@transaction.atomic
def _keep_batch(known_run: ImportRun, batch: Numbered, terms: _Terms) -> ImportRun:
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("agency").get(pk=known_run.pk)
    if run.rows != known_run.rows:
        raise Refused(_("Another import of this file is running."), code="running")
    read, faults = _read(batch, terms)
    known = _known(run.agency, read)
    for one in read:
        if one.record.outside_id in known:
            run.known += 1
            continue
        known.add(one.record.outside_id)
        try:
            _keep(run.agency, one, terms.at)
        except Invalid as wrong:
            faults.append(RejectedRow(row=one.row, line=one.line, reason=wrong.code))
        else:
            run.kept += 1
    for fault in faults:
        fault.run = run
    RejectedRow.objects.bulk_create(faults)
    run.rows = batch[-1][0]
    run.save(update_fields=["rows", "kept", "known"])
    return run


def _read(batch: Numbered, terms: _Terms) -> tuple[list[_Read], list[RejectedRow]]:
    """Return what can be read, and the rest with its reasons."""
    read, faults = [], []
    for number, row in batch:
        try:
            one = past_record(row.content, terms.mapping, terms.zone, terms.at)
            read.append(_Read(number, row.line, one, _category(one, terms)))
        except Rejected as wrong:
            faults.append(RejectedRow(row=number, line=row.line, reason=wrong.reason))
    return read, faults


def _category(one: PastRecord, terms: _Terms) -> Category:
    key = category_key(one.kind, terms.mapping)
    category = terms.categories.get(key) or terms.categories.get(terms.others)
    if category is None:
        raise Rejected("no_category" if one.kind in terms.mapping.kinds else "other_service")
    return category


def _known(agency: Agency, read: Iterable[_Read]) -> set[str]:
    ids = [one.record.outside_id for one in read]
    found = Concern.objects.filter(agency=agency, source=Source.IMPORT, outside_id__in=ids)
    return set(found.values_list("outside_id", flat=True))


def _keep(agency: Agency, one: _Read, at: datetime) -> None:
    past = one.record
    record_history(
        agency=agency,
        category=one.category,
        words=past.words,
        place=past.place,
        longitude=past.longitude,
        latitude=past.latitude,
        received_at=past.received_at,
        closed_at=past.closed_at,
        outcome="",
        outside_id=past.outside_id,
        at=at,
    )


@transaction.atomic
def _end(run: ImportRun, at: datetime) -> ImportRun:
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
    return run
