"""Texts of people in danger, taken in for real: answered within ten seconds, with an alert row for each."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest

from commonbeat.engine.messaging import actions, queries
from commonbeat.engine.messaging.models import EmergencyAlert, Message, SandboxText
from commonbeat.engine.messaging.rules.languages import language_of
from commonbeat.ground.agency.models import Agency

FIXTURE = json.loads((Path(__file__).parent / "fixtures" / "emergencies.json").read_text(encoding="utf-8"))
DANGERS = FIXTURE["danger"][::4]
WITHIN = timedelta(seconds=10)


@pytest.mark.req("A8")
def test_every_danger_is_answered_within_ten_seconds_and_has_an_alert(larkspur: Agency, at: datetime) -> None:
    assert len(DANGERS) >= 30
    assert {"es", ""} <= {language_of(text) for text in DANGERS}
    for number, body in enumerate(DANGERS):
        begun = monotonic()
        message = actions.receive(
            agency=larkspur, phone=f"+1555555{number:04d}", body=body, provider_ref=f"in-{number}", at=at
        )
        assert monotonic() - begun < WITHIN.total_seconds()
        assert EmergencyAlert.objects.get(message=message).at == at
        answer = Message.objects.get(contact=message.contact, direction="out")
        text = SandboxText.objects.get(reference=answer.public_id)
        assert "911" in text.body, body
        assert text.received_at - at < WITHIN
    assert queries.open_alerts(larkspur).count() == len(DANGERS)
