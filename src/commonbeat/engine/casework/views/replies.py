"""The pages of the words that an agency keeps ready for replies."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonbeat.engine.casework import access, actions
from commonbeat.engine.casework.access import post_of
from commonbeat.engine.casework.forms.settings import ReplyForm
from commonbeat.engine.casework.queries.replies import replies_of
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Forbidden, Hidden, Refused


@login_required
@require_GET
def replies(request: HttpRequest) -> HttpResponse:
    staff = post_of(request)
    access.require_can_write_replies(staff)
    return render(request, "casework/replies.html", {"replies": replies_of(staff.agency)})


@login_required
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Change ready words, or write new ones."""
    staff = post_of(request)
    access.require_can_write_replies(staff)
    found = access.reply_visible_to(staff, pk) if pk is not None else None
    form = ReplyForm(request.POST or None, agency=staff.agency, reply=found)
    if form.is_valid():
        kind, state = form.kind_and_state()
        given = {key: form.cleaned_data[key] for key in ("name", "body", "language")}
        try:
            actions.save_reply(
                agency=staff.agency, reply=found, **given, kind=kind, state=state, by=staff, at=now()
            )
        except (Forbidden, Hidden):
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _back(request, _("Saved."))
    shown = {"reply": found, "form": form}
    return render(request, "casework/reply.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    staff = post_of(request)
    actions.end_reply(reply=access.reply_visible_to(staff, pk), by=staff, at=now())
    return _back(request, _("These words are no longer offered."))


def _back(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("casework:replies"))
