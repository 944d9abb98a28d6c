"""What everyone may read of problems: what was seen, why, what was done with whom, what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonbeat.domain.concerns.choices import PROBLEM
from commonbeat.domain.concerns.forms.problems import STAGES
from commonbeat.domain.concerns.queries import problems as queries
from commonbeat.domain.concerns.queries.faces import category_name
from commonbeat.domain.concerns.views.drawings import drawn_account
from commonbeat.domain.concerns.views.public.asking import agency_of
from commonbeat.engine.casework.queries import stages_of

MOST_SHOWN = 60


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    found = queries.public_problems(agency_of(request))[:MOST_SHOWN]
    rows = [
        (problem, PROBLEM.state(problem.case.state), category_name(problem.category))
        if problem.category
        else (problem, PROBLEM.state(problem.case.state), "")
        for problem in found
    ]
    return render(request, "concerns/public/problems.html", {"rows": rows})


@require_safe
def problem(request: HttpRequest, public_id: str) -> HttpResponse:
    found = queries.public_problem(agency_of(request), public_id)
    account = queries.account_of(found, for_everyone=True)
    shown = {
        "problem": found,
        "category": category_name(found.category) if found.category else "",
        "stages": stages_of(found.case),
        "state": PROBLEM.state(found.case.state),
        "parts": [(key, STAGES[key][0], getattr(found, key)) for key in STAGES if key != "assessment"],
        "partners": found.partners.filter(ended_at=None).order_by("promised_on", "pk"),
        "joined": queries.public_joined(found).count(),
        "account": account,
        "drawing": drawn_account(account, found) if account else None,
        "is_hidden": found.compared_at is not None and account is None,
    }
    return render(request, "concerns/public/problem.html", shown)
