"""The texts an agency sends: written with their cost in sight, approved by name."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commonbeat.engine.messaging import access, actions, queries
from commonbeat.engine.messaging.actions.templates import draft_of, explain
from commonbeat.engine.messaging.choices import Capability, Scope
from commonbeat.engine.messaging.forms import TemplateForm
from commonbeat.engine.messaging.models import Template
from commonbeat.engine.messaging.rules import linter
from commonbeat.engine.messaging.rules.linter import Saving
from commonbeat.engine.messaging.rules.rendering import SAMPLES
from commonbeat.engine.messaging.rules.segments import Measured, measure
from commonbeat.ground.agency.access import capabilities_of, require_can
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core import clock


@dataclass(frozen=True)
class Examined:
    """What a writer sees beside the words: the filled text, its cost, its grade, its faults."""

    filled: str
    measured: Measured
    grade: float | None
    faults: list[str]
    saving: Saving | None


@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    staff = access.require_can_see_templates(_staff(request))
    held = capabilities_of(staff)
    context = {
        "templates": queries.templates_of(staff.agency),
        "may_write": Capability.WRITE_TEMPLATES in held,
    }
    return render(request, "messaging/templates.html", context)


@require_GET
def template(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Show what is sent, what waits for approval, and what was before."""
    staff = access.require_can_see_templates(_staff(request))
    found = access.template_visible_to(staff, key, language)
    held = capabilities_of(staff)
    versions = found.versions.filter(language=language).order_by("-number")
    context = {
        "template": found,
        "language": language,
        "language_name": queries.language_name(language),
        "versions": [
            (version, _examine(staff, found.key, found.scope, language, version.body)) for version in versions
        ],
        "may_approve": Capability.APPROVE_TEMPLATES in held,
        "may_write": Capability.WRITE_TEMPLATES in held,
    }
    return render(request, "messaging/template.html", context)


def new(request: HttpRequest) -> HttpResponse:
    staff = require_can(_staff(request), Capability.WRITE_TEMPLATES)
    return _edit(request, staff, None, "")


def edit(request: HttpRequest, key: str, language: str) -> HttpResponse:
    staff = require_can(_staff(request), Capability.WRITE_TEMPLATES)
    return _edit(request, staff, access.template_visible_to(staff, key, language), language)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    staff = require_can(_staff(request), Capability.APPROVE_TEMPLATES)
    version = access.version_visible_to(staff, pk)
    actions.approve_template(version=version, approved_by=staff.name, by=staff.actor(), at=clock.now())
    messages.success(request, _("Approved in your name. These words are sent from now on."))
    return redirect("messaging:template", version.template.key, version.language)


@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    staff = require_can(_staff(request), Capability.APPROVE_TEMPLATES)
    version = access.version_visible_to(staff, pk)
    actions.retire_template(version=version, by=staff.actor(), at=clock.now())
    messages.success(request, _("Retired. These words are sent no more."))
    return redirect("messaging:template", version.template.key, version.language)


def _staff(request: HttpRequest) -> Staff | None:
    return getattr(request, "staff", None)


def _edit(request: HttpRequest, staff: Staff, known: Template | None, language: str) -> HttpResponse:
    """Show the form; measure on "check" and on every change that htmx sends; save on "save"."""
    is_sent = request.method == "POST"
    newest = known.versions.filter(language=language).order_by("-number").first() if known else None
    form = TemplateForm(
        request.POST if is_sent else None,
        agency=staff.agency,
        is_known=known is not None,
        initial={"body": newest.body if newest else "{agency}: "},
    )
    if is_sent and "save" in request.POST and form.is_valid():
        try:
            return _save(request, staff, known, language, form)
        except actions.FaultyTemplate as refused:
            for fault in refused.faults:
                form.add_error("body", explain(fault))
    body = form["body"].value() or ""
    context: dict[str, Any] = {
        "form": form,
        "template": known,
        "language_name": queries.language_name(language) if language else "",
        "examined": _examine(staff, known.key if known else "", *_about(form, known, language), body),
        "gaps": SAMPLES,
    }
    if getattr(request, "htmx", False):
        return render(request, "messaging/_examined.html", context)
    return render(request, "messaging/template_form.html", context, status=422 if form.errors else 200)


def _about(form: TemplateForm, known: Template | None, language: str) -> tuple[str, str]:
    """Return the scope and the language of the words, also while a new template's form is half filled."""
    if known:
        return known.scope, language
    scope = form["scope"].value()
    return (scope if scope in Scope.values else Scope.SERVICE), form["language"].value() or "en"


def _save(
    request: HttpRequest, staff: Staff, known: Template | None, language: str, form: TemplateForm
) -> HttpResponse:
    given = form.cleaned_data
    version = actions.save_draft(
        agency=staff.agency,
        key=known.key if known else form.key,
        name=known.name if known else given["name"],
        scope=known.scope if known else given["scope"],
        language=language or given["language"],
        body=given["body"],
        machine_made=given["machine_made"],
        written_by=staff.name,
        by=staff.actor(),
        at=clock.now(),
    )
    messages.success(request, _("Saved as a draft. It is sent once a named person has approved it."))
    return redirect("messaging:template", version.template.key, version.language)


def _examine(staff: Staff, key: str, scope: str, language: str, body: str) -> Examined:
    draft = draft_of(staff.agency, key, scope, language, body)
    return Examined(
        filled=draft.filled,
        measured=measure(draft.filled),
        grade=linter.reading_grade(draft),
        faults=[explain(fault) for fault in linter.faults(draft)],
        saving=linter.saving(draft.filled),
    )
