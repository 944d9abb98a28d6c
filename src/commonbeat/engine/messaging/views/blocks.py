"""The numbers that are never texted. A number goes in and is never shown again."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commonbeat.engine.messaging import access, actions, queries
from commonbeat.engine.messaging.choices import Capability
from commonbeat.engine.messaging.forms import BlockForm, BlockSearchForm
from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Invalid

ON_A_PAGE = 50


@require_GET
def blocks(request: HttpRequest) -> HttpResponse:
    staff = _allowed(request)
    return render(request, "messaging/blocks.html", _context(request, staff))


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    staff = _allowed(request)
    form = BlockForm(request.POST)
    if form.is_valid():
        try:
            actions.add_block(
                agency=staff.agency,
                **form.cleaned_data,
                added_by=staff.name,
                by=staff.actor(),
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_error(refused.where or None, refused.message)
        else:
            messages.success(request, _("On the list. This number gets no texts from now on."))
            return redirect("messaging:blocks")
    return render(request, "messaging/blocks.html", _context(request, staff, form=form), status=422)


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Say whether a number is on the list; by POST, so that it stays out of addresses and logs."""
    staff = _allowed(request)
    form = BlockSearchForm(request.POST)
    context = _context(request, staff, search_form=form)
    if form.is_valid():
        lookup = queries.phone_lookup(form.cleaned_data["phone"])
        if lookup:
            found = queries.blocks_of(staff.agency).filter(phone_lookup=lookup).first()
            context |= {"is_searched": True, "found": found, "search_form": BlockSearchForm()}
        else:
            form.add_error("phone", _("This is not a telephone number we can use."))
    return render(request, "messaging/blocks.html", context)


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    staff = _allowed(request)
    block = access.block_visible_to(staff, pk)
    actions.lift_block(block=block, by=staff.actor(), at=clock.now())
    messages.success(request, _("Off the list. This number can be texted again."))
    return redirect("messaging:blocks")


def _allowed(request: HttpRequest) -> Staff:
    return require_can(getattr(request, "staff", None), Capability.MANAGE_BLOCKS)


def _context(
    request: HttpRequest,
    staff: Staff,
    form: BlockForm | None = None,
    search_form: BlockSearchForm | None = None,
) -> dict[str, Any]:
    return {
        "page": Paginator(queries.blocks_of(staff.agency), ON_A_PAGE).get_page(request.GET.get("page")),
        "form": form or BlockForm(auto_id="add_%s"),
        "search_form": search_form or BlockSearchForm(auto_id="search_%s"),
    }
