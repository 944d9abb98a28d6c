"""Settings that a person can understand: what each does to a resident, why, and who changed it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from commonbeat.ground.agency.actions import change_setting
from commonbeat.ground.agency.queries import history_of
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Invalid
from commonbeat.insight.dashboards import queries
from commonbeat.insight.dashboards.access import post_of, require_can_change_settings
from commonbeat.insight.dashboards.forms import SettingForm


@login_required
@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    staff = require_can_change_settings(post_of(request))
    return render(request, "dashboards/settings.html", {"groups": queries.preferences(staff.agency)})


@login_required
@require_http_methods(["GET", "POST"])
def setting(request: HttpRequest, key: str) -> HttpResponse:
    """Show one setting; a POST changes it, after a second look when it is a dangerous one."""
    staff = require_can_change_settings(post_of(request))
    definition = queries.definition_of(key)
    standing = queries.preference(staff.agency, definition)
    form = SettingForm(request.POST or None, definition=definition, value=standing.value)
    is_asking = False
    if request.method == "POST" and form.is_valid():
        is_asking = definition.dangerous and "confirmed" not in request.POST
        if not is_asking:
            try:
                change_setting(
                    agency=staff.agency, definition=definition, value=form.value(), by=staff, at=now()
                )
            except Invalid as fault:
                form.add_error("value", fault.message)
            else:
                messages.success(request, _("Saved. It holds from now on."))
                return HttpResponseRedirect(reverse("dashboards:settings"))
    shown = {
        "standing": standing,
        "form": form,
        "is_asking": is_asking,
        "given": form["value"].value(),
        "last_month": queries.last_month(staff.agency, definition, now()),
        "history": history_of(staff.agency, definition)[:20],
    }
    return render(request, "dashboards/setting.html", shown, status=422 if form.errors else 200)
