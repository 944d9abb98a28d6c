"""Someone who said stop calls again: nothing goes out, the decision says why, and START brings it back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.calls.tests.conftest import Tell, decision_of
from commonbeat.engine.messaging.actions import receive
from commonbeat.engine.messaging.models import SandboxText
from commonbeat.ground.agency.models import Agency

PHONE = "+15555550101"
DAY = 24 * 60
Sent = Callable[[datetime], int]


def write(agency: Agency, body: str, at: datetime) -> str:
    """Text the agency; return what comes back."""
    receive(agency=agency, phone=PHONE, body=body, provider_ref=f"in-{at}", at=at)
    return SandboxText.objects.latest("pk").body


@pytest.mark.req("A7")
def test_no_call_after_stop_is_texted_about_until_start(
    worded: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    tell("26-1", "cleared", type_code="VANDALISM", phone=PHONE)
    assert sent(at + timedelta(days=1)) == 1
    write(worded, "Stop!", at + timedelta(days=1))
    for event, minute in (("received", 0), ("dispatched", 1), ("cleared", 9)):
        tell("26-2", event, minute=40 * DAY + minute, type_code="VANDALISM", phone=PHONE)
        sent(at + timedelta(days=40, minutes=minute))
    assert sent(at + timedelta(days=41)) == 2, "the survey of day 1 and the confirmation"
    assert decision_of("26-2").reason == "opted_out"

    write(worded, "START", at + timedelta(days=42))
    tell("26-3", "cleared", minute=43 * DAY, type_code="VANDALISM", phone=PHONE)
    assert sent(at + timedelta(days=44)) == 4
    assert decision_of("26-3").outcome == "send"


@pytest.mark.req("A13")
def test_a_caller_who_speaks_spanish_is_asked_and_let_go_in_spanish(
    ready: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    tell("26-1", "cleared", type_code="VANDALISM", phone=PHONE, language="Spanish")
    assert sent(at + timedelta(days=1)) == 1
    assert "¿Qué tal fue nuestro servicio?" in SandboxText.objects.get().body
    goodbye = write(ready, "STOP", at + timedelta(days=1))
    assert "ya no va a recibir textos" in goodbye
    assert "INICIAR" in goodbye


@pytest.mark.req("A13")
def test_the_language_a_person_asked_for_outlasts_what_a_later_call_taker_notes(
    ready: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    tell("26-1", "cleared", type_code="VANDALISM", phone=PHONE)
    assert sent(at + timedelta(days=1)) == 1
    assert "survey" in SandboxText.objects.get().body
    write(ready, "ES", at + timedelta(days=1))
    tell("26-2", "cleared", minute=40 * DAY, type_code="VANDALISM", phone=PHONE, language="English")
    sent(at + timedelta(days=41))
    assert "¿Qué tal fue nuestro servicio?" in SandboxText.objects.latest("pk").body
