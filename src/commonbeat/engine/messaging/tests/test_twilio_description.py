"""What we ask of Twilio, and what the carrier of these tests answers, fit Twilio's own description."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from openapi_schema_validator import OAS30Validator
from referencing import Registry, Resource

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import Scope
from commonbeat.engine.messaging.models import Contact
from commonbeat.engine.messaging.providers import Question, provider_named
from commonbeat.engine.messaging.rules.status import STATES
from commonbeat.engine.messaging.tests.carrier import Carrier, resource
from commonbeat.ground.core.actor import SYSTEM

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="session")
def description(shared_data: Path) -> dict[str, Any]:
    path = shared_data.parent / "standards" / "twilio" / "twilio_api_v2010.json"
    if not path.is_file():
        pytest.skip("Twilio's description is not beside the checkout")
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def operation(description: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    """Return the described operation whose path fits."""
    for template, methods in description["paths"].items():
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path):
            found: dict[str, Any] = methods[method.lower()]
            return found
    raise AssertionError(f"Twilio describes no {path}")


@pytest.mark.data
def test_every_request_is_one_that_twilio_describes(
    description: dict[str, Any], twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    message = actions.queue(contact=neighbour, scope=Scope.UPDATES, body="Héllo 👍", by=SYSTEM, at=at)
    actions.dispatch(at=at, worker="w1")
    message.refresh_from_db()
    question = Question(
        reference=message.public_id, to="+15555550123", sender="+15555550199", body="", since=at
    )
    provider_named("twilio").find(question)
    actions.settle(at=at + timedelta(hours=1), worker="w2")

    assert [request["method"] for request in twilio.requests] == ["POST", "GET", "GET"]
    for request in twilio.requests:
        address = urlsplit(request["path"])
        described = operation(description, request["method"], address.path)
        asked = {name for name, _value in parse_qsl(address.query)}
        assert asked <= {p["name"] for p in described.get("parameters", []) if p["in"] == "query"}
        if request["method"] == "POST":
            schema = {**described["requestBody"]["content"][FORM]["schema"], "additionalProperties": False}
            OAS30Validator(schema).validate(dict(parse_qsl(request["body"])))


@pytest.mark.data
def test_the_carrier_of_these_tests_answers_as_twilio_does(description: dict[str, Any]) -> None:
    whole = Resource.opaque(description)
    registry: Registry[Any] = Registry().with_resource("urn:twilio", whole)
    schema = {"$ref": "urn:twilio#/components/schemas/api.v2010.account.message"}
    form = {"To": "+15555550123", "From": "+15555550199", "Body": "Hello"}
    OAS30Validator(schema, registry=registry).validate(resource(1, form, "queued"))


@pytest.mark.data
def test_every_status_that_twilio_knows_is_known_here(description: dict[str, Any]) -> None:
    known = set(description["components"]["schemas"]["message_enum_status"]["enum"])
    assert known - set(STATES) == {"receiving", "received"}, "those two are said of texts to us"
