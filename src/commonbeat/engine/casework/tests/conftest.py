"""The parcel: a case type that lets the engine be tested without any domain."""

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def parcels(settings: Settings) -> None:
    settings.CASE_TYPES = ["commonbeat.engine.casework.tests.parcel.PARCEL"]
    settings.CASE_GUARDS = {}
    settings.CASE_FACES = {}
