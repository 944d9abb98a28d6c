"""Every write of an import: an export stored in whole batches, taken up where it stopped."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.crypto import salted_hmac

from commonbeat.domain.calls.actions.call_rows import insert_calls, insert_decisions, public_ids
from commonbeat.domain.calls.actions.events import NOT_OF_EXCLUDED, hear, strip
from commonbeat.domain.calls.actions.protection import Wanted, lay_marks, wanted_marks
from commonbeat.domain.calls.actions.rejects import RejectsFile
from commonbeat.domain.calls.events import IMPORT_FINISHED, IMPORT_ROWS_STORED, IMPORT_STARTED
from commonbeat.domain.calls.models import Call, CallEvent, ImportRun
from commonbeat.domain.calls.queries import Means, marks_on, means_of, place_lookup, zone_of
from commonbeat.domain.calls.rules.decisions import Outcome
from commonbeat.domain.calls.rules.exports.cells import listed
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping
from commonbeat.domain.calls.rules.exports.table import Batch, Export
from commonbeat.domain.calls.rules.intake import Intake, Rows
from commonbeat.domain.calls.rules.timing import latest, shift_of
from commonbeat.engine.messaging.queries import phone_lookup
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.ledger.actions import record

SOURCE = "import"
HEARD_AT_ONCE = 200
# Clocks of two systems differ; a time further ahead than this is a mistake.
AHEAD = timedelta(minutes=15)


class Origin(NamedTuple):
    """The file that is imported: its name, the SHA-256 of its bytes, and how it is read."""

    file_name: str
    digest: str
    mapping: ExportMapping
    zone: ZoneInfo


@dataclass
class Imported:
    """What came of an import. `known` rows were stored before; `positions_dropped` lay far outside."""

    run: ImportRun
    new: int = 0
    known: int = 0
    recent: int = 0
    positions_dropped: int = 0


@dataclass(frozen=True)
class _Desk:
    """What is at hand for all batches of an import."""

    agency: Agency
    means: Means
    zone: ZoneInfo
    intake: Intake
    by: Actor
    at: datetime
    shifts: dict[tuple[int, int], str] = field(default_factory=dict)


def import_calls(
    *,
    agency: Agency,
    export: Export,
    origin: Origin,
    rejects: Callable[[int], RejectsFile] | None,
    resume: bool,
    by: Actor,
    at: datetime,
    progress: Callable[[], None] = lambda: None,
) -> Imported:
    """Store an export and decide about its calls; old calls are decided about and never texted.

    Each batch is one transaction, so a crash at any instant leaves whole batches; `resume` goes on after the
    last. `rejects` opens the rejects file at a size. Raises Refused when an earlier import of this file is
    not finished and `resume` was not said.
    """
    run = _begun(agency, origin, resume=resume, by=by, at=at)
    desk = _desk(agency, origin, by, at)
    result = Imported(run)
    file = rejects(run.rejects_size) if rejects else None
    try:
        for batch in export.batches(origin.mapping, origin.zone, until=at + AHEAD, with_keys=True):
            if batch.last_line > run.lines_done:
                _store_batch(desk, result, batch, file)
            progress()
    finally:
        if file:
            file.close()
    _finish(result, by, at)
    return result


@transaction.atomic
def _begun(agency: Agency, origin: Origin, *, resume: bool, by: Actor, at: datetime) -> ImportRun:
    _require_checked(origin.mapping)
    # A mapping that was changed reads another table from the same file.
    mapping = f"{origin.mapping.name}:{hashlib.sha256(repr(origin.mapping).encode()).hexdigest()[:12]}"
    run = ImportRun.objects.filter(
        agency=agency, file_digest=origin.digest, mapping=mapping, finished_at=None
    ).first()
    if run and resume:
        return run
    if run:
        raise Refused(
            f"An import of this file stopped after line {run.lines_done:,}. Nothing of it is lost: "
            "go on with --resume.",
            code="import_unfinished",
        )
    run = ImportRun.objects.create(
        agency=agency,
        file_name=origin.file_name[:200],
        file_digest=origin.digest,
        mapping=mapping,
        started_by=by.role[:60],
        started_at=at,
        updated_at=at,
    )
    _record(run, IMPORT_STARTED, by, at, {"file": origin.digest, "mapping": origin.mapping.name})
    return run


def _require_checked(mapping: ExportMapping) -> None:
    if mapping.is_guessed:
        raise Refused(
            "No mapping is known for this file, and a guess is never stored. Print the guess with "
            "`commonbeat calls mapping FILE`, check it, save it, and name it with --mapping.",
            code="mapping_guessed",
        )


def _desk(agency: Agency, origin: Origin, by: Actor, at: datetime) -> _Desk:
    means = means_of(agency)
    spans = [timedelta(minutes=r.delay_minutes) + latest(r.trigger, means.latest_hours) for r in means.rules]
    recent_from = at - max(spans, default=timedelta(hours=means.latest_hours))
    secret = salted_hmac("commonbeat.calls.incident", str(agency.pk), algorithm="sha256").digest()
    intake = Intake(origin.mapping, means.policy, secret=secret, recent_from=recent_from)
    return _Desk(agency, means, zone_of(agency), intake, by, at)


@transaction.atomic
def _store_batch(desk: _Desk, result: Imported, batch: Batch, file: RejectsFile | None) -> None:
    """Store one batch with its decisions, marks, rejects, its line in the book, and how far the import is."""
    run = _locked(result.run)
    counts = _stored(desk, result, batch) if batch.lines else {"new": 0}
    run.lines_done = batch.last_line
    run.read += len(batch.lines)
    run.rejected += len(batch.rejects)
    # The rejects are on disk before the transaction ends: a crash in between repeats them, and cuts them off.
    run.rejects_size = file.add(batch.rejects) if file else 0
    run.updated_at = desk.at
    run.save(update_fields=["lines_done", "read", "rejected", "rejects_size", "updated_at"])
    content = {
        "until_line": batch.last_line,
        "read": len(batch.lines),
        "rejected": len(batch.rejects),
        **counts,
    }
    _record(run, IMPORT_ROWS_STORED, desk.by, desk.at, content)
    result.run = run


def _locked(run: ImportRun) -> ImportRun:
    held = ImportRun.objects.select_for_update(of=("self",)).select_related("agency").get(pk=run.pk)
    if held.lines_done != run.lines_done or held.finished_at:
        raise Refused(
            "Another process is importing this file at the same moment; this one stopped.",
            code="import_running",
        )
    return held


def _stored(desk: _Desk, result: Imported, batch: Batch) -> dict[str, Any]:
    rows = desk.intake.rows(batch)
    stored = set(
        Call.objects.filter(agency=desk.agency, incident_no__in=rows.numbers).values_list(
            "incident_no", flat=True
        )
    )
    seen = set(stored)
    # `add` returns None: a number is new the first time it is met.
    is_first = [number not in seen and not seen.add(number) for number in rows.numbers]  # type: ignore[func-returns-value]
    is_new = [first and not recent for first, recent in zip(is_first, rows.are_recent, strict=True)]
    _lay_marks(desk, rows)
    digest = _insert(desk, result, rows, is_new)
    _exclude_known(desk, rows, stored)
    result.recent += _heard(desk, rows)
    result.new += sum(is_first)
    result.known += len(is_first) - sum(is_first)
    return {"new": sum(is_first), "digest": digest}


def _insert(desk: _Desk, result: Imported, rows: Rows, is_new: Sequence[bool]) -> str:
    """Insert new old calls and a decision for each rule; return the digest of the rows."""
    columns = rows.chosen(is_new)
    count = len(columns["incident_no"])
    if not count:
        return ""
    result.positions_dropped += desk.means.ground.drop_far_points(columns["longitude"], columns["latitude"])
    columns["area_id"] = desk.means.ground.area_ids(
        columns["beat"], columns["longitude"], columns["latitude"]
    )
    for name in ("longitude", "latitude"):
        pairs = zip(columns[name], columns["was_excluded"], strict=True)
        columns[name] = [None if is_excluded else degrees for degrees, is_excluded in pairs]
    columns["shift"] = [_shift(desk, at) for at in columns["received_at"]]
    for name in ("unit_ids", "employee_ids"):
        columns[name] = ["[]" if not cell else json.dumps(listed(cell)) for cell in columns[name]]
    columns["public_id"] = public_ids(count)
    fixed = {
        "agency_id": desk.agency.pk,
        "source": SOURCE,
        "import_run_id": result.run.pk,
        "changed_at": desk.at,
    }
    keys = insert_calls(columns, fixed, count)
    reasons = [verdict.reason.value for verdict, new in zip(rows.verdicts, is_new, strict=True) if new]
    for rule in desk.means.rules:
        decided = {
            "agency_id": desk.agency.pk,
            "rule_id": rule.pk,
            "outcome": Outcome.SUPPRESS.value,
            "decided_at": desk.at,
        }
        insert_decisions({"call_id": keys, "reason": reasons}, decided, count)
    return hashlib.sha256(json.dumps(columns, default=str).encode()).hexdigest()


def _shift(desk: _Desk, at: datetime) -> str:
    local = at.astimezone(desk.zone)
    minute = (local.hour, local.minute)
    if minute not in desk.shifts:
        desk.shifts[minute] = shift_of(local, desk.means.shift_starts)
    return desk.shifts[minute]


def _lay_marks(desk: _Desk, rows: Rows) -> None:
    """Lay marks for calls of the last year that are never texted, also where the call itself is known."""
    since = desk.at - timedelta(days=desk.means.screen_days)
    wanted: list[Wanted] = []
    for at, phone, place in rows.excluded_since(since):
        phones = [lookup] if phone and (lookup := phone_lookup(phone)) else []
        places = [lookup] if place and (lookup := place_lookup(desk.agency, place)) else []
        wanted += wanted_marks(phones, places, at.astimezone(desk.zone).date())
    if wanted:
        lookups = {want.lookup for want in wanted}
        known = marks_on(desk.agency, lookups, lookups)
        lay_marks(agency=desk.agency, wanted=wanted, known=known, days=desk.means.screen_days)


def _exclude_known(desk: _Desk, rows: Rows, stored: set[str]) -> None:
    """A call that is stored already and that this export says is never to be texted loses its person."""
    numbers = [
        number
        for number, is_excluded in zip(rows.numbers, rows.columns["was_excluded"], strict=True)
        if is_excluded and number in stored
    ]
    if numbers:
        known = Call.objects.filter(agency=desk.agency, incident_no__in=numbers, was_excluded=False)
        strip(CallEvent.objects.filter(call__in=known), NOT_OF_EXCLUDED)
        nobody = {"contact": None, "place_lookup": "", "longitude": None, "latitude": None}
        known.update(was_excluded=True, changed_at=desk.at, **nobody)


def _heard(desk: _Desk, rows: Rows) -> int:
    """Hear of the recent calls as if another system had told of them, with all that follows from it."""
    reports = rows.reports() if any(rows.are_recent) else []
    for start in range(0, len(reports), HEARD_AT_ONCE):
        hear(agency=desk.agency, reports=reports[start : start + HEARD_AT_ONCE], by=desk.by, at=desk.at)
    return len(reports)


@transaction.atomic
def _finish(result: Imported, by: Actor, at: datetime) -> None:
    run = result.run
    run.finished_at = run.updated_at = at
    run.save(update_fields=["finished_at", "updated_at"])
    _record(run, IMPORT_FINISHED, by, at, {"read": run.read, "rejected": run.rejected})


def _record(run: ImportRun, verb: str, by: Actor, at: datetime, content: dict[str, Any]) -> None:
    record(verb, subject=f"import:{run.public_id}", agency=run.agency.slug, by=by, at=at, content=content)
