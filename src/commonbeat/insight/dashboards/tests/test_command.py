"""The command's page and its files: one way of asking at a time, small cells hidden everywhere."""

import csv
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonbeat.ground.agency.models import Staff

Answers = Callable[..., None]


@pytest.fixture
def commander(client: Client, chief: Staff) -> Client:
    client.force_login(chief.person)  # type: ignore[arg-type]
    return client


@pytest.mark.req("A12")
def test_a_cell_of_nine_says_too_few_on_the_page_and_in_the_file(commander: Client, answers: Answers) -> None:
    answers(9, 9, shift="night")
    answers(30, 27, shift="day")
    answers(30, 29, shift="evening")
    page = commander.get("/staff/dashboards/").content.decode()
    assert "Too few answers to show" in page
    assert "65 of 69" in page
    rows = list(csv.reader(commander.get("/staff/dashboards/shift.csv").content.decode().splitlines()))
    night = next(row for row in rows if "night" in row)
    assert "9" not in night
    assert night[-1] == "Too few answers to show"


@pytest.mark.req("A12")
@pytest.mark.parametrize("heading", ["By beat", "By shift", "By kind of call", "By way of asking"])
def test_figures_stand_by_beat_shift_type_and_channel(
    commander: Client, answers: Answers, heading: str
) -> None:
    answers(30, 27)
    assert heading in commander.get("/staff/dashboards/").content.decode()


@pytest.mark.req("A14")
def test_ways_of_asking_are_never_added_up(commander: Client, answers: Answers) -> None:
    answers(30, 27)
    answers(20, 11, stratum="kiosk")
    page = commander.get("/staff/dashboards/").content.decode()
    assert "38 of 50" not in page
    rows = list(csv.reader(commander.get("/staff/dashboards/channel.csv").content.decode().splitlines()))
    assert {row[7] for row in rows[1:]} == {"30", "20", ""}
    kiosk = commander.get("/staff/dashboards/?stratum=kiosk&days=90").content.decode()
    assert "Answered on a kiosk" in kiosk


def test_what_cannot_be_told_is_said(commander: Client, answers: Answers) -> None:
    answers(30, 27)
    answers(30, 28, days_ago=40)
    page = commander.get("/staff/dashboards/").content.decode()
    assert "We cannot tell whether that differs" in page


def test_a_change_beyond_chance_is_said_in_points(commander: Client, answers: Answers) -> None:
    answers(60, 24)
    answers(60, 57, days_ago=40)
    assert "points less than before" in commander.get("/staff/dashboards/").content.decode()


@pytest.mark.parametrize("query", ["days=x&stratum=nobody", "days=-1", "stratum=text%00", "days=30&days=90"])
def test_odd_filters_fall_back(commander: Client, answers: Answers, query: str) -> None:
    answers(12, 11)
    assert commander.get(f"/staff/dashboards/?{query}").status_code == 200


def test_an_unknown_breakdown_is_refused(commander: Client, answers: Answers) -> None:
    assert commander.get("/staff/dashboards/staff.csv").status_code == 422


@pytest.mark.parametrize("address", ["/staff/dashboards/", "/staff/dashboards/shift.csv"])
def test_an_officer_without_the_right_is_forbidden(client: Client, officer: Staff, address: str) -> None:
    client.force_login(officer.person)  # type: ignore[arg-type]
    assert client.get(address).status_code == 403


def test_an_empty_department_reads_well(commander: Client) -> None:
    assert commander.get("/staff/dashboards/").status_code == 200


def test_the_page_takes_a_fixed_number_of_queries(
    commander: Client, answers: Answers, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for shift in ("day", "evening", "night"):
        for category in ("Noise", "Parking", "Theft"):
            answers(12, 11, shift=shift, category=category)
    with django_assert_max_num_queries(75):
        commander.get("/staff/dashboards/")
