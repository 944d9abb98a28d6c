"""Someone may answer to any number of the service: a stop there is a stop here."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import Reason, Scope
from commonbeat.engine.messaging.models import Contact, OptOut
from commonbeat.engine.messaging.tests.carrier import Carrier
from commonbeat.engine.messaging.tests.test_webhooks import PUBLIC, SMS, call, inbound
from commonbeat.ground.core.actor import SYSTEM


@pytest.mark.req("A7")
@pytest.mark.parametrize("to", ["+15555550199", "+15555550188"])
def test_stop_at_one_number_holds_for_texts_from_another(
    twilio: Carrier, neighbour: Contact, client: Client, settings: Settings, at: datetime, to: str
) -> None:
    settings.PUBLIC_URL = PUBLIC
    assert call(client, SMS, inbound("STOP!", To=to)).status_code == 200
    assert OptOut.objects.get().contact == neighbour
    later = actions.queue(
        contact=neighbour, scope=Scope.UPDATES, body="Hello", by=SYSTEM, at=at + timedelta(days=400)
    )
    assert later.reason == Reason.OPTED_OUT
