"""Reads for the staff's list of cases over all kinds: who waits, for whom, and by when it was promised."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from commonbeat.engine.casework.access import barred_from, cases_visible_to
from commonbeat.engine.casework.choices import CaseType, Face, Kind, Shown, State, case_type, case_types
from commonbeat.engine.casework.models import Case, ClockRun, Entry, Escalation, Queue, Tolling
from commonbeat.engine.casework.queries.pages import address_of, face_of, queues_of, reference_of
from commonbeat.ground.agency.models import Staff

SOON = timedelta(days=1)
WHO = ("all", "mine", "queues", "nobody", "late")


@dataclass(frozen=True)
class Wanted:
    """Which cases a list shows; `state` is "kind:state", `text` part of a reference."""

    kind: str = ""
    who: str = "all"
    state: str = ""
    area: int | None = None
    text: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class Row:
    """One line of the list; `standing` is "late", "today" or "", `news_at` when unread words came."""

    case: Case
    kind: CaseType
    state: State
    face: Face
    reference: str
    address: str
    due_at: datetime | None
    standing: str
    news_at: datetime | None


def cases_wanted(staff: Staff, wanted: Wanted, at: datetime) -> QuerySet[Case]:
    """Return the cases a post may see and wants to, the oldest promise first, then the oldest case.

    Each comes with `due_at`, the nearest running clock's (None: nothing runs), and `news_at`, when the person
    wrote the first words that nobody read.
    """
    listed = cases_visible_to(staff, wanted.kind).filter(is_open=wanted.is_open, merged_into=None)
    listed = _narrowed(_with_times(listed), staff, wanted, at)
    listed = listed.select_related("agency", "area", "queue", "assigned_to")
    if not wanted.is_open:
        return listed.order_by("-closed_at", "-pk")
    return listed.order_by(F("due_at").asc(nulls_last=True), "opened_at", "pk")


def _with_times(cases: QuerySet[Case]) -> QuerySet[Case]:
    held = Tolling.objects.filter(clock=OuterRef("pk"), until=None)
    running = ClockRun.objects.filter(~Exists(held), case=OuterRef("pk"), met_at=None, stopped_at=None)
    news = Entry.objects.filter(case=OuterRef("pk"), kind=Kind.FROM_RESIDENT, read_at=None)
    return cases.annotate(
        due_at=Subquery(running.order_by("due_at").values("due_at")[:1]),
        news_at=Subquery(news.order_by("at").values("at")[:1]),
    )


def _narrowed(cases: QuerySet[Case], staff: Staff, wanted: Wanted, at: datetime) -> QuerySet[Case]:
    narrow = {
        "mine": Q(assigned_to=staff),
        "queues": Q(queue__in=staff.queues.filter(ended_at=None).values("pk")),
        "nobody": Q(assigned_to=None),
        "late": Q(due_at__lt=at),
    }
    cases = cases.filter(narrow.get(wanted.who, Q()))
    kind, _colon, state = wanted.state.partition(":")
    if state:
        cases = cases.filter(kind=kind, state=state)
    if wanted.area is not None:
        cases = cases.filter(area=wanted.area)
    return cases.filter(public_id__icontains=_id_in(wanted.text)) if wanted.text.strip() else cases


def _id_in(text: str) -> str:
    """Return the id in what was typed, with or without the letter of its kind."""
    typed = "".join(text.split()).lower()
    for known in case_types():
        typed = typed.removeprefix(f"{known.prefix.lower()}-")
    return typed


def rows_of(cases: Sequence[Case], at: datetime) -> list[Row]:
    """Return the lines of a list; the domains' rows are read all at once for each kind."""
    for known in case_types():
        of_kind = [case for case in cases if case.kind == known.key]
        if of_kind and known.joins:
            prefetch_related_objects(of_kind, *known.joins)
    return [_row(case, at) for case in cases]


def _row(case: Case, at: datetime) -> Row:
    kind = case_type(case.kind)
    due_at: datetime | None = getattr(case, "due_at", None)
    return Row(
        case=case,
        kind=kind,
        state=kind.state(case.state),
        face=face_of(case, Shown.STAFF),
        reference=reference_of(case),
        address=address_of(case),
        due_at=due_at,
        standing=_standing(due_at, at, ZoneInfo(case.agency.time_zone)) if case.is_open else "",
        news_at=getattr(case, "news_at", None),
    )


def _standing(due_at: datetime | None, at: datetime, zone: ZoneInfo) -> str:
    if due_at is None:
        return ""
    if due_at < at:
        return "late"
    return "today" if due_at.astimezone(zone).date() == at.astimezone(zone).date() else ""


def states_of(kinds: Iterable[CaseType]) -> list[tuple[str, str]]:
    """Return what states a list can be narrowed to: ("kind:state", name)."""
    known = list(kinds)
    return [
        (f"{kind.key}:{state.key}", f"{kind.name}: {state.name}" if len(known) > 1 else str(state.name))
        for kind in known
        for state in kind.states
    ]


def waiting_cases(staff: Staff, at: datetime, most: int) -> list[Row]:
    """Return what waits for a post among open cases, the oldest promise first.

    These are its own cases with a promise to keep or new words, and, in the queues that it is in or leads,
    what nobody has although somebody wrote or a promise falls due within a day.
    """
    queues = Queue.objects.filter(Q(members=staff) | Q(lead=staff), ended_at=None).values("pk")
    is_mine = Q(assigned_to=staff) & (Q(due_at__isnull=False) | Q(news_at__isnull=False))
    is_pressing = Q(news_at__isnull=False) | Q(due_at__lt=at + SOON)
    is_ours = Q(assigned_to=None, queue__in=queues) & is_pressing
    return rows_of(list(cases_wanted(staff, Wanted(), at).filter(is_mine | is_ours)[:most]), at)


def promised_days(cases: Collection[int]) -> dict[int, datetime]:
    """Return the day that the nearest running clock of each case promises; those without one are left out."""
    found = _with_times(Case.objects.filter(pk__in=cases))
    days: dict[int, datetime | None] = {case.pk: getattr(case, "due_at", None) for case in found}
    return {pk: day for pk, day in days.items() if day}


def unseen_escalations(staff: Staff) -> QuerySet[Escalation]:
    """Return what the post was told of that is late, and has not marked as seen."""
    still_late = Escalation.objects.filter(
        to=staff, seen_at=None, clock__met_at=None, clock__stopped_at=None, clock__case__is_open=True
    )
    visible = cases_visible_to(staff).values("pk")
    return (
        still_late.filter(clock__case__in=visible).select_related("clock__case__agency").order_by("at", "pk")
    )


def waiting_in(queue: Queue, staff: Staff) -> int:
    """Return how many open cases a queue holds that are not about the post."""
    return queue.cases.filter(is_open=True).exclude(pk__in=barred_from(staff)).count()


def queues_with_counts(staff: Staff) -> QuerySet[Queue]:
    """Return the agency's queues with `waiting`, how many open cases not about the post each holds."""
    counted = Q(cases__is_open=True) & ~Q(cases__in=barred_from(staff))
    waiting = Count("cases", filter=counted, distinct=True)
    return queues_of(staff.agency).select_related("lead").annotate(waiting=waiting)
