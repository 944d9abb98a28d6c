"""How older records of other systems are read: which column says what, and which kind each of theirs is."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from commonbeat.domain.open311.rules.times import FIRST_YEAR, LAST_YEAR

# Columns of a record, and what each is called where the protocol itself is spoken.
GEOREPORT = {
    "id": "service_request_id",
    "kind": "service_name",
    "words": "description",
    "place": "address",
    "longitude": "long",
    "latitude": "lat",
    "received_at": "requested_datetime",
    "closed_at": "updated_datetime",
    "status": "status",
}
LONGEST_WORDS, LONGEST_ID = 4000, 60


class Rejected(Exception):
    """A row that cannot be kept; `reason` is a code, the same for all rows with that fault."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class FileRow:
    """One record of a file and the line on which it begins, 0 where the file's form has no lines."""

    line: int
    content: Any


@dataclass(frozen=True)
class HistoryMapping:
    """`columns`: our name → theirs. `kinds`: their kind, in small letters → our category's key.

    `under` is the member of each element that holds the record, `only` what another member must be.
    `clock` is "iso" or "milliseconds"; a time without an offset is local.
    """

    name: str
    columns: Mapping[str, str] = field(default_factory=lambda: GEOREPORT)
    kinds: Mapping[str, str] = field(default_factory=dict)
    clock: str = "iso"
    under: str = ""
    only: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PastRecord:
    """`outside_id` is the mapping's name and the number: other systems count from 1, too."""

    outside_id: str
    kind: str
    words: str
    place: str
    longitude: float | None
    latitude: float | None
    received_at: datetime
    closed_at: datetime | None


def mapping_from(text: str, name: str) -> HistoryMapping:
    """Read a mapping file. Raises ValueError for one that cannot be read."""
    content = tomllib.loads(text)
    unknown = content.keys() - {"columns", "kinds", "clock", "under", "only"}
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    return HistoryMapping(
        name=name,
        columns={**GEOREPORT, **content.get("columns", {})},
        kinds={plain(kind): key for kind, key in content.get("kinds", {}).items()},
        clock=content.get("clock", "iso"),
        under=content.get("under", ""),
        only=content.get("only", {}),
    )


def plain(kind: str) -> str:
    """Return a kind as it is compared: small letters, one space between words."""
    return " ".join(kind.replace("_", " ").casefold().split())


def category_key(kind: str, mapping: HistoryMapping) -> str:
    """Return our category's key for a kind; without any kinds in the mapping theirs are ours."""
    return mapping.kinds.get(kind, "") if mapping.kinds else kind.replace(" ", "_")


def is_record(row: Any, mapping: HistoryMapping) -> bool:
    """Tell whether an element of the file is a record at all, or something else that lies among them."""
    return not mapping.only or (
        isinstance(row, Mapping) and all(str(row.get(name)) == value for name, value in mapping.only.items())
    )


def past_record(row: Any, mapping: HistoryMapping, zone: tzinfo, until: datetime) -> PastRecord:
    """Read one row. Raises Rejected with the reason."""
    record = row.get(mapping.under) if isinstance(row, Mapping) and mapping.under else row
    if not isinstance(record, Mapping):
        raise Rejected("no_record")
    told = {name: _text(record.get(column)) for name, column in mapping.columns.items()}
    outside_id = f"{mapping.name}:{told['id']}"
    if not told["id"] or len(outside_id) > LONGEST_ID:
        raise Rejected("no_number")
    if not told["kind"]:
        raise Rejected("no_kind")
    received_at, closed_at = _times(told, mapping, zone, until)
    if len(told["words"]) > LONGEST_WORDS:
        raise Rejected("too_long")
    longitude, latitude = _position(told["longitude"], told["latitude"])
    return PastRecord(
        outside_id=outside_id,
        kind=plain(told["kind"]),
        words=told["words"],
        place=" ".join(told["place"].split())[:200],
        longitude=longitude,
        latitude=latitude,
        received_at=received_at,
        closed_at=closed_at,
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value).replace("\x00", "").strip()


def _times(
    told: Mapping[str, str], mapping: HistoryMapping, zone: tzinfo, until: datetime
) -> tuple[datetime, datetime | None]:
    """Return when it was received, and when closed; of an open one the last change is no closing time."""
    received_at = _moment(told["received_at"], mapping, zone)
    if received_at is None:
        raise Rejected("no_time")
    if received_at > until:
        raise Rejected("in_the_future")
    if told["status"].lower() != "closed":
        return received_at, None
    closed_at = _moment(told["closed_at"], mapping, zone)
    if closed_at is None:
        raise Rejected("no_closing_time")
    if closed_at < received_at:
        raise Rejected("closed_before")
    return received_at, closed_at


def _position(longitude: str, latitude: str) -> tuple[float | None, float | None]:
    if not longitude and not latitude:
        return None, None
    try:
        east, north = float(longitude), float(latitude)
    except ValueError:
        raise Rejected("no_position") from None
    if (east, north) == (0.0, 0.0):
        # What many systems write when they do not know.
        return None, None
    if not (-180 <= east <= 180 and -90 <= north <= 90):
        raise Rejected("no_position")
    return east, north


def _moment(value: str, mapping: HistoryMapping, zone: tzinfo) -> datetime | None:
    if not value:
        return None
    try:
        read = (
            datetime.fromtimestamp(float(value) / 1000, UTC)
            if mapping.clock == "milliseconds"
            else datetime.fromisoformat(value)
        )
    except (ValueError, OverflowError, OSError):
        return None
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        return None
    return read if read.tzinfo else read.replace(tzinfo=zone)
