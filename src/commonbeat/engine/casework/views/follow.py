"""Pages for whoever holds a receipt: one field for the code, then their case and what they can do with it."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from commonbeat.engine.casework import actions, queries
from commonbeat.engine.casework.access import agency_of, forget_receipt, receipt_of, remember_receipt
from commonbeat.engine.casework.choices import ELSEWHERE, FOLLOWING, GUESSING, OPENING, Kind, case_types
from commonbeat.engine.casework.forms.follow import (
    CodeForm,
    HolderMoveForm,
    NoticesForm,
    PhotosForm,
    RefusableForm,
    WriteForm,
)
from commonbeat.engine.casework.models import Receipt
from commonbeat.engine.casework.queries import Followed
from commonbeat.engine.casework.rules import normalised
from commonbeat.engine.files.queries import answer, thumbnail
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden, Invalid, Refused, TooMany
from commonbeat.ground.throttle.access import visitor_of
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.ui.refusals import form_again, with_waiting_time

Forms = dict[str, Form | HolderMoveForm]


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Take a code and open what it belongs to; what was opened before is closed."""
    form = CodeForm(request.POST or None)
    shown = {"form": form, "is_open": request.method == "GET" and receipt_of(request, now()) is not None}
    if request.method == "GET":
        return render(request, "casework/follow.html", shown)
    if not form.is_valid():
        return render(request, "casework/follow.html", shown, status=422)
    agency, code = agency_of(request), form.cleaned_data["code"]
    try:
        spend(OPENING.within(agency.slug), who=visitor_of(request), at=now())
        spend(GUESSING.within(agency.slug), who=normalised(code), at=now())
    except TooMany as refusal:
        return form_again(request, "casework/follow.html", form, shown, refusal)
    receipt = queries.receipt_by_words(agency, code, _language())
    if receipt is None:
        form.add_error("code", _("We do not know this code."))
        return render(request, "casework/follow.html", shown | {"is_unknown": True}, status=422)
    answered = HttpResponseRedirect(reverse("casework:followed"))
    remember_receipt(answered, receipt, now())
    return answered


@never_cache
@require_GET
def one_case(request: HttpRequest) -> HttpResponse:
    receipt = receipt_of(request, now())
    if receipt is None:
        return HttpResponseRedirect(reverse("casework:follow"))
    if receipt.is_owner:
        actions.mark_read(case=receipt.case, kind=Kind.TO_RESIDENT, at=now())
    return _page(request, receipt)


@never_cache
@require_POST
def write(request: HttpRequest) -> HttpResponse:
    form = WriteForm(request.POST)

    def do(receipt: Receipt) -> None:
        actions.write_from_resident(receipt=receipt, body=form.cleaned_data["body"], at=now())

    return _done(request, "write_form", form, do)


@never_cache
@require_POST
def add_photos(request: HttpRequest) -> HttpResponse:
    form = PhotosForm(request.POST, request.FILES)

    def do(receipt: Receipt) -> None:
        actions.add_photos(receipt=receipt, photos=form.cleaned_data["files"], at=now())

    return _done(request, "photos_form", form, do)


@never_cache
@require_POST
def notices(request: HttpRequest) -> HttpResponse:
    """Leave a number or an address to be told at, or take it away again."""
    if "stop" in request.POST:
        receipt = receipt_of(request, now())
        if receipt is None:
            return _closed(request)
        actions.end_notices(receipt=receipt)
        return _back(receipt)
    form = NoticesForm(request.POST)

    def do(receipt: Receipt) -> None:
        try:
            actions.leave_contact(receipt=receipt, **form.given(), language=_language(), at=now())
        except Invalid as refusal:
            raise Invalid(refusal.message, code=refusal.code, where="where") from None

    return _done(request, "notices_form", form, do)


@never_cache
@require_POST
def make_move(request: HttpRequest, key: str) -> HttpResponse:
    receipt = receipt_of(request, now())
    if receipt is None:
        return _closed(request)
    page = queries.followed(receipt, now())
    step = next((move for move in page.moves if move.key == key), None)
    if step is None:
        refusal = Refused(_("This step cannot be made now: the case has moved on."), code="not_from_here")
        return _page(request, receipt, refusal=refusal)
    form = HolderMoveForm(request.POST, move=step, is_answer=page.is_answer(step))

    def do(receipt: Receipt) -> None:
        words = form.cleaned_data.get("words", "")
        actions.move_by_holder(receipt=receipt, key=key, words=words, at=now())

    return _done(request, key, form, do)


@never_cache
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Forget on this device what was opened."""
    answered = HttpResponseRedirect(reverse("casework:follow"))
    forget_receipt(answered)
    return answered


@never_cache
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the code that is open here, as for one that somebody else got hold of."""
    receipt = receipt_of(request, now())
    if receipt is None:
        return _closed(request)
    actions.end_receipt(receipt=receipt, at=now())
    answered = render(request, "casework/code_ended.html")
    forget_receipt(answered)
    return answered


@require_GET
def stages(request: HttpRequest, kind: str) -> HttpResponse:
    """Say in plain words what each stage of a kind of case means, whose turn it is and for how long."""
    known = next((one for one in case_types() if one.key == kind), None)
    if known is None:
        raise Hidden(_("There is no such kind."), code="not_found")
    shown = {
        "kind": known,
        "line": [known.state(key) for key in known.line],
        "beside": [state for state in known.states if state.key not in known.line],
    }
    return render(request, "casework/stages.html", shown)


@never_cache
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Close what was opened and go where nothing tells of it."""
    answered = HttpResponseRedirect(ELSEWHERE)
    forget_receipt(answered)
    return answered


@require_GET
def photo(request: HttpRequest, public_id: str) -> HttpResponse:
    receipt = receipt_of(request, now())
    if receipt is None:
        raise Hidden(_("There is no such file."), code="not_found")
    file = queries.photo_for(receipt, public_id).file
    shown = thumbnail(file) if request.GET.get("size") == "small" else answer(file)
    shown["Cache-Control"] = "private, no-store"
    return shown


@never_cache
@require_GET
def line(request: HttpRequest, key: int) -> HttpResponse:
    """Show the proof that one line of the holder's case is in the book."""
    receipt = receipt_of(request, now())
    if receipt is None:
        return HttpResponseRedirect(reverse("casework:follow"))
    told, proof = queries.line_for(receipt, key)
    shown = {"what": told.what, "when": told.at, "proof": proof}
    answered = render(request, "casework/followed_line.html", shown)
    remember_receipt(answered, receipt, now())
    return answered


def _done(
    request: HttpRequest, name: str, form: RefusableForm, do: Callable[[Receipt], None]
) -> HttpResponse:
    """Do what a form asks for and lead back to the case, or show the page with the form and what is wrong."""
    receipt = receipt_of(request, now())
    if receipt is None:
        return _closed(request)
    try:
        # Before a photo is looked at, which takes more work than all else here.
        spend(FOLLOWING, who=str(receipt.pk), at=now())
        if not form.is_valid():
            return _page(request, receipt, {name: form}, status=422)
        do(receipt)
    except Refused as refusal:
        if isinstance(refusal, TooMany):
            form.files = MultiValueDict()
        form.refuse(refusal)
        return with_waiting_time(_page(request, receipt, {name: form}, status=refusal.status), refusal)
    return _back(receipt)


def _back(receipt: Receipt) -> HttpResponse:
    answered = HttpResponseRedirect(reverse("casework:followed"))
    remember_receipt(answered, receipt, now())
    return answered


def _page(
    request: HttpRequest,
    receipt: Receipt,
    forms: Forms | None = None,
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    receipt.refresh_from_db()
    page = queries.followed(receipt, now())
    given = forms or {}
    shown = {
        "page": page,
        "refusal": refusal,
        "asked": [_move_form(page, given, key) for key in page.asked],
        "offered": [_move_form(page, given, key) for key in page.offered],
        "write_form": given.get("write_form") or WriteForm(),
        "photos_form": given.get("photos_form") or PhotosForm(),
        "notices_form": given.get("notices_form") or NoticesForm(),
        "open_form": next(iter(given), ""),
    }
    answered = render(request, "casework/followed.html", shown, status=409 if refusal else status)
    remember_receipt(answered, receipt, now())
    return answered


def _move_form(page: Followed, given: Forms, key: str) -> Form:
    step = next(move for move in page.moves if move.key == key)
    return given.get(key) or HolderMoveForm(move=step, is_answer=page.is_answer(step))


def _closed(request: HttpRequest) -> HttpResponse:
    """Say that the page was closed meanwhile, and give back the words that were sent."""
    words = request.POST.get("body") or request.POST.get("words") or ""
    shown = {"form": CodeForm(), "is_late": True, "words": words}
    return render(request, "casework/follow.html", shown, status=403)


def _language() -> str:
    return (get_language() or "en").partition("-")[0]
