"""What a mapping file says: which column of an export is read as what, and which are refused by name."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from typing import Any

from commonbeat.domain.calls.rules.exports.columns import TYPES, Role, refusal, refusal_for
from commonbeat.domain.calls.rules.victim_safety import excluded
from commonbeat.ground.core.errors import Invalid


@dataclass(frozen=True)
class Source:
    """The columns of one role. Two are a day and a time of day; `pattern` finds a position in a text."""

    columns: tuple[str, ...]
    pattern: str = ""


@dataclass(frozen=True)
class Highlight:
    """The calls that the last sentence of a rehearsal names: those whose type begins so."""

    type_begins: str
    words: str


@dataclass(frozen=True)
class ExportMapping:
    """How one kind of export is read.

    `signature` are the columns by which it is recognised. Without an incident number a call is told apart by
    its `key_columns`. `no_caller` are values of the caller column that say that nobody called; `cancelled`
    are dispositions that say so. `suggested` and `left_out` are types with the reason: a proposal only.
    """

    name: str
    title: str
    sources: Names[Role, Source]
    signature: tuple[str, ...] = ()
    about: str = ""
    time_zone: str = ""
    formats: tuple[str, ...] = ("iso",)
    key_columns: tuple[str, ...] = ()
    refused: Names[str, str] = field(default_factory=dict)
    ignored: Names[str, str] = field(default_factory=dict)
    no_caller: frozenset[str] = frozenset()
    cancelled: frozenset[str] = frozenset()
    suggested: Names[str, str] = field(default_factory=dict)
    left_out: Names[str, str] = field(default_factory=dict)
    highlight: Highlight | None = None
    is_guessed: bool = False

    def read_columns(self) -> list[str]:
        """Return the columns that are read, in the order of the roles, each once."""
        named = [column for source in self.sources.values() for column in source.columns]
        return list(dict.fromkeys([*named, *self.key_columns]))

    def refused_in(self, header: Iterable[str]) -> dict[str, str]:
        """Return the columns of the header that are refused, with the reason."""
        read = set(self.read_columns())
        reasons = {name: self.refused.get(name) or refusal(name) for name in header if name not in read}
        return {name: reason for name, reason in reasons.items() if reason}

    def unread_in(self, header: Iterable[str]) -> list[str]:
        """Return the other columns that no role reads."""
        read, refused = set(self.read_columns()), self.refused_in(header)
        return [name for name in header if name not in read and name not in refused]


def parsed(text: str, *, name: str) -> ExportMapping:
    """Return the mapping that a TOML text describes; raise Invalid naming the entry that is wrong."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Invalid(
            f"The mapping {name} is not valid TOML: {wrong}.", code="bad_mapping", where=name
        ) from wrong
    try:
        mapping = _mapping(told, name)
    except (TypeError, AttributeError, KeyError, ValueError, re.error) as wrong:
        raise Invalid(
            f"The mapping {name} has an entry of the wrong shape ({wrong}).", code="bad_mapping", where=name
        ) from wrong
    _require_sound(mapping)
    return mapping


def _mapping(told: dict[str, Any], name: str) -> ExportMapping:
    known = {
        *("name", "title", "about", "recognised_by", "time_zone", "time_formats", "key_columns", "columns"),
        *("refused", "ignored", "no_caller", "cancelled", "suggested", "left_out", "highlight"),
    }
    if strange := sorted(set(told) - known):
        raise ValueError(f"{strange[0]!r} is not known; known are {', '.join(sorted(known))}")
    highlight = told.get("highlight")
    return ExportMapping(
        name=str(told.get("name", name)),
        title=str(told.get("title", name)),
        about=str(told.get("about", "")),
        signature=_texts(told, "recognised_by"),
        sources={_role(role): _source(value) for role, value in told.get("columns", {}).items()},
        time_zone=str(told.get("time_zone", "")),
        formats=_texts(told, "time_formats") or ("iso",),
        key_columns=_texts(told, "key_columns"),
        refused=_reasons(told, "refused"),
        ignored=_reasons(told, "ignored"),
        no_caller=frozenset(_texts(told, "no_caller")),
        cancelled=frozenset(_texts(told, "cancelled")),
        suggested=_reasons(told, "suggested"),
        left_out=_reasons(told, "left_out"),
        highlight=Highlight(highlight["type_begins"], highlight["words"]) if highlight else None,
    )


def _texts(told: dict[str, Any], entry: str) -> tuple[str, ...]:
    value = told.get(entry, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise TypeError(f"{entry} must be a list of texts")
    return tuple(value)


def _reasons(told: dict[str, Any], entry: str) -> dict[str, str]:
    value = told.get(entry, {})
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise TypeError(f"{entry} must be a table of texts")
    return value


def _role(word: str) -> Role:
    try:
        return Role(word)
    except ValueError as wrong:
        raise ValueError(f"columns.{word}: known are {', '.join(Role)}") from wrong


def _source(value: str | dict[str, str]) -> Source:
    if isinstance(value, str):
        return Source((value,))
    if not all(isinstance(text, str) for text in value.values()):
        raise TypeError("a column is named by a text")
    if set(value) == {"date", "time"}:
        return Source((value["date"], value["time"]))
    pattern = value.get("pattern", "")
    if pattern and re.compile(pattern).groups != 2:
        raise ValueError("a pattern has two groups, latitude and longitude")
    return Source((value["column"],), pattern)


def _require_sound(mapping: ExportMapping) -> None:
    """Refuse a mapping that reads a person or a story, or that proposes what may never be allowed."""
    if Role.RECEIVED_AT not in mapping.sources:
        _refuse(mapping, "has no column for received_at, when the call was received")
    if not set(TYPES) & set(mapping.sources):
        _refuse(mapping, "has no column for type_initial or type_final, the type of the call")
    if Role.INCIDENT_NO not in mapping.sources and not mapping.key_columns:
        _refuse(mapping, "has neither an incident_no column nor key_columns to tell calls apart by")
    _require_impersonal(mapping)
    for call_type in mapping.suggested:
        if excluded([call_type]):
            _refuse(mapping, f"proposes {call_type!r}, a type that is never texted")


def _require_impersonal(mapping: ExportMapping) -> None:
    for role, source in mapping.sources.items():
        for column in source.columns:
            if reason := mapping.refused.get(column) or refusal_for(role, column):
                _refuse(mapping, f"reads the column {column!r} as {role}, but it {reason}")
    for column in mapping.key_columns:
        if reason := mapping.refused.get(column) or refusal(column):
            _refuse(mapping, f"tells calls apart by the column {column!r}, but it {reason}")


def _refuse(mapping: ExportMapping, fault: str) -> None:
    raise Invalid(f"The mapping {mapping.name} {fault}.", code="bad_mapping", where=mapping.name)


def recognised(header: Sequence[str], mappings: Iterable[ExportMapping]) -> ExportMapping | None:
    """Return the mapping whose columns all stand in the header; of several the one with the most."""
    fitting = [m for m in mappings if m.signature and set(m.signature) <= set(header)]
    return max(fitting, key=lambda mapping: len(mapping.signature), default=None)


def require_fits(mapping: ExportMapping, header: Sequence[str]) -> None:
    """Raise Invalid when a column that the mapping reads is not in the header, or is there twice."""
    for column in mapping.read_columns():
        if column not in header:
            raise Invalid(
                f"The mapping {mapping.name} reads the column {column!r}, which the file does not have. "
                f"It has: {', '.join(header)}.",
                code="mapping_does_not_fit",
                where=column,
            )
        if list(header).count(column) > 1:
            raise Invalid(
                f"The column {column!r} stands in the file twice, so it is not clear which one is meant. "
                "Rename one of them.",
                code="column_twice",
                where=column,
            )


def as_toml(mapping: ExportMapping, header: Sequence[str]) -> str:
    """Return the mapping as a file that a person can check, change and save."""
    lines = [
        f"name = {_quoted(mapping.name)}",
        f"title = {_quoted(mapping.title)}",
        f"recognised_by = {_list(mapping.signature)}",
        "# The zone of the times in the file; leave it empty to use the agency's own.",
        f"time_zone = {_quoted(mapping.time_zone)}",
        '# "iso" is 2026-06-10 14:00:00; others as in %m/%d/%Y %I:%M:%S %p',
        f"time_formats = {_list(mapping.formats)}",
        "# Only read when there is no incident_no: the columns that together tell one call from another.",
        f"key_columns = {_list(mapping.key_columns)}",
        "# Values of the caller column that say that nobody called, and dispositions that say 'cancelled'.",
        f"no_caller = {_list(sorted(mapping.no_caller))}",
        f"cancelled = {_list(sorted(mapping.cancelled))}",
        "",
        "# role = column. Roles: " + ", ".join(list(Role)[:11]) + ",",
        "# " + ", ".join(list(Role)[11:]),
        "[columns]",
        *[f"{role} = {_source_text(source)}" for role, source in mapping.sources.items()],
        "",
        "# Never read, never stored.",
        "[refused]",
        *[f"{_quoted(name)} = {_quoted(reason)}" for name, reason in mapping.refused_in(header).items()],
        "",
        "[ignored]",
        *[
            f"{_quoted(name)} = {_quoted(mapping.ignored.get(name, 'not needed'))}"
            for name in mapping.unread_in(header)
        ],
    ]
    return "\n".join(lines) + "\n"


def _source_text(source: Source) -> str:
    if len(source.columns) > 1:
        return f"{{date = {_quoted(source.columns[0])}, time = {_quoted(source.columns[1])}}}"
    if source.pattern:
        return f"{{column = {_quoted(source.columns[0])}, pattern = {_quoted(source.pattern)}}}"
    return _quoted(source.columns[0])


def _list(words: Iterable[str]) -> str:
    return "[" + ", ".join(map(_quoted, words)) + "]"


def _quoted(text: str) -> str:
    """Return a TOML basic string."""
    kept = "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in text.replace("\\", "\\\\"))
    return '"' + kept.replace('"', '\\"') + '"'
