"""Where dispatch and records systems report what happens to calls."""

import hashlib
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from commonbeat.domain.calls import actions
from commonbeat.domain.calls.choices import Capability
from commonbeat.domain.calls.forms.events import MOST_EVENTS, EventIn, Place, WrongEvents, read
from commonbeat.ground.agency.access import ApiKeyAuth
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import problem

LONGEST_KEY = 200

router = Router(tags=["calls"])

_event = EventIn.model_json_schema()
_events = {"type": "array", "items": _event, "minItems": 1, "maxItems": MOST_EVENTS}
_text = {"type": "string"}
_decision = {
    "type": "object",
    "required": ["rule", "outcome", "reason", "words"],
    "properties": {
        "rule": _text,
        "outcome": {"type": "string", "enum": ["send", "wait", "suppress"]},
        "reason": _text,
        "words": _text,
    },
}
_call = {
    "type": "object",
    "required": ["incident_no", "decisions"],
    "properties": {"incident_no": _text, "decisions": {"type": "array", "items": _decision}},
}
_problem = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": _text,
        "title": _text,
        "status": {"type": "integer"},
        "instance": _text,
        "where": _text,
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"where": _text, "why": _text}},
        },
    },
}


def _problem_answer(description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/problem+json": {"schema": _problem}}}


DESCRIPTION = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "schema": {"type": "string", "maxLength": LONGEST_KEY},
            "description": "The same key with the same body is answered as before and does nothing again.",
        }
    ],
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"oneOf": [_event, _events]}}},
    },
    "responses": {
        200: {
            "description": "One decision for each rule and call.",
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["calls"],
                        "properties": {"calls": {"type": "array", "items": _call}},
                    }
                }
            },
        },
        400: _problem_answer("The body is not JSON."),
        401: _problem_answer("The key is unknown or ended."),
        403: _problem_answer("The key does not include this."),
        413: _problem_answer("The body is too large."),
        422: _problem_answer("Some places are wrong; each is named. Nothing was kept."),
        503: _problem_answer("The data could not be stored. Nothing was kept; send it again."),
    },
}


@router.post(
    "",
    auth=ApiKeyAuth(Capability.SEND_EVENTS),
    summary="Tell what happened to one or more calls",
    openapi_extra=DESCRIPTION,
)
def tell(request: HttpRequest) -> HttpResponse:
    """Send one event or a list. All of them are kept and decided upon, or none."""
    at = clock.now()
    agency, api_key = request.agency, request.api_key  # type: ignore[attr-defined]
    try:
        key = _idempotency_key(request)
        body = _body(request)
        answer = actions.hear(
            agency=agency,
            reports=read(body, agency=agency.slug, at=at),
            key=key,
            digest=hashlib.sha256(body).hexdigest() if key else "",
            by=Actor("program", f"key:{api_key.pk}"),
            at=at,
        )
    except WrongEvents as wrong:
        return _named_places(request, wrong)
    return JsonResponse(answer)


def _idempotency_key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY or not key.isprintable():
        why = f"must be at most {LONGEST_KEY} printable characters"
        raise WrongEvents([Place("Idempotency-Key", why)], code="key_unreadable")
    return key


def _body(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RequestDataTooBig as wrong:
        why = f"is too large; send at most {MOST_EVENTS} events at once"
        raise WrongEvents([Place("the body", why)], code="too_large", status=413) from wrong


def _named_places(request: HttpRequest, wrong: WrongEvents) -> HttpResponse:
    document = problem(wrong, request.path)
    document["errors"] = [{"where": place.where, "why": place.why} for place in wrong.places]
    return JsonResponse(document, status=wrong.status, content_type="application/problem+json")
