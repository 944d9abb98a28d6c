"""The staff's page of one case, and each thing that can be done to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonbeat.engine.casework import access, actions, queries
from commonbeat.engine.casework.access import post_of
from commonbeat.engine.casework.choices import Kind, Shown, case_type
from commonbeat.engine.casework.forms.case import (
    ActForm,
    AssignForm,
    ExtendClockForm,
    FilesForm,
    JoinForm,
    MoveForm,
    NoteForm,
    PrivacyForm,
    QueueForm,
    StopClockForm,
    WriteForm,
)
from commonbeat.engine.casework.models import Case, ClockRun
from commonbeat.engine.casework.queries.replies import replies_for
from commonbeat.engine.files.queries import answer, thumbnail
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Forbidden, Hidden, Refused

OWN_PAGE = "casework:case"
Do = Callable[[Any], object]


@login_required
@never_cache
@require_GET
def case(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a case whose kind has no page of its own; lead to that page where it has one."""
    staff, found = _seen(request, public_id)
    if case_type(found.kind).page != OWN_PAGE:
        return HttpResponseRedirect(queries.address_of(found))
    return render(request, "casework/case.html", {"page": queries.case_page(found, staff, now())})


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    step = case_type(found.kind).move(key)
    if step is None:
        raise Hidden(_("There is no such step."), code="not_found")

    def do(form: MoveForm) -> None:
        given = form.cleaned_data
        actions.move_with_evidence(
            case=found,
            key=key,
            uploads=given.get("files", []),
            outcome=given.get("outcome", ""),
            reason=given.get("reason", ""),
            by=staff,
            at=now(),
        )

    form = MoveForm(*_sent(request), move=step, **_given(found, staff))
    return _act(request, form, do, _("Done: %(step)s.") % {"step": step.words})


@login_required
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    form = AssignForm(*_sent(request), **_given(found, staff))
    return _act(
        request,
        form,
        lambda form: actions.assign(case=found, to=form.cleaned_data["to"], by=staff, at=now()),
        _("Saved."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def put_in_queue(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    form = QueueForm(*_sent(request), **_given(found, staff))
    return _act(
        request,
        form,
        lambda form: actions.put_in_queue(case=found, **form.cleaned_data, by=staff, at=now()),
        _("Saved."),
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take words to the person in steps: put ready words in, look at them as they will be read, send."""
    staff, found = _worked_on(request, public_id)
    step = request.POST.get("step", "look")
    if request.method == "POST" and step == "fill":
        return _filled(request, found, staff)
    form = WriteForm(*_sent(request), **_given(found, staff))
    if step == "send":
        return _act(
            request,
            form,
            lambda form: actions.write_to_resident(
                case=found, body=form.cleaned_data["body"], by=staff, at=now()
            ),
            _("Sent. The person can read it with their code."),
        )
    if request.method == "POST" and step == "change":
        body = request.POST.get("body", "")
        form = WriteForm(initial={"body": body}, **_given(found, staff))
        return _form_page(request, form)
    if not form.is_bound or not form.is_valid():
        return _form_page(request, form)
    return render(request, "casework/look_at_words.html", _about(form))


def _filled(request: HttpRequest, found: Case, staff: Staff) -> HttpResponse:
    """Show the form again with the chosen ready words, before what was typed already."""
    chosen = request.POST.get("reply", "")
    reply = replies_for(found).filter(pk=chosen).first() if chosen.isdecimal() else None
    parts = [reply.body if reply else "", request.POST.get("body", "").strip()]
    body = "\n\n".join(part for part in parts if part)
    form = WriteForm(initial={"body": body, "reply": reply}, **_given(found, staff))
    return _form_page(request, form)


@login_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    form = NoteForm(*_sent(request), **_given(found, staff))
    return _act(
        request,
        form,
        lambda form: actions.write_note(case=found, body=form.cleaned_data["body"], by=staff, at=now()),
        _("Kept."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def add_files(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)

    def do(form: FilesForm) -> None:
        given = form.cleaned_data
        actions.add_files(
            case=found,
            uploads=given["files"],
            shown=Shown(given["shown"]),
            is_evidence=given["is_evidence"],
            by=staff,
            at=now(),
        )

    return _act(request, FilesForm(*_sent(request), **_given(found, staff)), do, _("Added."))


@login_required
@require_http_methods(["GET", "POST"])
def set_private(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    form = PrivacyForm(*_sent(request), **_given(found, staff))
    return _act(
        request,
        form,
        lambda form: actions.set_private(
            case=found,
            is_private=not found.is_private,
            reason=form.cleaned_data["reason"],
            by=staff,
            at=now(),
        ),
        _("Saved."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)

    def do(form: JoinForm) -> None:
        other = access.case_visible_to(staff, form.cleaned_data["into"], found.kind)
        actions.merge(case=found, into=other, by=staff, at=now())

    said = _("Joined. Everyone who follows it was told.")
    return _act(request, JoinForm(*_sent(request), **_given(found, staff)), do, said)


@login_required
@require_POST
def part(request: HttpRequest, public_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    actions.unmerge(case=found, by=staff, at=now())
    return _back(request, found, _("Parted again. Everyone who follows it was told."))


@login_required
@require_POST
def mark_read(request: HttpRequest, public_id: str) -> HttpResponse:
    _staff, found = _worked_on(request, public_id)
    actions.mark_read(case=found, kind=Kind.FROM_RESIDENT, at=now())
    return _back(request, found, _("Marked as read."))


@login_required
@require_http_methods(["GET", "POST"])
def stop_clock(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    run = _clock(found, pk)
    form = StopClockForm(*_sent(request), run=run, **_given(found, staff))
    return _act(
        request,
        form,
        lambda form: actions.toll(run=run, reason=form.cleaned_data["reason"], by=staff, at=now()),
        _("The clock stands still."),
    )


@login_required
@require_POST
def resume_clock(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    actions.resume(run=_clock(found, pk), by=staff, at=now())
    return _back(request, found, _("The clock runs again."))


@login_required
@require_http_methods(["GET", "POST"])
def extend_clock(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    run = _clock(found, pk)
    form = ExtendClockForm(*_sent(request), run=run, **_given(found, staff))
    return _act(
        request,
        form,
        lambda form: actions.extend(run=run, **form.cleaned_data, by=staff, at=now()),
        _("It has more time now."),
    )


@login_required
@require_GET
def file(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """Answer with a file of a case that the post may see; `size=small` with a small picture of it."""
    staff, found = _seen(request, public_id)
    kept = access.file_visible_to(staff, found, file_id).file
    return thumbnail(kept) if request.GET.get("size") == "small" else answer(kept)


@login_required
@never_cache
@require_GET
def line(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    """Show the proof that one line of a case is in the book."""
    staff, found = _seen(request, public_id)
    told = queries.line_of(found, staff, key)
    shown = {
        "case": found,
        "reference": queries.reference_of(found),
        "address": queries.address_of(found),
        "what": told.what,
        "when": told.entry.at,
        "proof": queries.proof_of(told.entry.line),
    }
    return render(request, "casework/line.html", shown)


@login_required
@require_POST
def show_file(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    staff, found = _worked_on(request, public_id)
    attachment = access.file_visible_to(staff, found, file_id)
    shown = request.POST.get("shown", "")
    if shown not in Shown.values:
        raise Refused(_("Choose who sees the file."), code="no_choice")
    actions.show_attachment(attachment=attachment, shown=Shown(shown), by=staff, at=now())
    return _back(request, found, _("Saved."))


def _seen(request: HttpRequest, public_id: str) -> tuple[Staff, Case]:
    staff = post_of(request)
    return staff, access.case_visible_to(staff, public_id)


def _worked_on(request: HttpRequest, public_id: str) -> tuple[Staff, Case]:
    staff, found = _seen(request, public_id)
    access.require_can_work_on(staff, found)
    return staff, found


def _clock(found: Case, pk: int) -> ClockRun:
    run = ClockRun.objects.filter(case=found, pk=pk).first()
    if run is None:
        raise Hidden(_("There is no such clock."), code="not_found")
    return run


def _given(found: Case, staff: Staff) -> dict[str, Any]:
    return {"case": found, "staff": staff, "at": now()}


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _act(request: HttpRequest, form: ActForm, do: Do, said: str) -> HttpResponse:
    """Do what the form says and go back to the case; or show the form again with its faults."""
    if not (form.is_bound and form.is_valid()):
        return _form_page(request, form)
    try:
        do(form)
    except (Forbidden, Hidden) as refusal:
        if not isinstance(form, JoinForm) or isinstance(refusal, Forbidden):
            raise
        form.add_error("into", refusal.message)
    except Refused as refusal:
        form.refuse(refusal)
    else:
        return _back(request, form.case, said)
    return _form_page(request, form)


def _form_page(request: HttpRequest, form: ActForm) -> HttpResponse:
    return render(request, "casework/one_act.html", _about(form), status=422 if form.errors else 200)


def _about(form: ActForm) -> dict[str, Any]:
    return {
        "form": form,
        "case": form.case,
        "reference": queries.reference_of(form.case),
        "face": queries.face_of(form.case, Shown.STAFF),
        "address": queries.address_of(form.case),
        "readers": queries.readers_of(form.case),
    }


def _back(request: HttpRequest, found: Case, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(queries.address_of(found))
