"""Texts of emoji, of 10,000 characters and of broken letters, through the carrier's own door."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from commonbeat.engine.messaging.models import Message, OptOut
from commonbeat.engine.messaging.tests.carrier import Carrier
from commonbeat.engine.messaging.tests.test_webhooks import PUBLIC, SMS, call, inbound


@pytest.mark.parametrize(
    "body",
    ["👍" * 10_000, "x" * 10_000, "👩🏽‍⚕️🏳️‍🌈" * 400, "\x00" * 10_000],
    ids=["emoji", "letters", "joined emoji", "zero bytes"],
)
def test_any_text_is_taken_in_once_and_waits_for_a_person(
    twilio: Carrier, client: Client, settings: Settings, body: str
) -> None:
    settings.PUBLIC_URL = PUBLIC
    for _again in range(2):
        assert call(client, SMS, inbound(body)).status_code == 200
    message = Message.objects.get(direction="in")
    assert message.body == body.replace("\x00", "")
    assert message.needs_person
    assert not OptOut.objects.exists()
    assert twilio.received == []
