"""The staff's list of cases, and what is done from it to several at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from commonbeat.engine.casework import access, actions, queries
from commonbeat.engine.casework.access import post_of
from commonbeat.engine.casework.forms.desk import GiveOnForm, WantedForm
from commonbeat.engine.casework.queries.lists import cases_wanted, rows_of, unseen_escalations
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Forbidden, Hidden, Refused

ON_A_PAGE = 50


@login_required
@never_cache
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    return _page(request, _lister(request), request.GET)


@login_required
@require_POST
def give_on(request: HttpRequest) -> HttpResponse:
    """Give the marked cases to a person or a queue; what could not be given is named, with the reason."""
    staff, at = _lister(request), now()
    form = GiveOnForm(request.POST, staff=staff, at=at)
    narrowed = QueryDict(request.POST.get("narrowed", "")[:500])
    marked = request.POST.getlist("case")[:ON_A_PAGE]
    cases = list(access.cases_visible_to(staff).filter(public_id__in=marked, is_open=True))
    try:
        if not cases:
            raise Refused(_("Mark at least one first."), code="none_marked")
        done = actions.give_on(cases=cases, to=form.chosen(), by=staff, at=at)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _page(request, staff, narrowed, form=form, marked=marked)
    if done.count:
        said = ngettext("%(count)d was given on.", "%(count)d were given on.", done.count)
        messages.success(request, said % {"count": done.count})
    for case, why in done.refused:
        messages.warning(request, f"{queries.reference_of(case)}: {why}")
    return HttpResponseRedirect(f"{reverse('casework:desk')}?{narrowed.urlencode()}")


@login_required
@require_POST
def mark_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as seen that one was told of a late case, and go to it."""
    staff = post_of(request)
    told = unseen_escalations(staff).filter(pk=pk).first()
    if told is None:
        raise Hidden(_("There is no such notice."), code="not_found")
    actions.mark_escalation_seen(escalation=told, by=staff, at=now())
    return HttpResponseRedirect(queries.address_of(told.clock.case))


def _lister(request: HttpRequest) -> Staff:
    staff = post_of(request)
    if not access.kinds_listed_for(staff):
        raise Forbidden(_("Your role does not include this."), code="forbidden")
    return staff


def _page(
    request: HttpRequest,
    staff: Staff,
    narrowed: QueryDict,
    *,
    form: GiveOnForm | None = None,
    marked: list[str] | None = None,
) -> HttpResponse:
    at = now()
    filters = WantedForm(narrowed or {"who": "all"}, staff=staff)
    wanted = filters.wanted()
    page = Paginator(cases_wanted(staff, wanted, at), ON_A_PAGE).get_page(narrowed.get("page"))
    shown = {
        "filters": filters,
        "page": page,
        "rows": rows_of(list(page.object_list), at),
        "wanted": wanted,
        "give_on": form or GiveOnForm(staff=staff, at=at),
        "marked": marked or [],
        "narrowed": narrowed.urlencode(),
        "can_work": bool(access.kinds_worked_on_by(staff)),
    }
    return render(request, "casework/desk.html", shown, status=422 if form else 200)
