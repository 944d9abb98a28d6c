"""The shape of the events that other systems send, and the words for what is wrong with them."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal, NoReturn

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from commonbeat.domain.calls.rules.events import TIME_OF_KIND, EventKind, Report
from commonbeat.ground.core.errors import Invalid

MOST_EVENTS = 500
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# Clocks of two systems differ; a time further ahead than this is a mistake.
AHEAD = timedelta(minutes=15)
# A block, not a door.
DECIMALS = 3
# The words of fields that are refused by name, so that the sender learns why and stops sending them.
PERSONAL = re.compile(
    r"narrat|note|comment|remark|descr|detail|name|dob|birth|ssn|social|licen|plate|race|ethnic|sex|gender|age$|"
    r"criminal|history|ncic|chri|suspect|victim|witness|email|photo|religi|immigra",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Place:
    """One wrong place. What was sent there is not repeated, as it may hold a person's data."""

    where: str
    why: str


class WrongEvents(Invalid):
    """The request cannot be used; `places` name every wrong one."""

    def __init__(self, places: Sequence[Place], *, code: str = "wrong_events", status: int = 422) -> None:
        first = places[0]
        super().__init__(
            f"Nothing was kept: {first.where} {first.why}."
            if len(places) == 1
            else f"Nothing was kept: {len(places)} places are wrong, the first is {first.where}.",
            code=code,
            where=first.where,
        )
        self.places = list(places)
        self.status = status


def _plain(text: str) -> str:
    """Refuse control characters and broken Unicode, which no code, number or address contains."""
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise PydanticCustomError("not_plain", "contains a control character or broken Unicode")
    return text


def _written_time(value: Any) -> Any:
    if value is not None and not isinstance(value, (str, datetime)):
        raise PydanticCustomError("not_a_time", "must be a time like 2026-06-10T14:00:00-04:00")
    return value


def _likely_time(value: datetime, info: ValidationInfo) -> datetime:
    if value < EARLIEST:
        raise PydanticCustomError("too_early", "is before the year 2000")
    if info.context and value > info.context["at"] + AHEAD:
        raise PydanticCustomError("in_the_future", "lies in the future")
    return value


def _kind_word(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = re.sub(r"[\s-]+", "_", value.strip().lower())
    return {"re_typed": "retyped", "onscene": "on_scene", "canceled": "cancelled"}.get(word, word)


Short = Annotated[str, Field(max_length=20), AfterValidator(_plain)]
Number = Annotated[str, Field(max_length=40), AfterValidator(_plain)]
Label = Annotated[str, Field(max_length=120), AfterValidator(_plain)]
Address = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
Numbers = Annotated[list[Number], Field(max_length=50)]
Instant = Annotated[AwareDatetime, BeforeValidator(_written_time), AfterValidator(_likely_time)]
Kind = Annotated[EventKind, BeforeValidator(_kind_word)]


NOT_KEPT_AS_FIELDS = frozenset(
    {"incident_no", "agency", "kind", "event_id", "occurred_at", "callback_no", "address", "lat", "lon"}
)


class EventIn(BaseModel):
    """One event of one call. Everything but the incident number may be left out or null.

    `kind` is what happened; without it, the last of the four times says so. A type, a disposition or a time
    may be told again with another value: the later event counts. The address is hashed and forgotten.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True)

    incident_no: Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_plain)]
    agency: Number | None = None
    kind: Kind | None = None
    event_id: Annotated[str, Field(max_length=80), AfterValidator(_plain)] | None = None
    occurred_at: Instant | None = None
    type_code: Label | None = None
    final_type_code: Label | None = None
    priority: Short | None = None
    disposition: Label | None = None
    t_received: Instant | None = None
    t_dispatched: Instant | None = None
    t_onscene: Instant | None = None
    t_cleared: Instant | None = None
    beat: Number | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    address: Address | None = None
    unit_ids: Numbers | None = None
    employee_ids: Numbers | None = None
    call_taker_id: Number | None = None
    callback_no: Number | None = None
    language: Number | None = None
    source_version: Number | None = None
    case_no: Number | None = None
    caller_role: Literal["reporter", "victim", "witness", "subject"] | None = None
    protected_flag: bool | None = None
    arrest: bool | None = None

    @model_validator(mode="after")
    def _whole(self) -> "EventIn":
        if (self.lat is None) != (self.lon is None):
            raise PydanticCustomError("half_a_point", "has one of lat and lon; send both or none")
        if self.moment() is None:
            raise PydanticCustomError("no_time", "has no time; send occurred_at or one of the t_ times")
        return self

    def told_kind(self) -> EventKind:
        """Return the kind, or what the last of the times says; a record with no such time tells a type."""
        if self.kind is not None:
            return self.kind
        told = [kind for kind, name in TIME_OF_KIND.items() if getattr(self, name)]
        return told[-1] if told else EventKind.RETYPED

    def moment(self) -> datetime | None:
        """Return when it happened: as told, else the time of its kind, else the last time told."""
        if self.occurred_at is not None:
            return self.occurred_at
        told: dict[EventKind, datetime] = {
            kind: at for kind, name in TIME_OF_KIND.items() if (at := getattr(self, name)) is not None
        }
        return told.get(self.told_kind()) or max(told.values(), default=None)

    def report(self) -> Report:
        at = self.moment()
        if at is None:
            raise ValueError("an event without a time passed the check")
        aside = {
            "incident_no",
            "agency",
            "kind",
            "event_id",
            "occurred_at",
            "callback_no",
            "address",
            "lat",
            "lon",
        }
        fields = self.model_dump(mode="json", exclude=aside, exclude_none=True)
        fields = {name: value for name, value in fields.items() if value not in ("", [], False)}
        if self.lat is not None and self.lon is not None:
            fields |= {"latitude": round(self.lat, DECIMALS), "longitude": round(self.lon, DECIMALS)}
        return Report(
            incident_no=self.incident_no,
            kind=self.told_kind(),
            occurred_at=at,
            source_id=self.event_id or "",
            fields=fields,
            callback_no=self.callback_no or "",
            address=self.address or "",
        )


def read(body: bytes, *, agency: str, at: datetime) -> list[Report]:
    """Return the events of a request, or raise WrongEvents with every wrong place.

    The body is one event, a list of them, or {"events": [...]}.
    """
    sent = _parsed(body)
    is_wrapped = isinstance(sent, dict) and set(sent) == {"events"}
    events = sent["events"] if is_wrapped else sent
    if isinstance(events, dict):
        events = [events]
    if not isinstance(events, list) or not events:
        raise WrongEvents([Place("events", "must be one event or a list of events")])
    if len(events) > MOST_EVENTS:
        raise WrongEvents([Place("events", f"has {len(events)} events; send at most {MOST_EVENTS} at once")])
    read_ones, places = [], []
    for number, event in enumerate(events):
        try:
            read_ones.append(EventIn.model_validate(event, context={"at": at}))
        except ValidationError as wrong:
            places += [
                _place(number, fault) for fault in wrong.errors(include_url=False, include_input=False)
            ]
            continue
        if read_ones[-1].agency not in (None, "", agency):
            places.append(Place(f"events[{number}].agency", "is not the agency of this key"))
    if places:
        raise WrongEvents(places)
    return [event.report() for event in read_ones]


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body, parse_constant=_no_such_number)
    except json.JSONDecodeError as wrong:
        where = f"line {wrong.lineno}, column {wrong.colno}"
        raise WrongEvents([Place(where, "is not JSON")], code="not_json", status=400) from wrong
    except (UnicodeDecodeError, RecursionError, ValueError) as wrong:
        raise WrongEvents([Place("the body", "is not JSON in UTF-8")], code="not_json", status=400) from wrong


def _no_such_number(_word: str) -> NoReturn:
    raise ValueError("JSON has no such number")


def _place(number: int, fault: ErrorDetails) -> Place:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step[:60]}" for step in fault["loc"])
    return Place(f"events[{number}]{steps}", _why(fault))


def _why(fault: ErrorDetails) -> str:
    limits = fault.get("ctx", {})
    words = {
        "missing": "is missing",
        "string_too_long": f"is longer than {limits.get('max_length')} characters",
        "string_too_short": "is empty",
        "too_long": f"has more than {limits.get('max_length')} entries",
        "string_unicode": "contains a control character or broken Unicode",
        "timezone_aware": "has no time zone; write the offset, like 2026-06-10T14:00:00-04:00",
        "enum": f"must be one of {', '.join(EventKind)}",
        "model_type": "must be an object with the fields of an event",
    }
    if fault["type"] == "extra_forbidden":
        return _why_refused(str(fault["loc"][-1]))
    if fault["type"].startswith(("datetime", "date_")):
        return "must be a time like 2026-06-10T14:00:00-04:00"
    message = words.get(fault["type"], fault["msg"])
    return message[0].lower() + message[1:]


def _why_refused(name: str) -> str:
    if PERSONAL.search(name):
        return "is never accepted, as it can hold a person's story or data; stop sending it"
    return "is not a field of an event"
