"""A worker killed at any instant neither loses a message nor sends one twice."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from commonbeat.engine.messaging.choices import Direction, MessageState, Scope
from commonbeat.engine.messaging.models import Contact, Message, SenderCampaign
from commonbeat.engine.messaging.rules import envelope
from commonbeat.engine.messaging.tests import carrier
from commonbeat.ground.agency.models import Agency, SettingValue

MESSAGES = 2_000
WORKERS = Path(__file__).with_name("killed_workers.py")


def fill(agency: Agency, at: datetime) -> None:
    """Queue 2,000 texts to as many people, due at any hour of the day."""
    for key in ("messaging.quiet_from", "messaging.quiet_until"):
        SettingValue.objects.create(agency=agency, key=key, value="00:00", changed_by="test", changed_at=at)
    SenderCampaign.objects.create(agency=agency, scope=Scope.UPDATES, registered_at=at)
    people = []
    for number in range(MESSAGES):
        person, phone = Contact(agency=agency, created_at=at), f"+1555556{number:04}"
        person.phone_sealed = envelope.seal(settings.SECRET_KEY, phone, person.place("phone"))
        person.phone_lookup = envelope.lookup(settings.SECRET_KEY, phone)
        people.append(person)
    Contact.objects.bulk_create(people)
    Message.objects.bulk_create(
        Message(
            agency=agency,
            contact=person,
            direction=Direction.OUT,
            scope=Scope.UPDATES,
            body=f"Larkspur Police: news number {number}",
            state=MessageState.QUEUED,
            next_attempt_at=at,
            queued_at=at,
            updated_at=at,
        )
        for number, person in enumerate(people)
    )


def database_for_workers(home: Path) -> dict[str, str]:
    """Return the variables that lead other processes to the data of this test."""
    database = connection.settings_dict
    if connection.vendor == "postgresql":
        login = f"{database['USER']}:{database['PASSWORD']}"
        return {
            "DATABASE_URL": f"postgres://{login}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
        }
    # The tests' own database lives in the memory of this process: the workers get a copy in a file.
    with sqlite3.connect(home / "commonbeat.sqlite3") as file:
        connection.connection.backup(file)
    file.close()
    return {"DATABASE_URL": ""}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_text_reaches_the_carrier_exactly_once(larkspur: Agency, at: datetime, tmp_path: Path) -> None:
    fill(larkspur, at)
    with carrier.running(slow=0.01) as fake:
        variables = {
            **os.environ,
            **database_for_workers(tmp_path),
            "COMMONBEAT_HOME": str(tmp_path),
            "COMMONBEAT_SECRET_KEY": settings.SECRET_KEY,
            "COMMONBEAT_SMS_PROVIDER": "twilio",
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "a test token",
            "TWILIO_FROM": "+15555550199",
            "TWILIO_BASE_URL": fake.url,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        ended = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, str(WORKERS), "20260610"],
            env=variables,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr[-2000:]
        received = Counter(fake.bodies())

    assert set(received) == {f"Larkspur Police: news number {n}" for n in range(MESSAGES)}, "none is lost"
    assert [body for body, times in received.items() if times > 1] == [], "none is sent twice"
    assert json.loads(ended.stdout)["kills"] >= 10
