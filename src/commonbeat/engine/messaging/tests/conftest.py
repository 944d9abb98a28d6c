"""A carrier on this machine, and an agency that is registered with it."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from pytest_django.fixtures import Settings

from commonbeat.engine.messaging import actions, providers
from commonbeat.engine.messaging.choices import Scope
from commonbeat.engine.messaging.models import Contact
from commonbeat.engine.messaging.providers.twilio import TwilioProvider
from commonbeat.engine.messaging.tests import carrier
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM

PATIENCE_SECONDS = 0.3


@pytest.fixture
def neighbour(larkspur: Agency, at: datetime) -> Contact:
    """Someone who called the agency."""
    return actions.contact_for_phone(agency=larkspur, phone="+15555550123", at=at)


@pytest.fixture
def twilio(
    larkspur: Agency, at: datetime, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[carrier.Carrier]:
    """Send through Twilio's client to a carrier here; the client waits half as long as the carrier hangs."""
    with carrier.running(hang_seconds=2 * PATIENCE_SECONDS) as fake:
        settings.SMS_PROVIDER = "twilio"
        settings.TWILIO_ACCOUNT_SID = "AC" + "0" * 32
        settings.TWILIO_AUTH_TOKEN = "12345"
        settings.TWILIO_BASE_URL = fake.url
        monkeypatch.setitem(providers.PROVIDERS, "twilio", lambda: TwilioProvider(PATIENCE_SECONDS))
        providers.provider_named.cache_clear()
        for scope in Scope.values:
            actions.register_campaign(
                agency=larkspur,
                scope=scope,
                brand_ref="BN1",
                campaign_ref=f"CM-{scope}",
                use_case="PUBLIC_SERVICE_ANNOUNCEMENT",
                opt_in_story="People call us.",
                privacy_url="https://larkspur.example/privacy",
                by=SYSTEM,
                at=at,
            )
        yield fake
    providers.provider_named.cache_clear()
