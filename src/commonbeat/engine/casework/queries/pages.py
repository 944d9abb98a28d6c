"""What the staff's page of one case shows; a domain's page adds its own to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string

from commonbeat.engine.casework.access import can_publish, can_work_on, cases_visible_to
from commonbeat.engine.casework.choices import (
    CaseType,
    Face,
    Kind,
    Move,
    Shown,
    State,
    Words,
    case_type,
)
from commonbeat.engine.casework.models import Attachment, Case, ClockRun, Queue, Receipt, Tolling
from commonbeat.engine.casework.queries.desk import moves_for_staff
from commonbeat.engine.casework.queries.lines import Line, lines_of
from commonbeat.engine.casework.queries.stages import Stage, stages_of
from commonbeat.ground.agency.access import active_posts
from commonbeat.ground.agency.models import Agency, Grant, Staff

MOST_ALIKE = 5


@dataclass(frozen=True)
class ClockShown:
    """A clock as its page shows it: `standing` is "met", "ended", "still", "late", "today" or "running"."""

    run: ClockRun
    name: Words
    standing: str
    stops: list[Tolling]

    @property
    def is_running(self) -> bool:
        return self.standing in ("late", "today", "running")

    @property
    def is_held_by_hand(self) -> bool:
        return any(stop.until is None and not stop.by_state for stop in self.stops)


@dataclass(frozen=True)
class Readers:
    """Who can read what is written to the person: holders whose case it is, and how many of them are told."""

    holders: int
    told: int


@dataclass(frozen=True)
class CasePage:
    """Everything the staff's page of a case shows of it."""

    case: Case
    staff: Staff
    at: datetime
    kind: CaseType
    face: Face
    state: State
    reference: str
    address: str
    stages: list[Stage]
    lines: list[Line]
    clocks: list[ClockShown]
    moves: list[Move]
    files: list[Attachment]
    merged: list[Case]
    is_merged: bool
    unread: int
    readers: Readers
    can_work: bool

    @cached_property
    def can_publish(self) -> bool:
        return can_publish(self.staff, self.case)

    @property
    def plain_moves(self) -> list[Move]:
        """Return the moves that one press makes."""
        return [move for move in self.moves if not move.needs]


def case_page(case: Case, staff: Staff, at: datetime) -> CasePage:
    """Return what the page of a case shows to one post; the case must be visible to it."""
    kind = case_type(case.kind)
    lines = lines_of(case, staff)
    works = can_work_on(staff, case)
    return CasePage(
        case=case,
        staff=staff,
        at=at,
        kind=kind,
        face=face_of(case, Shown.STAFF),
        state=kind.state(case.state),
        reference=reference_of(case),
        address=address_of(case),
        stages=stages_of(case),
        lines=lines,
        clocks=clocks_of(case, at),
        moves=moves_for_staff(case, staff) if works and case.merged_into_id is None else [],
        files=list(_files(case)),
        merged=list(
            cases_visible_to(staff, case.kind)
            .filter(merges__into=case, merges__undone_at=None)
            .order_by("pk")
        ),
        is_merged=case.merged_into_id is not None,
        unread=sum(line.entry.kind == Kind.FROM_RESIDENT and line.entry.read_at is None for line in lines),
        readers=readers_of(case),
        can_work=works,
    )


def reference_of(case: Case) -> str:
    """Return what staff and people call a case: the letter of its kind and its id."""
    return f"{case_type(case.kind).prefix}-{case.public_id}"


def address_of(case: Case) -> str:
    """Return the address of the staff's page of a case."""
    return reverse(case_type(case.kind).page, args=[case.public_id])


def face_of(case: Case, reader: Shown) -> Face:
    """Return what a case is about, from its domain; a kind without a face is known by its reference."""
    named = settings.CASE_FACES.get(case.kind)
    if named is None:
        return Face(title=f"{case_type(case.kind).name} {reference_of(case)}")
    face: Face = import_string(named)(case, reader)
    return face


def clocks_of(case: Case, at: datetime) -> list[ClockShown]:
    runs = case.clocks.prefetch_related("tollings__set_by").order_by("started_at", "pk")
    today = at.astimezone(ZoneInfo(case.agency.time_zone)).date()
    shown = []
    for run in runs:
        stops = list(run.tollings.all())
        due_on = run.due_at.astimezone(ZoneInfo(case.agency.time_zone)).date()
        standing = _standing(run, stops, at, is_today=due_on == today)
        shown.append(ClockShown(run, case_type(case.kind).clock(run.key).name, standing, stops))
    return shown


def _standing(run: ClockRun, stops: Iterable[Tolling], at: datetime, *, is_today: bool) -> str:
    if not run.is_running():
        return "met" if run.met_at else "ended"
    if any(stop.until is None for stop in stops):
        return "still"
    if run.is_late(at):
        return "late"
    return "today" if is_today else "running"


def readers_of(case: Case) -> Readers:
    owners = Receipt.objects.filter(case=case, ended_at=None, is_owner=True)
    contacts = owners.values_list("contact", flat=True)
    return Readers(len(contacts), sum(contact is not None for contact in contacts))


def _files(case: Case) -> QuerySet[Attachment]:
    return (
        Attachment.objects.filter(case=case, replaced_by=None, file__destroyed_at=None)
        .select_related("file", "entry")
        .order_by("pk")
    )


def people_for(case: Case, at: datetime) -> QuerySet[Staff]:
    """Return the active posts that may work on a case: never one it is about."""
    kind = case_type(case.kind)
    held: dict[int, set[str]] = {}
    grants = Grant.objects.filter(staff__agency=case.agency_id, ended_at=None).select_related("role")
    for grant in grants.filter(Q(area=None) | Q(area=case.area_id)):
        held.setdefault(grant.staff_id, set()).update(grant.role.capabilities)
    sees = {kind.sees_private} if case.is_private else {kind.sees, kind.sees_private}
    able = [post for post, capabilities in held.items() if kind.works in capabilities and capabilities & sees]
    barred = case.barred.values("pk")
    return active_posts(case.agency, at).filter(pk__in=able).exclude(pk__in=barred).order_by("name", "pk")


def queues_of(agency: Agency) -> QuerySet[Queue]:
    return Queue.objects.filter(agency=agency, ended_at=None).order_by("name", "pk")


def alike(case: Case, staff: Staff, at: datetime) -> list[Case]:
    """Return cases that may be the same thing, the likeliest first as the domain finds them.

    Only those that the post may see and that this case can be joined to.
    """
    named = settings.CASE_ALIKE.get(case.kind)
    found: Iterable[Case] = import_string(named)(case, at) if named else ()
    likely = [other.pk for other in found]
    open_ones = cases_visible_to(staff, case.kind).filter(pk__in=likely, is_open=True).exclude(pk=case.pk)
    if case.is_private:
        open_ones = open_ones.filter(is_private=True)
    seen = {other.pk: other for other in open_ones.select_related("agency")}
    return [seen[pk] for pk in likely if pk in seen][:MOST_ALIKE]
