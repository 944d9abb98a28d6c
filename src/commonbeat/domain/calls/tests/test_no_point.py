"""The database itself refuses a point on the map for a call that is never texted."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from commonbeat.domain.calls.models import Call
from commonbeat.domain.calls.tests.conftest import Tell, call_of
from commonbeat.ground.agency.models import Agency

POINT = {"longitude": -73.984, "latitude": 40.75}


def test_point_of_an_excluded_call_is_refused(ready: Agency, at: datetime) -> None:
    def add(number: str, **facts: object) -> Call:
        return Call.objects.create(agency=ready, incident_no=number, source="api", changed_at=at, **facts)

    add("26-1", was_excluded=True)
    add("26-2", **POINT)
    with pytest.raises(IntegrityError, match="calls_call_excluded_has_no_point"), transaction.atomic():
        add("26-3", was_excluded=True, **POINT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(incident_no="26-1").update(**POINT)


def test_call_that_becomes_excluded_gives_its_point_up(ready: Agency, tell: Tell) -> None:
    tell("26-1", "received", type_code="VANDALISM", phone="555-555-0101", **POINT)
    assert call_of("26-1").latitude == POINT["latitude"]
    tell("26-1", "retyped", minute=5, type_code="DOMESTIC VIOLENCE")
    call = call_of("26-1")
    assert (call.was_excluded, call.longitude, call.latitude) == (True, None, None)
