"""Reads of problems: who sees which, what may join, what is counted before and after, and in what words."""

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.choices import PROBLEM, ComparedWith, Source
from commonbeat.domain.concerns.models import Category, Concern, Problem
from commonbeat.domain.concerns.queries.faces import category_name
from commonbeat.domain.concerns.queries.public import public_concerns
from commonbeat.domain.concerns.rules.problems import (
    Compared,
    Span,
    Verdict,
    finding_of,
    step_fault,
    were_chosen_early,
)
from commonbeat.engine.casework.access import case_visible_to, cases_visible_to
from commonbeat.engine.casework.choices import Face, Shown
from commonbeat.engine.casework.models import Case
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core.errors import Hidden
from commonbeat.stats.rates import RateRatio

MOST_TO_JOIN = 100
WITH_ALL = (
    "case__agency",
    "case__area",
    "case__assigned_to",
    "agency",
    "category",
    "area",
    "comparison_area",
)


def problems_visible_to(staff: Staff) -> QuerySet[Problem]:
    """Return the problems a post may know of, open ones first, the latest touched on top.

    `joined` counts the concerns in the folder that the post may know of: never others by their number.
    """
    found = Problem.objects.filter(case__in=cases_visible_to(staff, PROBLEM.key))
    found = found.select_related("case", "category", "area", "owner")
    seen = Q(concerns__case__in=cases_visible_to(staff, "concern").values("pk"))
    found = found.annotate(joined=Count("concerns", filter=seen))
    return found.order_by("-case__is_open", "-case__updated_at", "pk")


def problem_visible_to(staff: Staff, public_id: str) -> Problem:
    """Return the problem, or raise Hidden."""
    case = case_visible_to(staff, public_id, PROBLEM.key)
    return Problem.objects.select_related(*WITH_ALL, "owner").get(case=case)


def public_problems(agency: Agency) -> QuerySet[Problem]:
    found = _shown(agency).select_related("case", "category", "area")
    return found.order_by("-case__is_open", "-case__updated_at", "pk")


def public_problem(agency: Agency, public_id: str) -> Problem:
    """Return a problem whose story is shown to everyone, or raise Hidden."""
    problem = _shown(agency).select_related(*WITH_ALL).filter(case__public_id=public_id).first()
    if problem is None:
        raise Hidden(_("There is no such page."), code="not_found")
    return problem


def _shown(agency: Agency) -> QuerySet[Problem]:
    return Problem.objects.filter(agency=agency, is_public=True, case__is_private=False)


def public_joined(problem: Problem) -> QuerySet[Concern]:
    """Return the concerns in the folder that everyone may know of, the newest first."""
    found = public_concerns(problem.agency).filter(problems=problem)
    return found.select_related("case__area", "category").order_by("-received_at", "pk")


def joined_concerns(problem: Problem, staff: Staff) -> QuerySet[Concern]:
    """Return the concerns in the folder that the post may see, the newest first."""
    seen = cases_visible_to(staff, "concern").values("pk")
    found = problem.concerns.filter(case__in=seen).select_related(
        "case__area", "case__merged_into", "category"
    )
    return found.order_by("-received_at", "pk")


def concerns_to_join(
    problem: Problem,
    staff: Staff,
    *,
    category: Category | None = None,
    area: Area | None = None,
    span: Span | None = None,
) -> QuerySet[Concern]:
    """Return the concerns the post sees that belong to no open problem, narrowed down, the newest first."""
    found = Concern.objects.filter(
        agency=problem.agency_id,
        case__in=cases_visible_to(staff, "concern").values("pk"),
        case__merged_into=None,
    )
    taken = Problem.objects.filter(Q(case__is_open=True) | Q(pk=problem.pk), agency=problem.agency_id)
    found = found.exclude(problems__in=taken)
    if category is not None:
        found = found.filter(category=category)
    if area is not None:
        found = found.filter(case__area=area)
    if span is not None:
        found = found.filter(_within(problem.agency, span))
    return found.select_related("case__area", "category").order_by("-received_at", "pk")


def counted(problem: Problem) -> Compared:
    """Count the concerns of the problem's category and area in both periods, and those of the other place.

    Concerns joined to another count once, with that one; records of an older system never. Private ones
    count only where the whole category is private; otherwise a difference to the public list would show them.
    """
    before, after = periods_of(problem)
    if before is None or after is None:
        raise ValueError("a problem without periods has nothing to count")
    here = Q(case__area=problem.area) if problem.area else Q()
    other = _other_place(problem)
    return Compared(
        before=_count(problem, here, before),
        after=_count(problem, here, after),
        before_days=before.days,
        after_days=after.days,
        other_before=None if other is None else _count(problem, other, before),
        other_after=None if other is None else _count(problem, other, after),
    )


def periods_of(problem: Problem) -> tuple[Span | None, Span | None]:
    if (
        problem.before_from is None
        or problem.before_until is None
        or problem.after_from is None
        or problem.after_until is None
    ):
        return None, None
    return Span(problem.before_from, problem.before_until), Span(problem.after_from, problem.after_until)


def today_of(agency: Agency, at: datetime) -> date:
    return at.astimezone(ZoneInfo(agency.time_zone)).date()


def _other_place(problem: Problem) -> Q | None:
    if problem.comparison == ComparedWith.AREA:
        return Q(case__area=problem.comparison_area)
    if problem.comparison == ComparedWith.REST:
        return ~Q(case__area=problem.area)
    return None


def _count(problem: Problem, where: Q, span: Span) -> int:
    found = Concern.objects.filter(where, _within(problem.agency, span), agency=problem.agency)
    found = found.filter(case__merged_into=None).exclude(source=Source.IMPORT)
    if problem.category is not None:
        found = found.filter(category=problem.category)
    if not _is_private(problem):
        found = found.filter(case__is_private=False)
    return found.count()


def _is_private(problem: Problem) -> bool:
    return problem.category is not None and problem.category.is_private


def _within(agency: Agency, span: Span) -> Q:
    zone = ZoneInfo(agency.time_zone)
    since = datetime.combine(span.since, time(), zone)
    return Q(
        received_at__gte=since, received_at__lt=datetime.combine(span.until + timedelta(1), time(), zone)
    )


def why_not_yet(case: Case, step: str) -> str:
    """Return why a step of a problem may not be made yet, or ""; a guard of casework."""
    problem = Problem.objects.get(case=case)
    if step == "finish":
        return "" if problem.done_at else _("Call it done on the page of the problem.")
    return _missing(problem, step)


def why_not_done(problem: Problem) -> str:
    """Return why a problem may not be called done yet, or "". A new response needs a new comparison."""
    return _missing(problem, "finish")


def _missing(problem: Problem, step: str) -> str:
    written = {
        "scan": problem.scan,
        "analysis": problem.analysis,
        "response": problem.response,
        "assessment": problem.assessment,
    }
    reasons = {
        "": "",
        "scan": _("Write down first what was seen."),
        "analysis": _("Write the analysis first."),
        "response": _("Write first what was done."),
        "assessment": _("Write first what came of it: a problem is done when that is known."),
        "comparison": _(
            "Compare before and after first. The period after has to be over before a problem is done."
        ),
    }
    is_compared = problem.compared_at is not None and problem.compared_at >= problem.case.state_since
    return reasons[step_fault(step, written, is_compared)]


def face(case: Case, reader: Shown) -> Face:
    """Tell casework what a problem is about."""
    problem = case.problem
    facts = [(_("Area"), problem.area.name if problem.area else _("The whole city"))]
    if problem.category:
        facts.insert(0, (_("Category"), category_name(problem.category)))
    if reader == Shown.STAFF:
        facts.append((_("Owner"), problem.owner.name))
    address = reverse("concerns:public_problem", args=[case.public_id]) if problem.is_public else ""
    return Face(
        problem.title,
        tuple(facts),
        problem.scan if problem.is_public and reader != Shown.STAFF else "",
        address,
    )


@dataclass(frozen=True)
class Account:
    """What came of a problem in words: what was counted, how large the change is, what that can show."""

    compared: Compared
    sentence: str
    change: str
    meaning: str
    cannot: list[str]
    other: str


def account_of(problem: Problem, *, for_everyone: bool) -> Account | None:
    """Return the comparison in words; None before there is one.

    Everyone reads no counts of a private category: of those only one total is ever shown, never a part.
    """
    if problem.compared_at is None or (for_everyone and _is_private(problem)):
        return None
    compared = Compared(**problem.figures)
    finding, other = finding_of(compared), other_name(problem)
    before, after = compared.weekly
    sentence = _(
        "%(before)d concerns in the %(before_days)d days before, %(before_rate)s a week; %(after)d in the "
        "%(after_days)d days after, %(after_rate)s a week."
    ) % {
        "before": compared.before,
        "after": compared.after,
        "before_days": compared.before_days,
        "after_days": compared.after_days,
        "before_rate": floatformat(before.value, 1),
        "after_rate": floatformat(after.value, 1),
    }
    return Account(
        compared=compared,
        sentence=sentence,
        change=_change(finding.ratio, finding.against, other),
        meaning=_meaning(finding.verdict, has_other=compared.other_before is not None),
        cannot=_cannot_show(problem, other),
        other=other,
    )


def other_name(problem: Problem) -> str:
    if problem.comparison == ComparedWith.AREA and problem.comparison_area:
        return problem.comparison_area.name
    return _("the rest of the city") if problem.comparison == ComparedWith.REST else ""


def _change(ratio: RateRatio, against: RateRatio | None, other: str) -> str:
    words = _("The change here: %(change)s. The counts fit anything from %(low)s to %(high)s.") % _ends(ratio)
    if against is not None:
        beyond = _(
            "Held against %(other)s over the same days: %(change)s, and anything from %(low)s to %(high)s "
            "fits."
        )
        words = f"{words} {beyond % {'other': other, **_ends(against)}}"
    elif other:
        words += " " + _("It cannot be held against %(other)s: one of the counts is 0.") % {"other": other}
    return words


def _ends(ratio: RateRatio) -> dict[str, str]:
    return {"change": _percent(ratio.value), "low": _percent(ratio.low), "high": _percent(ratio.high)}


def _percent(ratio: float | None) -> str:
    if ratio is None or math.isinf(ratio):
        return _("more without any bound")
    percent = round(100 * abs(ratio - 1))
    if percent == 0:
        return _("as many")
    return (_("%(percent)d %% fewer") if ratio < 1 else _("%(percent)d %% more")) % {"percent": percent}


def _meaning(verdict: Verdict, *, has_other: bool) -> str:
    words = {
        Verdict.FEWER: _("Fewer came in, by more than chance would often do. The counts do not say why."),
        Verdict.MORE: _("More came in, by more than chance would often do. The counts do not say why."),
        Verdict.CANNOT_TELL: _("We cannot tell whether it changed: chance can do as much."),
        Verdict.TOO_FEW: _("There are too few concerns to say whether anything changed."),
    }
    beyond = {
        Verdict.FEWER: _(
            "Beside the other place fewer came in here, by more than chance would often do. The counts do "
            "not say why."
        ),
        Verdict.MORE: _(
            "Beside the other place more came in here, by more than chance would often do. The counts do "
            "not say why."
        ),
        Verdict.CANNOT_TELL: _(
            "We cannot tell whether it changed beyond what happened in the other place: chance can do as "
            "much."
        ),
    }
    return beyond[verdict] if has_other and verdict in beyond else words[verdict]


def _cannot_show(problem: Problem, other: str) -> list[str]:
    """Return what a count before and after leaves open, always said beside it."""
    words = [
        _(
            "We count what people told us. What nobody reported is not in it, and when reporting gets "
            "easier, more comes in."
        ),
        _("The season, the weather and other work in the same place can move the count as well."),
        _("A place that is chosen because much came in from there often gets quieter by itself."),
    ]
    if other:
        words.append(_("The other place may differ from this one in ways we do not know."))
    else:
        words.append(_("It is held against no other place, so what changed everywhere is in it, too."))
    if not _is_private(problem):
        words.append(_("Concerns that are kept private are not counted."))
    if not _chosen_early(problem):
        words.append(
            _(
                "The days were chosen when the counts could be known already. Days chosen by how they look "
                "make chance look like a change."
            )
        )
    return words


def _chosen_early(problem: Problem) -> bool:
    after = periods_of(problem)[1]
    if after is None or problem.days_chosen_at is None:
        return False
    return were_chosen_early(today_of(problem.agency, problem.days_chosen_at), after)
