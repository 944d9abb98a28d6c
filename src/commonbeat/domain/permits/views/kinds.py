"""Staff pages: the kinds of permit that the agency has adopted, and what their next version has."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonbeat.domain.permits import actions, queries
from commonbeat.domain.permits.access import post_of, version_in_force
from commonbeat.domain.permits.choices import Capability
from commonbeat.domain.permits.forms import FORMS, AdoptForm, VersionForm, part_form
from commonbeat.domain.permits.mappings import suggested
from commonbeat.domain.permits.models import KindVersion
from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden, Invalid


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Show the kinds in force, and adopt others as they come with CommonBeat."""
    staff = require_can(post_of(request), Capability.MANAGE_KINDS)
    found = queries.kinds_in_force(staff.agency)
    known = {version.key for version in found}
    offered = [(key, queries.said(kind["name"])) for key, kind in suggested().items() if key not in known]
    form = AdoptForm(request.POST if request.method == "POST" else None, offered=offered)
    if request.method == "POST" and form.is_valid():
        actions.adopt_suggested(agency=staff.agency, keys=form.cleaned_data["keys"], by=staff, at=now())
        messages.success(request, _("Adopted. People can ask for it now."))
        return HttpResponseRedirect(reverse("permits:settings"))
    shown = {
        "kinds": [
            (version, queries.said(version.kind.name), queries.fees_in_words(version)) for version in found
        ],
        "form": form if offered else None,
    }
    return render(request, "permits/settings.html", shown, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def version(request: HttpRequest, key: str) -> HttpResponse:
    """Change amounts, times and where grounds stand: a new version from now on."""
    staff, found = _managed(request, key)
    form = VersionForm(request.POST if request.method == "POST" else None, version=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_kind(version=found, by=staff, at=now(), **form.change())
        except Invalid as refusal:
            form.add_error(None, refusal.message)
        else:
            return _saved(request, key)
    return _page(request, found, form)


@login_required
@require_POST
def add_part(request: HttpRequest, key: str, part: str) -> HttpResponse:
    """Add a question, an item of the checklist, a fee or a ground: a new version from now on."""
    staff, found = _managed(request, key)
    if part not in FORMS:
        raise Hidden(_("There is no such part."), code="not_found")
    form = part_form(found, part, request.POST)
    if form.is_valid():
        try:
            actions.add_part(version=found, part=part, row=form.row, by=staff, at=now())
        except Invalid as refusal:
            form.add_error(None, refusal.message)
        else:
            return _saved(request, key)
    return _page(request, found, VersionForm(version=found), **{part: form})


@login_required
@require_POST
def drop_part(request: HttpRequest, key: str, part: str, row: str) -> HttpResponse:
    """Take one part out: a new version from now on."""
    staff, found = _managed(request, key)
    if part not in FORMS:
        raise Hidden(_("There is no such part."), code="not_found")
    actions.drop_part(version=found, part=part, key=row, by=staff, at=now())
    return _saved(request, key)


def _managed(request: HttpRequest, key: str) -> tuple[Staff, KindVersion]:
    staff = require_can(post_of(request), Capability.MANAGE_KINDS)
    return staff, version_in_force(staff.agency, key)


def _saved(request: HttpRequest, key: str) -> HttpResponse:
    messages.success(request, _("A new version is in force. What is running keeps the one it began with."))
    return HttpResponseRedirect(reverse("permits:version", args=[key]))


def _page(request: HttpRequest, found: KindVersion, form: VersionForm, **bound: Form) -> HttpResponse:
    told = queries.told_of(found)
    names = {
        "fields": _("Questions"),
        "checklist": _("Checklist"),
        "fees": _("Fees"),
        "grounds": _("Grounds for a no"),
    }
    parts: list[dict[str, Any]] = [
        {
            "key": part,
            "name": names[part],
            "rows": [(row["key"], queries.said(row.get("label") or row["name"])) for row in told[part]],
            "form": bound.get(part) or part_form(found, part),
            "is_open": part in bound,
            # A kind has at least one question and one ground.
            "may_drop": part in ("checklist", "fees") or len(told[part]) > 1,
        }
        for part in FORMS
    ]
    shown = {
        "version": found,
        "name": queries.said(found.kind.name),
        "form": form,
        "parts": parts,
        "versions": queries.versions_of(found.agency, found.key),
    }
    is_refused = bool(form.errors or bound)
    return render(request, "permits/version.html", shown, status=422 if is_refused else 200)
