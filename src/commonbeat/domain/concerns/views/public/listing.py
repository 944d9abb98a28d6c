"""The public list of concerns, its map and feeds, and one concern's page."""

import hashlib
import json
from typing import Any

from django import forms
from django.core.cache import caches
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from commonbeat.domain.concerns import queries
from commonbeat.domain.concerns.actions import me_too
from commonbeat.domain.concerns.actions.drafts import drop_draft
from commonbeat.domain.concerns.choices.reporting import FOLLOWING
from commonbeat.domain.concerns.forms.listing import FilterForm
from commonbeat.domain.concerns.models import Concern
from commonbeat.domain.concerns.queries import pages
from commonbeat.domain.concerns.queries.drafts import draft_by_token
from commonbeat.domain.concerns.queries.reporting import language_now
from commonbeat.domain.concerns.views.public.asking import agency_of
from commonbeat.engine.casework.models import Attachment
from commonbeat.engine.casework.queries import stages_of
from commonbeat.engine.files.queries import answer, thumbnail
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden, Invalid, TooMany
from commonbeat.ground.throttle.access import visitor_of
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.ui.charts import Ground, Words, area_map
from commonbeat.ground.ui.refusals import form_again
from commonbeat.ground.ui.tables import Table

PAGE = "concerns/public/concern.html"
ON_A_PAGE = 20
IN_A_FEED = 30
AREAS_KEPT_SECONDS = 60
FEEDS: dict[type[SyndicationFeed], str] = {
    Rss201rev2Feed: "application/rss+xml; charset=utf-8",
    Atom1Feed: "application/atom+xml; charset=utf-8",
}


@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    agency = agency_of(request)
    form = FilterForm(request.GET, agency=agency)
    wanted = form.wanted()
    page = Paginator(pages.with_all(pages.narrowed(agency, wanted)), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "cards": pages.cards_of(agency, page.object_list),
        "areas": _areas(agency, form, wanted),
        "feed": f"{reverse('concerns:feed')}?{query.urlencode()}".rstrip("?"),
        "atom": f"{reverse('concerns:atom')}?{query.urlencode()}".rstrip("?"),
        "subscribe": f"{reverse('concerns:subscribe')}?{query.urlencode()}".rstrip("?"),
    }
    return render(request, "concerns/public/concerns.html", context)


@require_safe
def concern(request: HttpRequest, public_id: str) -> HttpResponse:
    agency = agency_of(request)
    row = _concern(agency, public_id)
    return render(request, PAGE, _told_of(agency, row))


def _told_of(agency: Agency, row: Concern) -> dict[str, object]:
    [card] = pages.cards_of(agency, [row])
    return {
        "card": card,
        "stages": _stages(row),
        "usual": pages.usual_time(row.category, now()),
        "sla_days": row.category.sla_days,
        "is_looked_at": row.looked_at is not None,
        "position": queries.public_position(row),
    }


@never_cache
@require_POST
def follow(request: HttpRequest, public_id: str) -> HttpResponse:
    """Count one more who is troubled by it, or who only wants to know, and give them a code."""
    agency = agency_of(request)
    row = _concern(agency, public_id)
    try:
        spend(FOLLOWING.within(agency.slug), who=visitor_of(request), at=now())
    except TooMany as refusal:
        form = forms.Form(request.POST)
        return form_again(request, PAGE, form, {**_told_of(agency, row), "form": form}, refusal)
    _other, token = me_too(
        concern=row, is_troubled=request.POST.get("as") != "follower", language=language_now(), at=now()
    )
    draft = draft_by_token(agency, request.POST.get("draft", ""), now())
    if draft is not None and not draft.row.sent_at:
        drop_draft(draft=draft, at=now())
    return HttpResponseRedirect(reverse("casework:new_receipt", args=[token]))


@require_GET
def photo(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """Show a photo that somebody looked at; `?small` for the small one."""
    agency = agency_of(request)
    row = _concern(agency, public_id)
    [card] = pages.cards_of(agency, [row])
    if file_id not in card.photos:
        raise Hidden(_("This photo is not shown to everyone."), code="photo_hidden")
    kept = Attachment.objects.select_related("file").get(case=row.case_id, file__public_id=file_id).file
    return thumbnail(kept) if "small" in request.GET else answer(kept)


@require_GET
@cache_control(max_age=60)
def on_map(request: HttpRequest) -> HttpResponse:
    """Answer public concerns as GeoJSON: `bbox` (west,south,east,north), `area`, `category`, `state`."""
    agency = agency_of(request)
    wanted = FilterForm(request.GET, agency=agency).wanted()
    features = pages.on_map(agency, wanted, _box(request.GET.get("bbox", "")))
    document = {"type": "FeatureCollection", "features": features}
    return HttpResponse(json.dumps(document, separators=(",", ":")), content_type="application/geo+json")


@require_GET
@cache_control(max_age=300)
def feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, Rss201rev2Feed)


@require_GET
@cache_control(max_age=300)
def atom(request: HttpRequest) -> HttpResponse:
    return _feed(request, Atom1Feed)


def _feed(request: HttpRequest, kind: type[SyndicationFeed]) -> HttpResponse:
    agency = agency_of(request)
    form = FilterForm(request.GET, agency=agency)
    wanted = form.wanted()
    newest = pages.with_all(pages.narrowed(agency, wanted))[:IN_A_FEED]
    area = form.areas.get(wanted.area)
    title = _("Concerns reported in %(place)s") % {"place": area.name if area else agency.place}
    made = kind(
        title=title,
        link=request.build_absolute_uri(reverse("concerns:concerns")),
        description=_("What people reported to %(agency)s, and what came of it.") % {"agency": agency.name},
        language=language_now(),
        feed_url=request.build_absolute_uri(),
        author_name=agency.name,
    )
    for card in pages.cards_of(agency, newest):
        address = request.build_absolute_uri(reverse("concerns:public_concern", args=[card.public_id]))
        made.add_item(
            title=f"{card.title}, {card.where}" if card.where else card.title,
            link=address,
            description=card.words or str(card.state),
            unique_id=address,
            unique_id_is_permalink=True,
            pubdate=card.received_at,
            updateddate=card.received_at,
            categories=[card.title],
        )
    return HttpResponse(made.writeString("utf-8"), content_type=FEEDS[kind])


def _concern(agency: Agency, public_id: str) -> Concern:
    row = pages.concern_for_everyone(agency, public_id)
    if row is None:
        raise Hidden(_("There is no such concern, or it is not for everyone to see."), code="no_concern")
    return row


def _stages(row: Concern) -> list[dict[str, Any]]:
    return [
        {"label": stage.state.name, "state": stage.standing, "when": stage.since}
        for stage in stages_of(row.case)
    ]


def _box(text: str) -> pages.Box | None:
    """Return the part of the map that is asked for, None for all of it. Raises Invalid."""
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise Invalid(
            _("bbox is four numbers: west, south, east, north, in degrees."),
            code="bbox_invalid",
            where="bbox",
        )
    return pages.Box(west, south, east, north)


def _areas(agency: Agency, form: FilterForm, wanted: pages.Wanted) -> SafeString:
    """Return the part of the page with the areas; counting and drawing them is done once in a while."""
    told = hashlib.sha256(repr((agency.accent, get_language(), wanted)).encode()).hexdigest()
    key = f"concern-areas:{agency.pk}:{told}"
    drawn = caches["drawn"]
    return SafeString(drawn.get_or_set(key, lambda: _drawn_areas(agency, form, wanted), AREAS_KEPT_SECONDS))


def _drawn_areas(agency: Agency, form: FilterForm, wanted: pages.Wanted) -> SafeString:
    """Draw the areas, darker where there are more, and the same as a table."""
    counts = pages.counts_by_area(agency, wanted)
    if not counts or not form.areas:
        return SafeString("")
    caption = _("Concerns by part of town")
    words = Words(
        caption,
        _("A map of the areas, darker where more was reported; each has its number on it."),
        agency.accent,
        ",d",
    )
    grounds = [
        Ground(area.name, area.boundary, float(counts.get(code, 0)), f"{area.name}\n{counts.get(code, 0)}")
        for code, area in form.areas.items()
    ]
    rows: list[list[object]] = [[area.name, counts.get(code, 0)] for code, area in form.areas.items()]
    table = Table(caption, [_("Part of town"), _("Reports")], rows)
    return render_to_string("concerns/public/_areas.html", {"svg": area_map(grounds, words), "table": table})
