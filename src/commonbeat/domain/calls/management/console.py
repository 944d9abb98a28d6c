"""How a rehearsal and an import look in a terminal, at any width, with and without colour."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
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
from commonbeat.domain.calls.rules.speech import Voice

SHOWN_TYPES = 25
NONE = "–"  # noqa: RUF001 (a dash stands for none, so that the numbers stand out)


def whole(number: int) -> str:
    return str(number_format(number, force_grouping=True))


# Speaks the language that is active.
VOICE = Voice(gettext=_, number=whole)


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
        Text("\n" + _("Rehearsal: nothing was sent and nothing was stored"), style="bold"),
        "",
        facts_table(facts),
        "",
        _types(rehearsal, every_type=every_type),
        _safety(rehearsal),
    ]
    if rehearsal.rejected:
        parts.append(rejects_table(rehearsal.first_rejects, rehearsal.rejected))
    parts += [
        Text(_("Not part of a rehearsal, as the file knows no persons:"), style="bold"),
        *[Text(f"  · {_(rule)}") for rule in SKIPPED_RULES],
        "",
        Panel(
            Text(rehearsal.sentence(VOICE), style="bold"), title=_("The sentence to repeat"), box=box.HEAVY
        ),
    ]
    return Group(*parts)


def _types(rehearsal: Rehearsal, *, every_type: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, show_footer=True, pad_edge=False)
    table.add_column(_("Call type"), _("All calls"), ratio=5, overflow="fold")
    table.add_column(_("Calls"), whole(rehearsal.read), justify="right", no_wrap=True)
    table.add_column(_("Would text"), whole(rehearsal.sent), justify="right", min_width=6, style="green")
    table.add_column(_("Never"), whole(rehearsal.read - rehearsal.sent), justify="right", no_wrap=True)
    table.add_column(_("Why"), "", ratio=6)
    ranked = rehearsal.by_volume()
    kept = ranked if every_type else ranked[:SHOWN_TYPES]
    for name, counted in kept:
        table.add_row(
            Text(shown(name) or _("(none)")),
            whole(counted.volume),
            _count(counted.send),
            _count(counted.suppress),
            Text(rehearsal.why(name, VOICE)),
        )
    rest = ranked[len(kept) :]
    if rest:
        table.add_row(
            Text(_more_types(len(rest)), style="italic"),
            whole(sum(counted.volume for _name, counted in rest)),
            _count(sum(counted.send for _name, counted in rest)),
            _count(sum(counted.suppress for _name, counted in rest)),
            "",
        )
    return table


def _more_types(number: int) -> str:
    words = ngettext(
        "%(number)s more type (--all shows it)", "%(number)s more types (--all shows them)", number
    )
    return words % {"number": whole(number)}


def _count(number: int) -> str:
    return whole(number) if number else NONE


def _safety(rehearsal: Rehearsal) -> Panel:
    safety = rehearsal.safety
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right")
    grid.add_column()
    for category, count in safety.most_common():
        grid.add_row(whole(count), _(SAFETY_WORDS[category]))
    words = _(
        "%(total)s of these calls could never be texted about, whatever is put on a list. "
        "No setting changes that."
    ) % {"total": whole(safety.total())}
    return Panel(
        Group(Text(words), "", grid), title=_("Never, by safety"), box=box.ROUNDED, border_style="red"
    )


def import_page(
    imported: Imported, mapping: ExportMapping, header: Sequence[str], rejects: Path | None
) -> RenderableType:
    """Return what came of an import."""
    run = imported.run
    rows = {"rows": whole(run.read + run.rejected), "read": whole(run.read), "rejected": whole(run.rejected)}
    facts = [
        (_("Rows"), _("%(rows)s: %(read)s read, %(rejected)s rejected") % rows),
        (_("Stored"), _stored(imported)),
        (_("Texted"), _texted(imported.recent)),
    ]
    if imported.positions_dropped:
        words = _("%(number)s lay far outside the agency's beats; not kept")
        facts.append((_("Positions"), words % {"number": whole(imported.positions_dropped)}))
    facts += refused_facts(mapping, header)
    if run.rejected:
        facts.append((_("Rejects"), _mend(rejects)))
    title = _("Imported %(file)s") % {"file": shown(run.file_name)}
    return Group(Text(f"\n{title}", style="bold"), "", facts_table(facts), "")


def refused_facts(mapping: ExportMapping, header: Sequence[str]) -> list[tuple[str, str]]:
    """Return which columns are refused and why, and which nobody asked for."""
    facts = [(_("Refused"), f"{name}: {_(reason)}") for name, reason in mapping.refused_in(header).items()]
    unread = mapping.unread_in(header)
    return facts + ([(_("Not read"), ", ".join(unread))] if unread else [])


def _stored(imported: Imported) -> str:
    numbers = {"new": whole(imported.new), "known": whole(imported.known)}
    if imported.new:
        return _("%(new)s new calls stored; %(known)s were known already") % numbers
    return _("Nothing new: every call was stored before; %(known)s were known already") % numbers


def _mend(rejects: Path | None) -> str:
    if rejects:
        return _("Mend %(file)s and import it as it is.") % {"file": rejects}
    return _("Name a file with --rejects to get them.")


def _texted(recent: int) -> str:
    if not recent:
        return _("Nobody: all these calls are too old for a text. Each one is decided about and says so.")
    words = _("%(number)s calls are recent enough; the decisions page says who is texted and who is not.")
    return words % {"number": whole(recent)}


def rejects_table(rejects: Sequence[Reject], total: int) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(_("Line"), justify="right", no_wrap=True)
    table.add_column(_("Column"))
    table.add_column(_("What is wrong"))
    for reject in rejects:
        words = _(FAULTS_IN_WORDS[reject.fault])
        table.add_row(whole(reject.line), Text(shown(reject.column) or NONE), words)
    title = ngettext(
        "%(number)s row was rejected and not counted above.",
        "%(number)s rows were rejected and not counted above.",
        total,
    ) % {"number": whole(total)}
    if total > len(rejects):
        title = f"{title} " + _("The first %(number)s:") % {"number": len(rejects)}
    return Group(Text(title, style="bold"), table)
