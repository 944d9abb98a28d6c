"""The API, put together: every app's router, one kind of error answer (RFC 9457)."""

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from commonbeat import __version__
from commonbeat.domain.calls.api import router as calls
from commonbeat.ground.core.errors import Forbidden, Refused, problem
from commonbeat.ground.ui.refusals import with_waiting_time

api = NinjaAPI(
    title="CommonBeat",
    version=__version__,
    urls_namespace="api",
    description="Programs of an agency report calls here. Pages and API call the same actions.",
    docs_url=None,
)
api.add_router("/calls", calls)


def _answer(request: HttpRequest, document: dict[str, Any]) -> HttpResponse:
    response = api.create_response(request, document, status=document["status"])
    response["Content-Type"] = "application/problem+json"
    return response


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return with_waiting_time(_answer(request, problem(error, request.path)), error)


@api.exception_handler(AuthenticationError)
def unknown_key(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    missing = Forbidden("Send a valid API key as 'Authorization: Bearer …'.", code="unknown_key")
    response = _answer(request, problem(missing, request.path) | {"status": 401})
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def wrong_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name each wrong place; what was sent is not repeated, as it may hold a person's data."""
    places = [
        {"where": ".".join(str(step) for step in fault["loc"][1:]), "why": fault["msg"]}
        for fault in error.errors
    ]
    return _answer(
        request,
        {
            "type": "urn:commonbeat:problem:wrong_shape",
            "title": "The request has a wrong shape. Nothing was kept.",
            "status": 422,
            "instance": request.path,
            "errors": places,
        },
    )


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _answer(
        request,
        {
            "type": "urn:commonbeat:problem:unreadable",
            "title": str(error),
            "status": error.status_code,
            "instance": request.path,
        },
    )


@api.exception_handler(DatabaseError)
def not_kept(request: HttpRequest, _error: DatabaseError) -> HttpResponse:
    return _answer(
        request,
        {
            "type": "urn:commonbeat:problem:not_kept",
            "title": "The data could not be stored. Nothing was kept; send it again.",
            "status": 503,
            "instance": request.path,
        },
    )
