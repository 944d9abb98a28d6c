"""What people say is written once for all readers, and written anew after each release."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from commonbeat.engine.measures.actions import publish
from commonbeat.engine.measures.choices import Period, Tally
from commonbeat.engine.surveys.measures import CPSS
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM


def _release(agency: Agency, satisfied: int, answered: int, until: date, at: datetime) -> None:
    released = publish(
        agency=agency,
        measure=CPSS,
        stratum="text",
        series="contact-1",
        period=Period(date(2026, 1, 1), until),
        total=Tally("", satisfied, answered, 3 * answered, ""),
        by=SYSTEM,
        at=at,
    )
    assert released is not None


def test_the_page_follows_each_release(larkspur: Agency, client: Client, at: datetime) -> None:
    assert "Too few people have answered yet" in client.get("/trust/").content.decode()
    _release(larkspur, 90, 100, date(2026, 5, 31), at)
    assert "90 of 100 people" in client.get("/trust/").content.decode()
    _release(larkspur, 131, 150, date(2026, 6, 9), at)
    assert "131 of 150 people" in client.get("/trust/").content.decode()


def test_each_language_has_its_own(larkspur: Agency, client: Client, at: datetime) -> None:
    _release(larkspur, 90, 100, date(2026, 5, 31), at)
    english = client.get("/trust/").content.decode()
    spanish = client.get("/trust/", headers={"Accept-Language": "es"}).content.decode()
    assert ("90 of 100 people" in english, "90 of 100 people" in spanish) == (True, False)


@pytest.mark.usefixtures("larkspur")
def test_a_second_reader_costs_three_queries(
    client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client.get("/trust/")
    with django_assert_max_num_queries(3):
        client.get("/trust/")
