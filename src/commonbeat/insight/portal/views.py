"""The public pages that belong to no single part of the business: home, trust, "is this from us?"."""

import csv
from dataclasses import replace

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import floatformat
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonbeat.engine.measures.choices import Figure
from commonbeat.engine.measures.queries import csv_rows
from commonbeat.engine.surveys.choices import Grouping
from commonbeat.engine.surveys.measures import CPSS, RESPONSE_RATE
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Hidden, TooMany
from commonbeat.ground.throttle.access import visitor_of
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.ui.charts import Ground, Point, Words, area_map, bars_with_range, line_with_band
from commonbeat.ground.ui.refusals import form_again
from commonbeat.ground.ui.rules import sentence_case
from commonbeat.ground.ui.tables import Table
from commonbeat.insight.portal import queries
from commonbeat.insight.portal.choices import ASKING
from commonbeat.insight.portal.forms import OursForm
from commonbeat.insight.portal.rules import compare, is_number, same_number

# What is no release, such as the name of an area, shows after this long.
KEPT_SECONDS = 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    agency = _agency(request)
    said = queries.said(agency, (Grouping.MONTH,))
    context = {"said": said, "chart": _over_time(agency, _by(said, Grouping.MONTH))}
    return render(request, "portal/home.html", context)


@require_safe
def trust(request: HttpRequest) -> HttpResponse:
    agency = _agency(request)
    # The same for every reader of a language until something is released, so it is written once.
    key = f"trust:{get_language()}:{agency.accent}:{queries.edition(agency)}"
    content = caches["drawn"].get_or_set(key, lambda: _what_people_say(agency), KEPT_SECONDS)
    return render(request, "portal/trust.html", {"content": content})


def _what_people_say(agency: Agency) -> SafeString:
    said = queries.said(agency)
    version, questions = queries.questions(agency)
    context = {
        "said": said,
        "over_time": _over_time(agency, _by(said, Grouping.MONTH)),
        "by_area": _by_area(agency, _by(said, Grouping.AREA)),
        "by_kind": _bars(
            agency, _by(said, Grouping.CATEGORY), _("Satisfied, by kind of call"), _("Kind of call")
        ),
        "by_language": _bars(
            agency, _by(said, Grouping.LANGUAGE), _("Satisfied, by language of the answer"), _("Language")
        ),
        "other_ways": queries.other_ways(agency),
        "version": version,
        "questions": questions,
        "measure": CPSS,
        "response_rate": RESPONSE_RATE,
    }
    return render_to_string("portal/_trust.html", context)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Every released figure as CSV (RFC 4180), with the same rows hidden as on the page."""
    agency = _agency(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{agency.slug}-what-people-say.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    csv.writer(response).writerows(csv_rows(queries.all_released(agency)))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def ours(request: HttpRequest) -> HttpResponse:
    """Answer whether a number or a text is ours. What was pasted is compared and forgotten."""
    agency = _agency(request)
    wordings = queries.wordings(agency)
    form = OursForm(request.POST or None)
    context: dict[str, object] = {"form": form, "wordings": wordings}
    if request.method == "POST" and form.is_valid():
        try:
            spend(ASKING.within(agency.slug), who=visitor_of(request), at=clock.now())
        except TooMany as refusal:
            return form_again(request, "portal/ours.html", form, context, refusal)
        context["answer"] = _answer(agency, form.cleaned_data["pasted"], [one.body for one in wordings])
    return render(request, "portal/ours.html", context)


def _answer(agency: Agency, pasted: str, bodies: list[str]) -> str:
    if is_number(pasted):
        known = [number for number in (agency.sender, agency.phone) if number]
        return "number" if any(same_number(pasted, number) for number in known) else "other_number"
    likeness = compare(pasted, bodies)
    if not likeness.is_like_ours:
        return "other_words"
    return "words_with_link" if likeness.has_link else "words"


def _agency(request: HttpRequest) -> Agency:
    agency: Agency | None = getattr(request, "agency", None)
    if agency is None:
        raise Hidden(_("No agency is set up here yet. Run “commonbeat init” first."), code="no_agency")
    return agency


def _by(said: queries.Said, grouping: Grouping) -> list[Figure]:
    rows = said.by.get(grouping, [])
    if grouping == Grouping.CATEGORY:
        return [replace(row, label=sentence_case(row.label)) for row in rows]
    return rows


def _point(figure: Figure) -> Point:
    return Point(figure.label, figure.value, figure.low, figure.high)


def _table(caption: str, first: str, rows: list[Figure]) -> Table:
    head = [first, _("Satisfied"), pgettext("people", "Answered"), _("Share"), _("Likely range")]
    return Table(caption, head, [_row(row) for row in rows])


def _row(row: Figure) -> list[object]:
    if row.percent is None or row.low_percent is None or row.high_percent is None:
        return [row.label, row.why_hidden.label]
    span = _("%(low).0f to %(high).0f %%") % {"low": row.low_percent, "high": row.high_percent}
    return [
        row.label,
        row.x,
        row.n,
        *(_unbroken(words) for words in (f"{floatformat(row.percent, 1)} %", span)),
    ]


def _unbroken(words: str) -> str:
    """Return a number and its sign as they must stay together at the end of a line."""
    return words.replace(" %", "\N{NO-BREAK SPACE}%")


def _over_time(agency: Agency, rows: list[Figure]) -> dict[str, object] | None:
    if not any(row.shown for row in rows):
        return None
    caption = _("Satisfied, month by month")
    words = Words(
        caption, _("A line of the share for each month, over the band of its likely range."), agency.accent
    )
    svg = line_with_band([_point(row) for row in rows], words)
    return {"svg": svg, "table": _table(caption, _("Month"), rows)}


def _bars(agency: Agency, rows: list[Figure], caption: str, first: str) -> dict[str, object] | None:
    if not any(row.shown for row in rows):
        return None
    words = Words(caption, _("A bar for each, with a line for its likely range."), agency.accent)
    svg = bars_with_range([_point(row) for row in rows], words)
    return {"svg": svg, "table": _table(caption, first, rows)}


def _by_area(agency: Agency, rows: list[Figure]) -> dict[str, object] | None:
    if not any(row.shown for row in rows):
        return None
    by_code = {row.key: row for row in rows}
    grounds = [
        Ground(
            area.name,
            area.boundary,
            _value(by_code.get(area.code)),
            _on_map(area.name, by_code.get(area.code)),
        )
        for area in queries.boundaries(agency)
    ]
    caption = _("Satisfied, by area")
    words = Words(
        caption, _("A map of the areas, darker where more were satisfied; each has its share on it.")
    )
    return {"svg": area_map(grounds, words), "table": _table(caption, _("Area"), rows)}


def _value(figure: Figure | None) -> float | None:
    return figure.value if figure else None


def _on_map(name: str, figure: Figure | None) -> str:
    share = f"{figure.percent:.0f} %" if figure and figure.percent is not None else _("too few")
    return f"{name}\n{share}"
