"""Reads for whoever holds a receipt: their case, and the one it now belongs to, without others' words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from commonbeat.engine.casework.choices import (
    CaseType,
    Face,
    Kind,
    Move,
    Shown,
    State,
    Waits,
    Words,
    case_type,
)
from commonbeat.engine.casework.models import Attachment, Case, Entry, Merge, Receipt
from commonbeat.engine.casework.queries.desk import moves_for_resident
from commonbeat.engine.casework.queries.pages import face_of, reference_of
from commonbeat.engine.casework.queries.proofs import is_proved, proof_of
from commonbeat.engine.casework.queries.stages import Stage, stages_of
from commonbeat.ground.agency.queries import business_days_due
from commonbeat.ground.core.errors import Hidden

LETTERS = (Kind.TO_RESIDENT, Kind.FROM_RESIDENT)


@dataclass(frozen=True)
class FollowedLine:
    """One line as a holder reads it; `is_mine` when they wrote it themselves."""

    key: int
    at: datetime
    what: Words
    words: str
    is_letter: bool
    is_mine: bool
    is_proved: bool
    files: list[Attachment]


@dataclass(frozen=True)
class FollowedStage(Stage):
    """A stage with the day by which it is usually over; None when that is past, or nobody can say.

    `is_long`: the case has stood here for longer than is usual.
    """

    usually_until: datetime | None = None
    is_long: bool = False


@dataclass(frozen=True)
class Followed:
    """All that the follow page shows of a case to one holder."""

    receipt: Receipt
    case: Case
    reference: str
    face: Face
    state: State
    stages: list[FollowedStage]
    letters: list[FollowedLine]
    history: list[FollowedLine]
    moves: list[Move]
    reason: str
    joined: Case | None
    was_parted: bool
    proof: str
    proved: list[FollowedLine]

    @property
    def asked(self) -> list[str]:
        """Return the keys of the moves that answer what we asked; [] while the person need do nothing."""
        if self.state.waits_for != Waits.RESIDENT:
            return []
        return [move.key for move in self.moves if self.is_answer(move) or not self.state.is_open]

    @property
    def question(self) -> FollowedLine | None:
        """Return what we asked and now wait to hear."""
        waits = self.state.is_open and self.state.waits_for == Waits.RESIDENT
        ours = [line for line in self.letters if line.is_letter and not line.is_mine]
        return ours[-1] if waits and ours else None

    @property
    def offered(self) -> list[str]:
        return [move.key for move in self.moves if move.key not in self.asked]

    def is_answer(self, move: Move) -> bool:
        """Tell whether a move brings the answer to a question that the case waits for."""
        waits = self.state.is_open and self.state.waits_for == Waits.RESIDENT
        return waits and case_type(self.case.kind).state(move.target).is_open


def followed(receipt: Receipt, at: datetime) -> Followed:
    """Return what the holder of a receipt may read now."""
    case = receipt.case
    known = case_type(case.kind)
    lines = [_line(entry, known, receipt) for entry in _entries_for(receipt)]
    return Followed(
        receipt=receipt,
        case=case,
        reference=reference_of(receipt.first_case),
        face=face_of(receipt.first_case, Shown.PARTIES if receipt.is_owner else Shown.PUBLIC),
        state=known.state(case.state),
        stages=_stages(case, at),
        letters=[line for line in lines if line.is_letter or line.files or (line.is_mine and line.words)],
        history=[line for line in lines if not line.is_letter and line.what],
        moves=moves_for_holder(receipt, at),
        reason=case.reason if _reads_reasons(receipt) else "",
        joined=case if case != receipt.first_case else None,
        was_parted=_was_parted(receipt),
        proof=proof_of(receipt.line),
        proved=[line for line in lines if line.is_proved and line.what],
    )


def _reads_reasons(receipt: Receipt) -> bool:
    """Tell whether a holder reads why steps were made: who only follows does while everyone may."""
    return receipt.is_owner or not receipt.case.is_private


def _stages(case: Case, at: datetime) -> list[FollowedStage]:
    """Return the stages with the days they are usually over, each counted from the one before."""
    shown, counted = [], case.state_since
    for stage in stages_of(case):
        until = None
        if stage.standing != "done" and stage.state.usual_days is not None:
            until = business_days_due(case.agency, counted, stage.state.usual_days)
            counted = max(until, at)
        is_long = until is not None and until < at
        told = None if is_long else until
        shown.append(FollowedStage(stage.state, stage.standing, stage.since, told, is_long))
    return shown


def _was_parted(receipt: Receipt) -> bool:
    alone = receipt.case_id == receipt.first_case_id
    return alone and Merge.objects.filter(case=receipt.first_case_id).exclude(undone_at=None).exists()


def moves_for_holder(receipt: Receipt, at: datetime) -> list[Move]:
    """Return the moves that the holder may make now: of a joined case, only those that answer us."""
    if not receipt.is_owner or receipt.ended_at is not None:
        return []
    moves = [move for move in moves_for_resident(receipt.case) if _is_in_time(move, receipt.case, at)]
    if receipt.case_id != receipt.first_case_id:
        asking = {s.key for s in case_type(receipt.case.kind).states if s.waits_for == Waits.RESIDENT}
        moves = [move for move in moves if set(move.sources) <= asking]
    guard = settings.CASE_GUARDS.get(receipt.case.kind)
    return [move for move in moves if not (guard and import_string(guard)(receipt.case, move.key))]


def _is_in_time(move: Move, case: Case, at: datetime) -> bool:
    return move.within_days is None or at <= case.state_since + timedelta(days=move.within_days)


def photo_for(receipt: Receipt, public_id: str) -> Attachment:
    """Return a file that the holder may see, or raise Hidden."""
    seen = Attachment.objects.filter(
        entry__in=_entries_for(receipt), shown__in=_shown_to(receipt), file__destroyed_at=None
    )
    found = seen.filter(file__public_id=public_id).select_related("file").first()
    if found is None:
        raise Hidden(_("There is no such file."), code="not_found")
    return found


def line_for(receipt: Receipt, key: int) -> tuple[FollowedLine, str]:
    """Return a line of their own case that the holder reads, with its proof, or raise Hidden."""
    entry = _entries_for(receipt).select_related("line").filter(pk=key).first()
    line = _line(entry, case_type(receipt.case.kind), receipt) if entry else None
    if entry is None or line is None or not (line.is_proved and line.what):
        raise Hidden(_("There is no such line."), code="not_found")
    return line, proof_of(entry.line)


def joined_into(case: Case) -> list[int]:
    """Return the keys of the cases that were joined into this one, and of those joined into them."""
    found: list[int] = []
    layer: Iterable[int] = [case.pk]
    while layer := list(
        Merge.objects.filter(into__in=layer, undone_at=None).values_list("case_id", flat=True)
    ):
        found += layer
    return found


def _shown_to(receipt: Receipt) -> list[Shown]:
    return [Shown.PUBLIC, Shown.PARTIES] if receipt.is_owner else [Shown.PUBLIC]


def _entries_for(receipt: Receipt) -> QuerySet[Entry]:
    """Return the lines a holder reads: their own case's, and those of the one it now belongs to since then.

    What others from outside wrote is theirs. Those who only follow read no letters.
    """
    own = Q(case=receipt.first_case_id)
    if receipt.case_id != receipt.first_case_id:
        own |= Q(case=receipt.case_id, at__gte=_joined_at(receipt))
    lines = Entry.objects.filter(own, shown__in=[Shown.PUBLIC, Shown.PARTIES])
    others = Q(receipt__isnull=False) & ~Q(receipt=receipt.pk)
    lines = lines.exclude(others & Q(kind__in=[Kind.FROM_RESIDENT, Kind.FILE]))
    # A program writes and sends photos for whoever reported by it, and has no receipt.
    by_program = Q(kind__in=[Kind.FROM_RESIDENT, Kind.FILE], staff=None, receipt=None)
    lines = lines.exclude(by_program & ~Q(case=receipt.first_case_id))
    if not receipt.is_owner:
        lines = lines.exclude(kind__in=LETTERS).exclude(kind=Kind.FILE, shown=Shown.PARTIES)
    return lines.prefetch_related("attachments__file").order_by("at", "pk")


def _joined_at(receipt: Receipt) -> datetime:
    """Return since when a receipt belongs to its case: the last joining on the way there."""
    step, latest = receipt.first_case_id, receipt.given_at
    while step != receipt.case_id:
        row = Merge.objects.filter(case=step, undone_at=None).values_list("into", "at").first()
        if row is None:
            break
        step, latest = row[0], max(latest, row[1])
    return latest


def _line(entry: Entry, known: CaseType, receipt: Receipt) -> FollowedLine:
    is_mine = entry.receipt_id == receipt.pk
    # The words to a move by someone else from outside are between them and us.
    is_open = entry.receipt_id is None or is_mine
    is_reason = entry.kind == Kind.MOVED and _reads_reasons(receipt)
    shown = _shown_to(receipt)
    return FollowedLine(
        key=entry.pk,
        at=entry.at,
        what=_what(entry, known),
        words=entry.words if is_open and (receipt.is_owner or is_reason) else "",
        is_letter=entry.kind in LETTERS,
        is_mine=is_mine or entry.kind == Kind.FROM_RESIDENT,
        is_proved=entry.case_id == receipt.first_case_id and is_proved(entry),
        files=[
            one
            for one in entry.attachments.all()
            if one.shown in shown and one.replaced_by_id is None and one.file.destroyed_at is None
        ],
    )


def _what(entry: Entry, known: CaseType) -> Words:
    """Return what a line says to the person, "" for one that is only for staff."""
    if entry.kind == Kind.MOVED:
        return _move_told(entry, known)
    if entry.kind == Kind.CLOCK:
        told = {
            "tolled": _("The time we gave ourselves stands still."),
            "resumed": _("The time we gave ourselves runs on."),
            "extended": _("We need more time."),
            "set": _("It is of another kind now, so we counted anew how long it should take."),
        }
        return told.get(entry.facts.get("change", ""), "")
    return {
        Kind.OPENED: _("It came in."),
        Kind.MERGED: _("It was joined with another case about the same thing. You follow that one now."),
        Kind.UNMERGED: _("It was parted from the other case again. You follow your own."),
        Kind.FILE: _("Photos or documents were added."),
        Kind.TO_RESIDENT: _("We wrote to you."),
        Kind.FROM_RESIDENT: _("You wrote to us."),
        Kind.HANDED_OFF: _("Another agency has it now."),
    }.get(Kind(entry.kind), "")


def _move_told(entry: Entry, known: CaseType) -> Words:
    move = known.move(entry.facts.get("move", ""))
    if move is None:
        return ""
    outcome = next((o.public_name for o in move.outcomes if o.key == entry.facts.get("outcome")), "")
    told = move.public_words or f"{known.state(move.target).public_name}."
    return f"{told} {outcome}." if outcome else told
