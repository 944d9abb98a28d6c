"""What an import keeps of each row of an export, and which rows are recent enough to be acted upon."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from itertools import compress
from typing import Any, NamedTuple

from commonbeat.domain.calls.rules.decisions import Circumstances, Policy, Reason, decide
from commonbeat.domain.calls.rules.events import EventKind, Report
from commonbeat.domain.calls.rules.exports.cells import is_blank, listed
from commonbeat.domain.calls.rules.exports.columns import TIMES, Role
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping
from commonbeat.domain.calls.rules.exports.table import Batch
from commonbeat.domain.calls.rules.facts import type_key
from commonbeat.domain.calls.rules.languages import language_code
from commonbeat.domain.calls.rules.rehearsal import Key, keys_of, told_by
from commonbeat.domain.calls.rules.victim_safety import excluded

# A block, not a door.
DECIMALS = 3
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_KINDS = [
    (EventKind.CANCELLED, Role.CANCELLED_AT),
    (EventKind.CLEARED, Role.CLEARED_AT),
    (EventKind.ON_SCENE, Role.ON_SCENE_AT),
    (EventKind.DISPATCHED, Role.DISPATCHED_AT),
    (EventKind.RECEIVED, Role.RECEIVED_AT),
]


class Verdict(NamedTuple):
    """What an old call is decided to be: never sent, for this reason."""

    reason: Reason
    is_excluded: bool
    is_cancelled: bool
    has_number: bool


class Intake:
    """Turns batches into what is kept. After `recent_from` a text about a call may still be due."""

    def __init__(
        self, mapping: ExportMapping, policy: Policy, *, secret: bytes, recent_from: datetime
    ) -> None:
        self.mapping, self.policy = mapping, policy
        self._secret, self._recent_from = secret, recent_from
        self._cancelled = {type_key(words) for words in mapping.cancelled}
        self._verdict = lru_cache(maxsize=50_000)(self._judged)

    def rows(self, batch: Batch) -> "Rows":
        verdicts = list(map(self._verdict, keys_of(batch)))
        columns = self._columns(batch, verdicts)
        return Rows(batch, columns, verdicts, self._are_recent(batch))

    def _judged(self, key: Key) -> Verdict:
        """Judge a call that is too old to be texted about: whatever else stands in its way comes first."""
        facts, around = told_by(key, self.mapping, self._cancelled)
        old = Circumstances(
            has_number=around.has_number, due_at=_LONG_AGO, latest=timedelta(), at=self._recent_from
        )
        reason = decide(facts, self.policy, old).reason or Reason.TOO_LATE
        return Verdict(
            reason, excluded(facts.texts()) is not None, facts.cancelled_at is not None, around.has_number
        )

    def _columns(self, batch: Batch, verdicts: Sequence[Verdict]) -> dict[str, Sequence[Any]]:
        """Return the columns of the calls' table that come from the file, by name."""
        longitudes, latitudes = _blocks(batch)
        columns: dict[str, Sequence[Any]] = {
            "incident_no": self._numbers(batch),
            **{role.value: _texts(batch, role) for role in _TEXT_ROLES},
            **{role.value: batch.column(role, None) for role in TIMES},
            "longitude": longitudes,
            "latitude": latitudes,
            "language": [language_code(cell) if cell else "" for cell in _texts(batch, Role.LANGUAGE)],
            "was_excluded": [verdict.is_excluded for verdict in verdicts],
        }
        columns["cancelled_at"] = _cancelled_at(columns, verdicts)
        return columns

    def _numbers(self, batch: Batch) -> list[str]:
        """Return the incident numbers; without any, keyed hashes of cells, which tell nobody the cells."""
        if Role.INCIDENT_NO in self.mapping.sources:
            return [cell.strip() for cell in batch.column(Role.INCIDENT_NO)]
        hashed = partial(hashlib.blake2b, digest_size=15, key=self._secret)
        return ["x-" + hashed("\x1f".join(key).encode()).hexdigest() for key in batch.keys]

    def _are_recent(self, batch: Batch) -> list[bool]:
        times = [batch.columns[role] for role in TIMES if role in batch.columns]
        if all(max(filter(None, column), default=self._recent_from) <= self._recent_from for column in times):
            return [False] * len(batch.lines)
        return [any(at and at > self._recent_from for at in row) for row in zip(*times, strict=True)]


@dataclass(frozen=True)
class Rows:
    """The rows of a batch as an import keeps them."""

    batch: Batch
    columns: dict[str, Sequence[Any]]
    verdicts: Sequence[Verdict]
    are_recent: Sequence[bool]

    @property
    def numbers(self) -> Sequence[str]:
        return self.columns["incident_no"]

    def chosen(self, which: Sequence[bool]) -> dict[str, list[Any]]:
        """Return the columns of some rows only."""
        return {name: list(compress(values, which)) for name, values in self.columns.items()}

    def excluded_since(self, since: datetime) -> list[tuple[datetime, str, str]]:
        """Return time, call-back number and address of the calls since then that are never texted."""
        found = zip(
            self.columns["was_excluded"],
            self.columns["received_at"],
            self.batch.column(Role.CALLBACK_NO),
            self.batch.column(Role.PLACE),
            strict=True,
        )
        return [(at, phone, place) for is_excluded, at, phone, place in found if is_excluded and at >= since]

    def reports(self) -> list[Report]:
        """Return the recent rows as events, to be heard like those that other systems send."""
        return [self._report(index) for index, is_recent in enumerate(self.are_recent) if is_recent]

    def _report(self, index: int) -> Report:
        row = {name: values[index] for name, values in self.columns.items()}
        kind, role = next((kind, role) for kind, role in _KINDS if row[role.value])
        fields: dict[str, Any] = {
            "type_code": row["type_initial"],
            "final_type_code": row["type_final"],
            **{name: row[name] for name in ("disposition", "priority", "beat", "call_taker_id", "language")},
            "t_received": _iso(row["received_at"]),
            "t_dispatched": _iso(row["dispatched_at"]),
            "t_onscene": _iso(row["on_scene_at"]),
            "t_cleared": _iso(row["cleared_at"]),
            "longitude": row["longitude"],
            "latitude": row["latitude"],
            "unit_ids": listed(row["unit_ids"]),
            "employee_ids": listed(row["employee_ids"]),
            "was_excluded": row["was_excluded"],
        }
        return Report(
            incident_no=row["incident_no"],
            kind=kind,
            occurred_at=row[role.value],
            source_id="",
            fields={name: value for name, value in fields.items() if value not in ("", None, [], False)},
            callback_no=self._callback_no(index),
            address=_clean(self.batch.column(Role.PLACE)[index]),
        )

    def _callback_no(self, index: int) -> str:
        return _clean(self.batch.column(Role.CALLBACK_NO)[index]) if self.verdicts[index].has_number else ""


_TEXT_ROLES = (
    Role.TYPE_INITIAL,
    Role.TYPE_FINAL,
    Role.DISPOSITION,
    Role.PRIORITY,
    Role.BEAT,
    Role.CALL_TAKER_ID,
    Role.UNIT_IDS,
    Role.EMPLOYEE_IDS,
)


@lru_cache(maxsize=20_000)
def _clean(cell: str) -> str:
    return "" if is_blank(cell) else cell.strip()


def _texts(batch: Batch, role: Role) -> list[str]:
    return [_clean(cell) for cell in batch.column(role)]


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _blocks(batch: Batch) -> tuple[list[float | None], list[float | None]]:
    """Return longitudes and latitudes by the block: both or none, and never the point 0, 0."""
    pairs = [
        (round(longitude, DECIMALS), round(latitude, DECIMALS))
        if longitude is not None and latitude is not None and (longitude or latitude)
        else (None, None)
        for longitude, latitude in zip(
            batch.column(Role.LONGITUDE, None), batch.column(Role.LATITUDE, None), strict=True
        )
    ]
    return [longitude for longitude, _ in pairs], [latitude for _, latitude in pairs]


def _cancelled_at(columns: dict[str, Sequence[Any]], verdicts: Sequence[Verdict]) -> list[datetime | None]:
    """Return when each call was cancelled; where only its disposition says so, the last time it has."""
    return [
        at or ((cleared or on_scene or received) if verdict.is_cancelled else None)
        for at, cleared, on_scene, received, verdict in zip(
            columns["cancelled_at"],
            columns["cleared_at"],
            columns["on_scene_at"],
            columns["received_at"],
            verdicts,
            strict=True,
        )
    ]
