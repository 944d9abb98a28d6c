"""Draw the states of each kind of case from the data that the code runs on."""

import os
import tempfile
from collections.abc import Iterator
from typing import Any

import django
from django.utils.translation import override

from commonbeat.engine.casework.choices import CaseType, Clock, Move, State, Who, case_types
from commonbeat.ground.ui.catalogues import compile_all

UNITS = {"business_days": "working days", "days": "days", "hours": "hours"}
WHO = {Who.STAFF: "staff", Who.RESIDENT: "the person", Who.SYSTEM: "by itself"}


def state_pages() -> dict[str, str]:
    """Return file name under docs/ → page, for every kind of case of the house and one that lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonbeat.config.settings")
    os.environ.setdefault("COMMONBEAT_HOME", tempfile.mkdtemp())
    compile_all()
    django.setup()
    with override("en"):
        pages = {f"states/{known.key}.md": "\n".join([*_page(known), ""]) for known in case_types()}
        listed = [f"- [{known.name}]({known.key}.md)" for known in case_types()]
    head = ["# The kinds of cases and their states", "", _written(), ""]
    return {"states/README.md": "\n".join([*head, *listed, ""]), **pages}


def _written() -> str:
    return "Written by `make docs` from `CASE_TYPES`; `make check` fails when a page is out of date."


def _page(known: CaseType) -> Iterator[str]:
    yield from (f"# {known.name}", "", _written(), "", "```mermaid", "stateDiagram-v2")
    yield f"    [*] --> {known.first}"
    for move in known.moves:
        yield from (f"    {source} --> {move.target}: {_plain(move.words)}" for source in move.sources)
    yield from (f"    {state.key} --> [*]" for state in known.states if not state.is_open)
    yield from ("```", "", "## States", "", "What the person who asked reads is set in italics.", "")
    yield from _table(
        ("State", "They read", "In Spanish", "Whose turn", "Usually", "Open"),
        [
            (
                f"`{state.key}` {state.name}",
                _read(state, "en"),
                _read(state, "es"),
                str(state.waits_for),
                _days(state.usual_days),
                "yes" if state.is_open else "no",
            )
            for state in known.states
        ],
    )
    yield from ("", f"The usual way: {' → '.join(f'`{key}`' for key in known.line)}.", "", "## Moves", "")
    yield from _table(
        ("Move", "From", "To", "Who", "Needs", "Outcomes", "They read"), [_move(move) for move in known.moves]
    )
    if known.clocks:
        yield from ("", "## Clocks", "")
        yield from _table(
            ("Clock", "Length", "Starts in", "Met in", "Stands still in", "When it runs out"),
            [_clock(clock) for clock in known.clocks],
        )


def _read(state: State, language: str) -> str:
    with override(language):
        return f"*{state.public_name}.* {state.public_words}"


def _days(count: int | None) -> str:
    return "-" if count is None else f"{count} working day{'' if count == 1 else 's'}"


def _move(move: Move) -> tuple[str, ...]:
    who = WHO[move.who] + (f" (`{move.capability}`)" if move.capability else "")
    needs = [str(need) for need in move.needs]
    needs += [f"within {move.within_days} days"] if move.within_days is not None else []
    return (
        f"`{move.key}` {move.words}",
        _keys(move.sources),
        f"`{move.target}`",
        who,
        ", ".join(needs) or "-",
        ", ".join(str(outcome.name) for outcome in move.outcomes) or "-",
        str(move.public_words) or "-",
    )


def _clock(clock: Clock) -> tuple[str, ...]:
    return (
        f"`{clock.key}` {clock.name}",
        f"{clock.length} {UNITS[clock.unit]}",
        _keys(clock.starts_in),
        _keys(clock.met_in),
        _keys(clock.tolled_in) or "-",
        f"the next level hears, each {clock.step_days} working days"
        if clock.effect == "escalate"
        else "counted",
    )


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _plain(words: Any) -> str:
    """Return words without what a diagram takes for its own marks."""
    return str(words).replace(":", " ").replace(";", ",").replace('"', "'")


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)
