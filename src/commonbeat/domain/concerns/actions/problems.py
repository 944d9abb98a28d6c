"""Writes about problems: opening one, what belongs to it, its four stages, its partners and its measure."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.choices import PROBLEM, Capability, ComparedWith
from commonbeat.domain.concerns.models import Category, Concern, Problem, ProblemPartner
from commonbeat.domain.concerns.queries.problems import counted, why_not_done
from commonbeat.domain.concerns.rules.problems import SHORTEST_DAYS, STAGES, Span, periods_fault
from commonbeat.engine.casework.access import case_visible_to, require_can_work_on
from commonbeat.engine.casework.actions import add_entry, assign, held, move, open_case, set_private
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.engine.casework.models import Case
from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core.errors import Invalid, Refused

__all__ = [
    "STAGE_LENGTH",
    "Promise",
    "Span",
    "compare",
    "finish",
    "join_concerns",
    "leave_concern",
    "open_problem",
    "set_partners",
    "set_periods",
    "show_problem",
    "write_stage",
]

STAGE_LENGTH = 20_000


@transaction.atomic
def open_problem(
    *,
    agency: Agency,
    title: str,
    category: Category | None = None,
    area: Area | None = None,
    concerns: Iterable[Concern] = (),
    owner: Staff | None = None,
    by: Staff,
    at: datetime,
) -> Problem:
    """Open a folder for what seems to belong together. It is private until someone shows it.

    Raises Invalid without a title, or with neither a category nor an area: nothing could be counted.
    """
    require_can(by, Capability.WORK_ON_PROBLEMS, area)
    _require_of_agency(agency, category, area)
    if not title.strip():
        raise Invalid(_("Give the problem a name."), code="no_title", where="title")
    if category is None and area is None:
        message = _("Choose a category or an area: they say what is counted before and after.")
        raise Invalid(message, code="nothing_to_count", where="category")
    case = open_case(agency=agency, kind=PROBLEM.key, by=by, at=at, area=area)
    problem = Problem.objects.create(
        case=case, agency=agency, title=title.strip(), category=category, area=area, owner=owner or by
    )
    assign(case=case, to=problem.owner, by=by, at=at)
    join_concerns(problem=problem, concerns=concerns, by=by, at=at)
    return problem


@transaction.atomic
def join_concerns(*, problem: Problem, concerns: Iterable[Concern], by: Staff, at: datetime) -> int:
    """Put concerns into the folder; return how many were new in it.

    A concern belongs to one open problem at a time, and one that is part of another goes along with that one.
    """
    problem = _held(problem, by)
    joined = []
    for concern in sorted(concerns, key=lambda concern: concern.pk):
        case_visible_to(by, concern.case.public_id, "concern")
        case = held(concern.case)
        if case.merged_into_id is not None:
            message = _("%(case)s is part of another concern. Join that one.") % {"case": case}
            raise Refused(message, code="merged")
        if problem.concerns.filter(pk=concern.pk).exists():
            continue
        if Problem.objects.filter(concerns=concern, case__is_open=True).exists():
            message = _("%(case)s belongs to another open problem already.") % {"case": case}
            raise Refused(message, code="in_another")
        problem.concerns.add(concern)
        _note(
            case,
            "joined_problem",
            by,
            at,
            {"problem": problem.case.public_id},
            _("Problem: %(title)s") % {"title": problem.title},
        )
        joined.append(case.public_id)
    if joined:
        words = _("Concerns were put into the folder.")
        _note(problem.case, "joined", by, at, {"concerns": joined}, words)
    return len(joined)


@transaction.atomic
def leave_concern(*, problem: Problem, concern: Concern, by: Staff, at: datetime, reason: str) -> None:
    """Take a concern out of the folder again, and say why."""
    problem = _held(problem, by)
    if not reason.strip():
        raise Invalid(_("Write why it does not belong here."), code="no_reason", where="reason")
    if not problem.concerns.filter(pk=concern.pk).exists():
        raise Refused(_("This concern is not part of the problem."), code="not_joined")
    case = held(concern.case)
    problem.concerns.remove(concern)
    _note(case, "left_problem", by, at, {"problem": problem.case.public_id}, reason)
    words = _("A concern was taken out of the folder: %(reason)s") % {"reason": reason.strip()}
    _note(problem.case, "left", by, at, {"concern": case.public_id}, words)


@transaction.atomic
def write_stage(*, problem: Problem, stage: str, words: str, by: Staff, at: datetime) -> Problem:
    """Write one of the four parts of the folder; what stood there before stays on the timeline."""
    problem = _held(problem, by)
    if stage not in STAGES:
        raise Invalid(_("There is no such part of the folder."), code="no_stage", where="stage")
    if len(words) > STAGE_LENGTH:
        message = _("This is too long by %(count)d characters. Nothing was changed; shorten it.")
        message %= {"count": len(words) - STAGE_LENGTH}
        raise Invalid(message, code="too_long", where=stage)
    before, after = getattr(problem, stage), words.strip()
    if before == after:
        return problem
    setattr(problem, stage, after)
    problem.save(update_fields=[stage])
    said = (
        _("Wrote a part of the folder.") if not before else _("Changed a part of the folder. Before it said:")
    )
    _note(problem.case, f"wrote_{stage}", by, at, {"stage": stage}, f"{said}\n{before}")
    return problem


@dataclass(frozen=True)
class Promise:
    """What a partner said they would do, when they said it, by when, and the day it was done."""

    name: str
    promise: str
    promised_on: date
    due_on: date | None = None
    kept_on: date | None = None


@transaction.atomic
def set_partners(*, problem: Problem, promises: Sequence[Promise], by: Staff, at: datetime) -> Problem:
    """Say who works on it and what each promised. A line that changed ends, and its new wording begins."""
    problem = _held(problem, by)
    for promise in promises:
        _require_whole(promise)
    wanted = list(promises)
    ended = 0
    for row in problem.partners.filter(ended_at=None):
        same = Promise(row.name, row.promise, row.promised_on, row.due_on, row.kept_on)
        if same in wanted:
            wanted.remove(same)
        else:
            row.ended_at = at
            row.save(update_fields=["ended_at"])
            ended += 1
    ProblemPartner.objects.bulk_create(
        ProblemPartner(problem=problem, **asdict(promise)) for promise in wanted
    )
    if wanted or ended:
        lines = "; ".join(f"{promise.name}: {promise.promise}" for promise in wanted)
        words = _("Partners and promises: %(lines)s") % {"lines": lines or "-"}
        _note(problem.case, "partners", by, at, {"new": len(wanted), "ended": ended}, words)
    return problem


@transaction.atomic
def set_periods(
    *,
    problem: Problem,
    before: Span,
    after: Span,
    comparison: ComparedWith = ComparedWith.NOTHING,
    comparison_area: Area | None = None,
    by: Staff,
    at: datetime,
) -> Problem:
    """Choose which days are compared and with what other place; an earlier comparison no longer stands."""
    problem = _held(problem, by)
    faults = {
        "too_short": _("Each period needs at least %(days)d days.") % {"days": SHORTEST_DAYS},
        "out_of_order": _("The second period begins after the first has ended."),
    }
    fault = periods_fault(before, after)
    if fault:
        raise Invalid(faults[fault], code=fault, where="after_from")
    _require_other_place(problem, comparison, comparison_area)
    problem.before_from, problem.before_until = before.since, before.until
    problem.after_from, problem.after_until = after.since, after.until
    problem.comparison = comparison
    problem.comparison_area = comparison_area if comparison == ComparedWith.AREA else None
    problem.figures, problem.compared_at, problem.days_chosen_at = {}, None, at
    problem.save()
    days = [before.since, before.until, after.since, after.until]
    names = dict(zip("abcd", (date_format(day, _("M j, Y")) for day in days), strict=True))
    _note(
        problem.case,
        "periods",
        by,
        at,
        {"days": [str(day) for day in days], "with": str(comparison)},
        _("Days to compare: %(a)s to %(b)s with %(c)s to %(d)s") % names,
    )
    return problem


@transaction.atomic
def compare(*, problem: Problem, by: Staff, at: datetime) -> Problem:
    """Count before and after, once the period after has ended. The counts are kept as they were found."""
    problem = _held(problem, by)
    today = at.astimezone(ZoneInfo(problem.agency.time_zone)).date()
    if problem.after_until is None:
        raise Refused(_("Choose the periods first."), code="no_periods")
    if problem.after_until >= today:
        message = _("The period after has not ended yet. Come back when it is over.")
        raise Refused(message, code="not_over")
    problem.figures, problem.compared_at = asdict(counted(problem)), at
    problem.save(update_fields=["figures", "compared_at"])
    _note(problem.case, "compared", by, at, problem.figures, _("Before and after were compared."))
    return problem


@transaction.atomic
def finish(*, problem: Problem, reason: str, by: Staff, at: datetime) -> Problem:
    """Call it done. Raises Refused until what came of it was written and compared since the response."""
    problem = _held(problem, by)
    fault = why_not_done(problem)
    if fault:
        raise Refused(fault, code="not_assessed")
    problem.done_at = at
    problem.save(update_fields=["done_at"])
    problem.case = move(case=problem.case, key="finish", by=by, at=at, reason=reason)
    return problem


@transaction.atomic
def show_problem(*, problem: Problem, is_public: bool, reason: str, by: Staff, at: datetime) -> Problem:
    """Show the problem's story to everyone, or no longer."""
    problem = _held(problem, by, is_open=False)
    if is_public and not problem.scan.strip():
        message = _("Write down what was seen first: it is what people read.")
        raise Invalid(message, code="nothing_to_show", where="scan")
    problem.is_public = is_public
    problem.save(update_fields=["is_public"])
    set_private(case=problem.case, is_private=not is_public, by=by, at=at, reason=reason)
    return problem


def _held(problem: Problem, by: Staff, *, is_open: bool = True) -> Problem:
    """Return the problem with its case locked, as both stand now, for someone who may work on it."""
    case = held(problem.case)
    require_can_work_on(by, case)
    if is_open and not case.is_open:
        raise Refused(_("This problem has ended; its folder stays as it is."), code="ended")
    found = Problem.objects.select_related("agency", "category", "area", "comparison_area").get(pk=problem.pk)
    found.case = case
    return found


def _note(case: Case, change: str, by: Staff, at: datetime, facts: dict[str, Any], words: str = "") -> None:
    add_entry(
        case=case,
        kind=Kind.CHANGED,
        shown=Shown.STAFF,
        by=by,
        at=at,
        words=words.strip(),
        facts={"change": change, **facts},
    )


def _require_of_agency(agency: Agency, *things: Category | Area | None) -> None:
    if any(thing is not None and thing.agency_id != agency.pk for thing in things):
        raise Invalid(_("Choose one of this agency."), code="not_here", where="category")


def _require_whole(promise: Promise) -> None:
    if not promise.name.strip() or not promise.promise.strip():
        raise Invalid(_("Write who promised, and what."), code="no_promise", where="promise")
    later = [day for day in (promise.due_on, promise.kept_on) if day is not None]
    if any(day < promise.promised_on for day in later):
        message = _("A promise is due, or kept, on the day it was made or later.")
        raise Invalid(message, code="out_of_order", where="promise")


def _require_other_place(problem: Problem, comparison: ComparedWith, area: Area | None) -> None:
    if comparison == ComparedWith.NOTHING:
        return
    if problem.area is None:
        message = _("This problem is about the whole city: there is no other place to compare with.")
        raise Invalid(message, code="no_other_place", where="comparison")
    if comparison == ComparedWith.AREA:
        if area is None or area == problem.area or area.kind != problem.area.kind:
            message = _("Choose another area of the same kind.")
            raise Invalid(message, code="no_area", where="comparison_area")
        _require_of_agency(problem.agency, area)
