"""A violent call on day 1 keeps the same telephone silent on day 40, and nothing says why."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from commonbeat.domain.calls.actions import adopt_types
from commonbeat.domain.calls.models import Call
from commonbeat.domain.calls.tests.conftest import Tell, decision_of
from commonbeat.engine.messaging.models import SandboxText
from commonbeat.ground.agency.models import Agency, Staff

PHONE = "555-555-0101"
DAY_40 = 39 * 24 * 60


@pytest.mark.req("A3")
def test_theft_on_day_forty_after_domestic_violence_on_day_one(
    ready: Agency,
    chief: Staff,
    tell: Tell,
    sent: Callable[[datetime], int],
    at: datetime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    adopt_types(agency=ready, codes=["THEFT"], by=chief, at=at)
    tell("26-FIRST", "received", type_code="DOMESTIC VIOLENCE", phone=PHONE)
    tell("26-FIRST", "cleared", minute=50)
    tell("26-LATER", "received", minute=DAY_40, type_code="THEFT", phone=PHONE)
    tell("26-LATER", "cleared", minute=DAY_40 + 60)
    tell("26-OTHER", "cleared", minute=DAY_40 + 60, type_code="THEFT", phone="555-555-0102")

    assert sent(at + timedelta(days=40)) == 1
    assert SandboxText.objects.get().to == "+15555550102"
    decision = decision_of("26-LATER")
    assert (decision.outcome, decision.reason, decision.message_ref) == ("suppress", "protected", "")
    assert not _elsewhere("26-FIRST")
    assert "26-FIRST" not in caplog.text
    assert "DOMESTIC" not in caplog.text


def _elsewhere(incident_no: str) -> list[str]:
    """Return the tables that name an incident, or its call, other than those of that call itself."""
    first = Call.objects.get(incident_no=incident_no)
    own = {Call._meta.db_table}
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 (its own tables)
            text = "\n".join(str(line) for line in cursor.fetchall())
            if (incident_no in text or first.public_id in text) and name not in own:
                found.append(name)
    return found
