"""A mapping for an export that nobody has described yet: guessed from names and first rows, to be checked."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC

from commonbeat.domain.calls.rules.exports import cells
from commonbeat.domain.calls.rules.exports.column_names import NAMES
from commonbeat.domain.calls.rules.exports.columns import TIMES, TYPES, WIDTHS, Role, refusal_for, words_of
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping, Source
from commonbeat.ground.core.errors import Invalid

FORMATS = (
    "iso",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%y %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y%m%d%H%M%S",
    "%d.%m.%Y %H:%M",
    "epoch_ms",
)
# More different cells than this share of the rows, and the column holds no codes.
MOST_DIFFERENT = 0.8


def guessed(header: Sequence[str], sample: Sequence[Sequence[str]]) -> ExportMapping:
    """Return a mapping that a person must check before it is used; raise Invalid when too little is clear."""
    columns = {name: [row[place] for row in sample] for place, name in enumerate(header)}
    sources: dict[Role, Source] = {}
    for role, names in NAMES.items():
        free = [name for name in header if name not in _read(sources) and not refusal_for(role, name)]
        if found := _named(free, names, _checks(role, columns)):
            sources[role] = Source((found,))
    if Role.LATITUDE in sources or Role.LONGITUDE in sources:
        sources.pop(Role.POSITION, None)
    if (Role.LATITUDE in sources) != (Role.LONGITUDE in sources):
        sources.pop(Role.LATITUDE, None)
        sources.pop(Role.LONGITUDE, None)
    _require_enough(sources, header)
    formats = _formats(
        [cell for role in TIMES if role in sources for cell in columns[sources[role].columns[0]]]
    )
    day = sources[Role.RECEIVED_AT].columns[0]
    if clock := _clock_beside(day, [name for name in header if name not in _read(sources)], columns):
        sources[Role.RECEIVED_AT] = Source((day, clock))
        formats = (f"{formats[0].split()[0]} %H:%M", *formats) if "%" in formats[0] else formats
    is_numbered = Role.INCIDENT_NO in sources
    told_apart = [*TYPES, Role.RECEIVED_AT, Role.PLACE, Role.LATITUDE, Role.LONGITUDE, Role.BEAT]
    return ExportMapping(
        name="guessed",
        title="Guessed from the names of the columns",
        signature=tuple(column for source in sources.values() for column in source.columns),
        sources=sources,
        formats=formats,
        key_columns=() if is_numbered else tuple(sources[r].columns[0] for r in told_apart if r in sources),
        is_guessed=True,
    )


def _read(sources: dict[Role, Source]) -> set[str]:
    return {column for source in sources.values() for column in source.columns}


def _clock_beside(day: str, free: Sequence[str], columns: dict[str, list[str]]) -> str:
    """Return a column that holds the time of day of a column of days, "" when the days have their own."""
    midnight = re.compile(r"[\d/.-]+(?:[ T](?:12:00(?::00)? ?AM|0?0:00(?::00(?:\.0+)?)?))?\Z", re.IGNORECASE)
    clock = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\Z")
    if not all(midnight.match(cell.strip()) for cell in columns[day] if not cells.is_blank(cell)):
        return ""
    return next(
        (
            name
            for name in free
            if not refusal_for(Role.RECEIVED_AT, name)
            and any(columns[name])
            and all(clock.match(cell.strip()) for cell in columns[name] if cell.strip())
        ),
        "",
    )


def _named(free: Sequence[str], names: str, is_likely: Callable[[str], bool]) -> str:
    """Return the first column that bears one of the names, whole, and holds what it should."""
    by_words = {"".join(words_of(name)): name for name in reversed(free)}
    wanted = ["".join(words_of(name)) for name in names.split(",")]
    found = (by_words[name] for name in wanted if name in by_words)
    return next(filter(is_likely, found), "")


def _checks(role: Role, columns: dict[str, list[str]]) -> Callable[[str], bool]:
    def is_likely(name: str) -> bool:
        filled = [cell for cell in columns[name] if not cells.is_blank(cell)]
        if not filled:
            return role not in TIMES and role is not Role.RECEIVED_AT
        if role in TIMES:
            return bool(_fitting(filled))
        if role in (Role.LATITUDE, Role.LONGITUDE):
            limit = 90 if role is Role.LATITUDE else 180
            return len(cells.degrees(filled, limit).wrong) * 10 <= len(filled)
        if role is Role.POSITION:
            return any(latitude is not None for latitude in cells.positions(filled, "")[0])
        if role in TYPES:
            return _are_codes(filled)
        return max(map(len, filled)) <= WIDTHS[role]

    return is_likely


def _are_codes(filled: Sequence[str]) -> bool:
    few = len(filled) < 10
    return max(map(len, filled)) <= WIDTHS[Role.TYPE_INITIAL] and (
        few or len(set(filled)) <= MOST_DIFFERENT * len(filled)
    )


def _formats(filled: Sequence[str]) -> tuple[str, ...]:
    return _fitting([cell for cell in filled if not cells.is_blank(cell)]) or ("iso",)


def _fitting(filled: Sequence[str]) -> tuple[str, ...]:
    """Return the formats that most of the cells have, the first that reads all of them alone."""
    wrong = {text: len(cells.times(filled, (text,), UTC, required=True).wrong) for text in FORMATS}
    best = min(FORMATS, key=lambda text: wrong[text])
    return (best,) if wrong[best] * 10 <= len(filled) else ()


def _require_enough(sources: dict[Role, Source], header: Sequence[str]) -> None:
    has_type = any(role in sources for role in TYPES)
    missing = [
        *([] if has_type else ["the type of the call"]),
        *([] if Role.RECEIVED_AT in sources else ["when the call was received"]),
    ]
    if missing:
        raise Invalid(
            f"No column was found that says {' or '.join(missing)}. The file has: {', '.join(header[:40])}. "
            "Write a mapping file and name it with --mapping.",
            code="cannot_guess",
        )
