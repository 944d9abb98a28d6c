"""Reporting as an app on a phone: its manifest, icon and worker, and the page that keeps drafts offline."""

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.resources import files as files_of
from typing import Any

import vl_convert
from django.contrib import messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_POST

from commonbeat.domain.concerns.actions.drafts import answer_step, begin_draft
from commonbeat.domain.concerns.choices.reporting import BEGINNING, MOST_PHOTOS
from commonbeat.domain.concerns.forms.reporting import StartForm
from commonbeat.domain.concerns.queries.drafts import draft_by_token
from commonbeat.domain.concerns.queries.reporting import groups_of, language_now, open_categories
from commonbeat.domain.concerns.rules import in_progress
from commonbeat.domain.concerns.views.public.asking import agency_of, draft_of, keep_photos
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden, Invalid, TooMany
from commonbeat.ground.throttle.access import visitor_of
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.ui.refusals import with_waiting_time
from commonbeat.ground.ui.rules import readable_on_white, text_on

SIZES = (192, 512)
WORKER = files_of("commonbeat.domain.concerns") / "scripts" / "worker.js"
# Made on the phone from 24 random bytes.
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">'
    '<rect width="512" height="512" fill="{ground}"/>'
    '<path d="M256 96a112 112 0 0 0-112 112c0 84 112 208 112 208s112-124 112-208A112 112 0 0 0 256 96z" '
    'fill="{ink}"/>'
    '<rect x="240" y="148" width="32" height="76" rx="16" fill="{ground}"/>'
    '<circle cx="256" cy="258" r="18" fill="{ground}"/></svg>'
)


@require_GET
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """Answer what a phone needs to put the report page among its apps."""
    agency = agency_of(request)
    start = reverse("concerns:report")
    known: dict[str, Any] = {
        "name": _("Report a concern to %(agency)s") % {"agency": agency.short_name},
        "short_name": _("Report"),
        "description": _(
            "Tell the police of a concern, with a photo, without a name. Works without a signal."
        ),
        "lang": language_now(),
        "dir": "rtl" if language_now() == "ar" else "ltr",
        "id": start,
        "start_url": start,
        "scope": start,
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": readable_on_white(agency.accent),
        "icons": [
            {
                "src": reverse("concerns:icon", args=[size]),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "any maskable",
            }
            for size in SIZES
        ],
    }
    return JsonResponse(known, content_type="application/manifest+json")


@require_GET
@cache_control(public=True, max_age=86_400)
def icon(request: HttpRequest, size: int) -> HttpResponse:
    """Answer the app's icon in the agency's colour."""
    if size not in SIZES:
        raise Hidden(_("There is no icon of this size."), code="no_icon")
    ground = readable_on_white(agency_of(request).accent)
    drawing = ICON.format(ground=escape(ground), ink=escape(text_on(ground)))
    picture = caches["drawn"].get_or_set(
        f"icon:{size}:{ground}", lambda: vl_convert.svg_to_png(drawing, scale=size / 512), 86_400
    )
    return HttpResponse(picture, content_type="image/png")


@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Answer the script that keeps the first page on the phone; it may look after /report/ alone."""
    agency = agency_of(request)
    files = [
        static("ui/built/house.css"),
        static("ui/built/house.js"),
        static("ui/mark.svg"),
        static("concerns/built/report.js"),
        static("concerns/built/phone.js"),
        reverse("ui:accent", args=[agency.accent.removeprefix("#")]),
    ]
    kept = {"page": reverse("concerns:phone"), "files": files}
    edition = hashlib.sha256(repr((kept, language_now())).encode()).hexdigest()[:12]
    script = f"const KEPT = {json.dumps({**kept, 'edition': edition})};\n{WORKER.read_text(encoding='utf-8')}"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_GET
def phone(request: HttpRequest) -> HttpResponse:
    """Show the page on which a report is kept on this phone until there is a signal."""
    context = {
        "groups": groups_of(open_categories(agency_of(request))),
        "most": MOST_PHOTOS,
        "form": StartForm(),
    }
    return render(request, "concerns/public/phone.html", context)


@never_cache
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Take over a draft from a phone under the token it has there; sent again, it is the same draft."""
    agency, token = agency_of(request), request.POST.get("token", "")
    if not TOKEN.fullmatch(token):
        raise Invalid(_("This draft has no number of its own. Please write it again."), code="token_invalid")
    address = reverse("concerns:report_check", args=[token])
    known = draft_by_token(agency, token, now())
    if known is not None:
        return JsonResponse({"address": address, "is_sent": known.row.sent_at is not None})
    form = StartForm(request.POST)
    if in_progress(request.POST.get("words", "")) and not request.POST.get("safe"):
        return JsonResponse({"danger": True})
    if not form.is_valid():
        faults = [str(fault) for faults in form.errors.values() for fault in faults]
        return JsonResponse({"faults": faults}, status=422)
    try:
        spend(BEGINNING.within(agency.slug), who=visitor_of(request), at=now())
    except TooMany as refusal:
        return with_waiting_time(JsonResponse({"faults": [refusal.message]}, status=429), refusal)
    _begin(request, agency, token, form.cleaned_data)
    return JsonResponse({"address": address, "is_sent": False})


def _begin(request: HttpRequest, agency: Agency, token: str, told: Mapping[str, str]) -> None:
    """Take over the draft; where a photo could not be kept, its page is asked again and says why."""
    given: dict[str, Any] = {"words": told["words"], "place": request.POST.get("place", "")[:160]}
    if told["category"] in {row.key for row in open_categories(agency)}:
        given |= {"category": told["category"], "done": ["kind"]}
    begin_draft(agency=agency, given=given, language=language_now(), at=now(), token=token)
    draft = draft_of(request, token)
    faults = keep_photos(request, draft) if request.FILES else []
    if not faults:
        answer_step(draft=draft, step="photo", values={}, language=language_now())
    for fault in faults:
        messages.warning(request, fault)
