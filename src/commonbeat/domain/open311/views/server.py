"""The protocol as other programs speak it. Every answer is one content, written as JSON or XML."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from commonbeat.domain.open311 import actions, queries
from commonbeat.domain.open311.access import program_of
from commonbeat.domain.open311.choices import CHANGESET, PLAIN_HTTP, SPECIFICATION
from commonbeat.domain.open311.forms.parameters import (
    Parameters,
    asked_of,
    is_extended,
    news_in,
    pages_of,
    report_in,
    window_in,
)
from commonbeat.domain.open311.queries import Asked
from commonbeat.domain.open311.rules import Unreadable, as_json, as_xml, clean
from commonbeat.ground.agency.models import Agency, ApiKey
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Forbidden, Hidden, Refused, TooMany

TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
# Of a refusal's own status, what the protocol says: not found, no key, too often; the rest is 400.
KEPT_STATUSES = {403, 404, 429}

NAMES = {
    "words": "description",
    "place": "lat and long",
    "files": "media",
    "phone": "phone",
    "email": "email",
}

View = Callable[..., HttpResponse]


def written(root: str, content: Any, form: str, status: int = 200) -> HttpResponse:
    body = as_json(content) if form == "json" else as_xml(root, content)
    return HttpResponse(body, status=status, content_type=TYPES[form])


def fault(form: str, status: int, description: str) -> HttpResponse:
    return written("errors", [{"code": status, "description": clean(description)}], form, status)


def door(*methods: str) -> Callable[[View], View]:
    """Let a view answer these methods; what it refuses is said in the form that was asked for.

    Whoever reads may do so from a page of any other site; whoever sends needs a key and no cookie.
    """

    def wrap(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, form: str, **named: str) -> HttpResponse:
            if request.method == "OPTIONS":
                answer = HttpResponse(status=204)
            elif request.method not in (*methods, "HEAD"):
                answer = fault(form, 405, _("This address does not take this method."))
                answer["Allow"] = ", ".join([*methods, "HEAD", "OPTIONS"])
            else:
                answer = _tried(view, request, form, named)
            if "GET" in methods:
                answer["Access-Control-Allow-Origin"] = "*"
                answer["Access-Control-Allow-Methods"] = "GET, OPTIONS"
            return answer

        return answered

    return wrap


def _tried(view: View, request: HttpRequest, form: str, named: dict[str, str]) -> HttpResponse:
    try:
        return view(request, form=form, **named)
    except Unreadable as wrong:
        return fault(form, 400, f"{wrong}.")
    except TooMany as wrong:
        answer = fault(form, 429, wrong.message)
        answer["Retry-After"] = str(wrong.wait)
        return answer
    except Refused as wrong:
        return fault(form, wrong.status if wrong.status in KEPT_STATUSES else 400, _named(wrong))
    except RequestDataTooBig:
        return fault(form, 400, _("This is too large to be read. Nothing was kept."))
    except (SuspiciousOperation, MultiPartParserError, UnicodeError):
        return fault(form, 400, _("This cannot be read. Nothing was kept."))


def _named(wrong: Refused) -> str:
    """Return what is wrong, with the protocol's own name for where."""
    if wrong.where.startswith("answer_"):
        return f"attribute[{wrong.where.removeprefix('answer_')}]: {wrong.message}"
    return f"{NAMES[wrong.where]}: {wrong.message}" if wrong.where in NAMES else str(wrong.message)


def _agency(request: HttpRequest, given: Parameters) -> Agency:
    """Return the agency that is asked: by jurisdiction_id, else the one of this host name."""
    jurisdiction = given.text("jurisdiction_id")
    agency = queries.jurisdiction_named(jurisdiction) if jurisdiction else request.agency  # type: ignore[attr-defined]
    if agency is None and not jurisdiction:
        raise Unreadable("jurisdiction_id", "was not provided")
    if agency is None:
        raise Hidden(_("There is no jurisdiction with this jurisdiction_id."), code="no_jurisdiction")
    found: Agency = agency
    return found


def _key(request: HttpRequest, given: Parameters, agency: Agency) -> ApiKey:
    """Return the program's key. Raises Forbidden."""
    secret = _secret(request, given)
    if not secret:
        raise Forbidden(_("api_key was not provided."), code="no_key")
    return program_of(request, agency, secret)


def _key_if_given(request: HttpRequest, given: Parameters, agency: Agency) -> ApiKey | None:
    return _key(request, given, agency) if _secret(request, given) else None


def _secret(request: HttpRequest, given: Parameters) -> str:
    """Return what was sent as a key: the protocol's parameter, `Authorization: Bearer …` or `X-Api-Key`."""
    bearer = request.headers.get("Authorization", "")
    header = bearer.removeprefix("Bearer ") if bearer.startswith("Bearer ") else ""
    return given.text("api_key") or header.strip() or request.headers.get("X-Api-Key", "").strip()


@csrf_exempt
def nothing(_request: HttpRequest, form: str = "xml") -> HttpResponse:
    """Answer for every other address, in XML unless JSON is asked for: every program reads that."""
    return fault(form, 404, _("There is nothing at this address."))


@door("GET")
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    agency = _agency(request, Parameters(request.GET))
    services_at = queries.site_of(agency) + reverse("open311:services", args=[form])
    formats = ["text/xml", "application/json"]
    content = {
        "changeset": CHANGESET,
        "contact": clean(agency.email or agency.phone or agency.name),
        "key_service": clean(_("Ask %(agency)s for a key.") % {"agency": agency.name}),
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": services_at.removesuffix(f"/services.{form}"),
                "changeset": CHANGESET,
                "type": "test" if settings.DEMO else "production",
                "formats": formats,
            }
        ],
    }
    return written("discovery", content, form)


@door("GET")
def services(request: HttpRequest, form: str) -> HttpResponse:
    agency = _agency(request, Parameters(request.GET))
    return written("services", queries.services_of(agency), form)


@door("GET")
def definition(request: HttpRequest, form: str, code: str) -> HttpResponse:
    agency = _agency(request, Parameters(request.GET))
    category = queries.service_of(agency, code)
    if category is None:
        raise Hidden(_("There is no service with this service_code."), code="no_service")
    if not category.questions:
        raise Hidden(_("This service asks for nothing more (metadata is false)."), code="no_definition")
    return written("service_definition", queries.definition_of(category), form)


@door("GET", "POST")
def requests(request: HttpRequest, form: str) -> HttpResponse:
    return _post(request, form) if request.method == "POST" else _list(request, form)


def _list(request: HttpRequest, form: str) -> HttpResponse:
    given = Parameters(request.GET)
    agency = _agency(request, given)
    is_by_number = bool(given.text("service_request_id"))
    at = clock.now()
    # A number overrides everything else, also a window that could not be read.
    window = window_in(Parameters(), at) if is_by_number else window_in(given, at)
    asked = asked_of(given, _key_if_given(request, given, agency), window)
    _require_known_services(agency, asked.services)
    return written("service_requests", queries.requests_asked(agency, asked), form)


def _require_known_services(agency: Agency, codes: list[str]) -> None:
    if codes and set(codes) - set(queries.offered(agency).values_list("key", flat=True)):
        raise Hidden(_("There is no service with this service_code."), code="no_service")


def _post(request: HttpRequest, form: str) -> HttpResponse:
    given = Parameters(request.GET, request.POST)
    agency = _agency(request, given)
    key = _key(request, given, agency)
    report = report_in(request, given, plain_http=setting(agency, PLAIN_HTTP))
    received = actions.receive(agency=agency, key=key, given=report, at=clock.now())
    name = (
        {"token": received.token} if received.token else {"service_request_id": received.service_request_id}
    )
    content = {**name, "service_notice": received.notice, "account_id": clean(report.account_id) or None}
    return written("service_requests", [content], form)


@door("GET")
def request(request: HttpRequest, form: str, public_id: str) -> HttpResponse:
    given = Parameters(request.GET)
    agency = _agency(request, given)
    one = Asked(ids=[public_id], is_extended=is_extended(given), key=_key_if_given(request, given, agency))
    found = queries.requests_asked(agency, one)
    if not found:
        raise Hidden(_("There is no request with this service_request_id."), code="not_found")
    return written("service_requests", found, form)


@door("GET")
def token(request: HttpRequest, form: str, token: str) -> HttpResponse:
    """Answer for a token: services that have one are never listed, so only the sender's key gets a number."""
    given = Parameters(request.GET)
    agency = _agency(request, given)
    key = _key_if_given(request, given, agency)
    submission = queries.submission_by_token(agency, token)
    if submission is None:
        raise Hidden(_("There is no such token."), code="no_token")
    number = submission.concern.case.public_id if submission.key == key else None
    return written("service_requests", [{"service_request_id": number, "token": token}], form)


@door("GET", "POST")
def updates(request: HttpRequest, form: str) -> HttpResponse:
    given = Parameters(request.GET, request.POST)
    agency = _agency(request, given)
    at = clock.now()
    if request.method == "POST":
        key = _key(request, given, agency)
        news_id = actions.receive_news(agency=agency, key=key, news=news_in(given), at=at)
        return written("service_request_updates", [{"update_id": clean(news_id)}], form)
    ids = asked_of(given, None, window_in(given, at)).ids
    skip, rows = pages_of(given)
    found = queries.updates_asked(agency, ids=ids, window=window_in(given, at), skip=skip, rows=rows)
    return written("service_request_updates", found, form)
