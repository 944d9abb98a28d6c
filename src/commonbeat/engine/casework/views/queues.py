"""The pages of queues, for those who manage them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonbeat.engine.casework import access, actions
from commonbeat.engine.casework.access import post_of
from commonbeat.engine.casework.forms.settings import EndQueueForm, QueueForm
from commonbeat.engine.casework.models import Queue
from commonbeat.engine.casework.queries.lists import queues_with_counts, waiting_in
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Forbidden, Hidden, Refused


@login_required
@require_http_methods(["GET", "POST"])
def queues(request: HttpRequest) -> HttpResponse:
    staff, at = post_of(request), now()
    access.require_can_manage_queues(staff)
    form = QueueForm(request.POST or None, agency=staff.agency, at=at)
    if form.is_valid():
        try:
            actions.add_queue(agency=staff.agency, **form.cleaned_data, by=staff, at=at)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _back(request, _("The queue was added."))
    shown = {"queues": queues_with_counts(staff), "form": form}
    return render(request, "casework/queues.html", shown, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest, key: str) -> HttpResponse:
    staff, at = post_of(request), now()
    found = access.queue_visible_to(staff, key)
    form = QueueForm(request.POST or None, agency=staff.agency, at=at, queue=found)
    if form.is_valid():
        try:
            actions.change_queue(queue=found, **form.cleaned_data, by=staff, at=at)
        except (Forbidden, Hidden):
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _back(request, _("Saved."))
    return _page(request, staff, found, form, EndQueueForm(queue=found))


@login_required
@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    staff, at = post_of(request), now()
    found = access.queue_visible_to(staff, key)
    form = EndQueueForm(request.POST, queue=found)
    if form.is_valid():
        try:
            actions.end_queue(queue=found, to=form.cleaned_data["to"], by=staff, at=at)
        except (Forbidden, Hidden):
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _back(request, _("The queue has ended."))
    return _page(request, staff, found, QueueForm(agency=staff.agency, at=at, queue=found), form)


def _page(
    request: HttpRequest, staff: Staff, queue: Queue, form: QueueForm, end_form: EndQueueForm
) -> HttpResponse:
    shown = {
        "queue": queue,
        "form": form,
        "end_form": end_form,
        "waiting": waiting_in(queue, staff),
    }
    has_fault = form.errors or end_form.errors
    return render(request, "casework/queue.html", shown, status=422 if has_fault else 200)


def _back(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("casework:queues"))
