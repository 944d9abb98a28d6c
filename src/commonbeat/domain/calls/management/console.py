"""How a rehearsal and an import look in a terminal, at any width, with and without colour."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from commonbeat.domain.calls.actions import Imported
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping
from commonbeat.domain.calls.rules.exports.table import FAULTS_IN_WORDS, Reject
from commonbeat.domain.calls.rules.rehearsal import SAFETY_WORDS, SKIPPED_RULES, Rehearsal

SHOWN_TYPES = 25
NONE = "–"  # noqa: RUF001 (a dash stands for none, so that the numbers stand out)


def console_on(stream: IO[str]) -> Console:
    """Return a console; rich leaves out colour and control codes where nobody can see them."""
    return Console(file=stream, highlight=False, emoji=False, markup=False)


def progress_on(console: Console, words: str) -> Progress:
    """Return a bar in bytes that shows only in a terminal and goes away when it is full."""
    return Progress(
        TextColumn(words),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def shown(text: str) -> str:
    """Return what a file says so that it cannot steer the terminal."""
    return "".join(c if c.isprintable() else "·" for c in text)


def facts_table(facts: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for name, words in facts:
        table.add_row(name, Text(shown(words)))
    return table


def rehearsal_page(
    rehearsal: Rehearsal, facts: Sequence[tuple[str, str]], *, every_type: bool
) -> RenderableType:
    """Return all of a rehearsal, from what was read to the sentence to repeat."""
    parts: list[RenderableType] = [
        Text("\nRehearsal: nothing was sent and nothing was stored", style="bold"),
        "",
        facts_table(facts),
        "",
        _types(rehearsal, every_type=every_type),
        _safety(rehearsal),
    ]
    if rehearsal.rejected:
        parts.append(rejects_table(rehearsal.first_rejects, rehearsal.rejected))
    parts += [
        Text("Not part of a rehearsal, as the file knows no persons:", style="bold"),
        *[Text(f"  · {rule}") for rule in SKIPPED_RULES],
        "",
        Panel(Text(rehearsal.sentence(), style="bold"), title="The sentence to repeat", box=box.HEAVY),
    ]
    return Group(*parts)


def _types(rehearsal: Rehearsal, *, every_type: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, show_footer=True, pad_edge=False)
    table.add_column("Call type", "All calls", ratio=5, overflow="fold")
    table.add_column("Calls", f"{rehearsal.read:,}", justify="right", no_wrap=True)
    table.add_column("Would text", f"{rehearsal.sent:,}", justify="right", min_width=6, style="green")
    table.add_column("Never", f"{rehearsal.read - rehearsal.sent:,}", justify="right", no_wrap=True)
    table.add_column("Why", "", ratio=6)
    ranked = rehearsal.by_volume()
    kept = ranked if every_type else ranked[:SHOWN_TYPES]
    for name, counted in kept:
        table.add_row(
            Text(shown(name) or "(none)"),
            f"{counted.volume:,}",
            _count(counted.send),
            _count(counted.suppress),
            Text(rehearsal.why(name)),
        )
    rest = ranked[len(kept) :]
    if rest:
        table.add_row(
            Text(f"{len(rest)} more types (--all shows them)", style="italic"),
            f"{sum(counted.volume for _, counted in rest):,}",
            _count(sum(counted.send for _, counted in rest)),
            _count(sum(counted.suppress for _, counted in rest)),
            "",
        )
    return table


def _count(number: int) -> str:
    return f"{number:,}" if number else NONE


def _safety(rehearsal: Rehearsal) -> Panel:
    safety = rehearsal.safety
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right")
    grid.add_column()
    for category, count in safety.most_common():
        grid.add_row(f"{count:,}", SAFETY_WORDS[category])
    words = (
        f"{safety.total():,} of these calls could never be texted about, whatever is put on a list. "
        "No setting changes that."
    )
    return Panel(Group(Text(words), "", grid), title="Never, by safety", box=box.ROUNDED, border_style="red")


def import_page(
    imported: Imported, mapping: ExportMapping, header: Sequence[str], rejects: Path | None
) -> RenderableType:
    """Return what came of an import."""
    run = imported.run
    rows = run.read + run.rejected
    stored = (
        f"{imported.new:,} new calls stored" if imported.new else "Nothing new: every call was stored before"
    )
    facts = [
        ("Rows", f"{rows:,}: {run.read:,} read, {run.rejected:,} rejected"),
        ("Stored", f"{stored}; {imported.known:,} were known already"),
        ("Texted", _texted(imported.recent)),
    ]
    if imported.positions_dropped:
        facts.append(
            ("Positions", f"{imported.positions_dropped:,} lay far outside the agency's beats; not kept")
        )
    facts += [("Refused", f"{name}: {reason}") for name, reason in mapping.refused_in(header).items()]
    if unread := mapping.unread_in(header):
        facts.append(("Not read", ", ".join(unread)))
    if run.rejected:
        mend = (
            f"Mend {rejects} and import it as it is."
            if rejects
            else "Name a file with --rejects to get them."
        )
        facts.append(("Rejects", mend))
    return Group(Text(f"\nImported {shown(run.file_name)}", style="bold"), "", facts_table(facts), "")


def _texted(recent: int) -> str:
    if not recent:
        return "Nobody: all these calls are too old for a text. Each one is decided about and says so."
    return f"{recent:,} calls are recent enough; the decisions page says who is texted and who is not."


def rejects_table(rejects: Sequence[Reject], total: int) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Line", justify="right", no_wrap=True)
    table.add_column("Column")
    table.add_column("What is wrong")
    for reject in rejects:
        table.add_row(f"{reject.line:,}", Text(shown(reject.column) or NONE), FAULTS_IN_WORDS[reject.fault])
    noun = "row was" if total == 1 else "rows were"
    more = f" The first {len(rejects)}:" if total > len(rejects) else ""
    return Group(Text(f"{total:,} {noun} rejected and not counted above.{more}", style="bold"), table)
