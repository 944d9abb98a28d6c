"""What else is written to people who called: danger and STOP are always answered, the rest keeps silent too."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.calls.tests.conftest import Tell
from commonbeat.engine.messaging.actions import receive
from commonbeat.engine.messaging.models import EmergencyAlert, SandboxText
from commonbeat.ground.agency.models import Agency

Sent = Callable[[datetime], int]
PHONE = "555-555-0101"
LATER = timedelta(hours=20)


@pytest.fixture
def asked(ready: Agency, tell: Tell, sent: Sent, at: datetime) -> Agency:
    """A survey about a case of vandalism was sent, and then the call turned out to be grave."""
    tell("26-1", "cleared", type_code="VANDALISM", phone=PHONE, address="1 Elm St")
    assert sent(at + LATER) == 1
    tell("26-1", "retyped", minute=1300, final_type_code="DOMESTIC VIOLENCE")
    return ready


@pytest.mark.req("A8")
@pytest.mark.django_db(transaction=True)
def test_danger_is_answered_even_about_a_call_that_is_never_texted(asked: Agency, at: datetime) -> None:
    now = at + timedelta(hours=22)
    receive(agency=asked, phone=PHONE, body="he is going to kill me, help", provider_ref="in-1", at=now)
    assert EmergencyAlert.objects.count() == 1
    assert "911" in SandboxText.objects.latest("pk").body


@pytest.mark.req("A7")
@pytest.mark.django_db(transaction=True)
def test_stop_is_confirmed_even_about_a_call_that_is_never_texted(asked: Agency, at: datetime) -> None:
    now = at + timedelta(hours=22)
    receive(agency=asked, phone=PHONE, body="STOP", provider_ref="in-1", at=now)
    assert SandboxText.objects.count() == 2
