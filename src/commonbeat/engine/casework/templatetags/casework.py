"""Tags for the staff's pages of cases."""

from dataclasses import dataclass, field
from typing import Any

from django import template

from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.forms.case import (
    ActForm,
    AssignForm,
    ExtendClockForm,
    FilesForm,
    JoinForm,
    MoveForm,
    NoteForm,
    PrivacyForm,
    QueueForm,
    StopClockForm,
    WriteForm,
)
from commonbeat.engine.casework.models import Attachment, ClockRun
from commonbeat.engine.casework.queries import CasePage

register = template.Library()


@dataclass
class Acts:
    """The forms of a case's page, none for a post that may only look."""

    moves: list[ActForm] = field(default_factory=list)
    handling: list[ActForm] = field(default_factory=list)
    talking: list[ActForm] = field(default_factory=list)
    more: list[ActForm] = field(default_factory=list)


@register.simple_tag
def acts(page: CasePage) -> Acts:
    """Return the forms of everything the post may do with the case now."""
    if not page.can_work or page.is_merged:
        return Acts()
    given: dict[str, Any] = {"case": page.case, "staff": page.staff, "at": page.at}
    return Acts(
        moves=[MoveForm(move=move, **given) for move in page.moves if move.needs],
        handling=[AssignForm(**given), QueueForm(**given)],
        talking=[WriteForm(**given), NoteForm(**given), FilesForm(**given)],
        more=[
            *([PrivacyForm(**given)] if page.kind.may_be_public else []),
            *([JoinForm(**given)] if page.kind.may_be_joined and page.case.is_open else []),
        ],
    )


@register.simple_tag
def clock_acts(page: CasePage, run: ClockRun) -> list[ActForm]:
    """Return what may be done with one clock of the case: let it stand still, give it more time."""
    if not page.can_work or page.is_merged or not run.is_running():
        return []
    given: dict[str, Any] = {"case": page.case, "staff": page.staff, "at": page.at}
    return [StopClockForm(run=run, **given), ExtendClockForm(run=run, **given)]


@register.filter
def shown_to(attachment: Attachment, page: CasePage) -> list[tuple[str, str]]:
    """Return who else the post could show a file to."""
    readers = [one for one in Shown if one != Shown.PUBLIC or page.can_publish]
    return [(one.value, str(one.label)) for one in readers if one != attachment.shown]
