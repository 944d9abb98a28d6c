"""The pages of the book, and its files for programs: checkpoint, key, tiles."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Hidden, TooMany
from commonbeat.ground.ledger import queries
from commonbeat.ground.ledger.choices import CHECKING
from commonbeat.ground.ledger.forms import ReceiptForm
from commonbeat.ground.ledger.models import Checkpoint
from commonbeat.ground.ledger.rules import receipt, tiles
from commonbeat.ground.throttle.access import visitor_of
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.ui.refusals import form_again

YEAR = 365 * 24 * 60 * 60
TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"


def _published() -> Checkpoint:
    found = queries.published_checkpoint(clock.now())
    if found is None:
        raise Hidden(_("The book has no entries yet. Come back in a moment."), code="empty-book")
    return found


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    context = {
        "checkpoint": queries.published_checkpoint(clock.now()),
        "is_hourly": not settings.DEMO,
        "keys": queries.verifiers(clock.now()),
        "address": request.build_absolute_uri(request.path),
    }
    return render(request, "ledger/book.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Check a pasted receipt; nothing of it is stored."""
    form = ReceiptForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        try:
            spend(CHECKING, who=visitor_of(request), at=clock.now())
            checked = receipt.check(form.pasted, queries.verifiers())
        except TooMany as refusal:
            return form_again(request, "ledger/receipt.html", form, context, refusal)
        except receipt.Unreadable as wrong:
            form.refuse(wrong)
        else:
            grown = checked.is_signed and queries.is_still_contained(checked.head)
            context |= {"checked": checked, "is_still_contained": grown, "is_good": checked.is_good and grown}
    return render(request, "ledger/receipt.html", context, status=422 if form.errors else 200)


@require_safe
@cache_control(max_age=1, public=True)
def checkpoint(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_published().note, content_type=TEXT)


@require_safe
@cache_control(max_age=3600, public=True)
def key(request: HttpRequest) -> HttpResponse:
    """Give the keys that sign now, one to a line."""
    _published()
    lines = [f"{verifier}\n" for verifier in queries.verifiers(clock.now())]
    return HttpResponse("".join(lines), content_type=TEXT)


@require_safe
@cache_control(max_age=YEAR, public=True, immutable=True)
def tile(request: HttpRequest, kind: str, place: str, width: str | None = None) -> HttpResponse:
    """Give a tile or a bundle of entries of the published tree, whole or (`.p/<width>`) its beginning."""
    number = tiles.parse_number(place)
    wanted = int(width) if width else tiles.WIDTH
    if number is None or (width and wanted >= tiles.WIDTH):
        raise Hidden(_("This is not the address of a tile."), code="no-tile")
    size = _published().size
    if kind == "entries":
        data = queries.entry_bundle(size, number, wanted)
    else:
        data = queries.tile_of(size, int(kind), number, wanted)
    if data is None:
        raise Hidden(_("The book has no such tile yet."), code="no-tile")
    return HttpResponse(data, content_type=BYTES)
