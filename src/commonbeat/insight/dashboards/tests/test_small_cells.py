"""A cell of nine says "too few" in every breakdown, on the page and in the file, and cannot be worked out."""

import csv
from collections.abc import Callable

import pytest
from django.test import Client

from commonbeat.engine.surveys.models import Invitation, Response
from commonbeat.ground.agency.models import Agency, Area, Staff

Answers = Callable[..., None]
TOO_FEW = "Too few answers to show"


@pytest.fixture
def commander(client: Client, chief: Staff) -> Client:
    client.force_login(chief.person)  # type: ignore[arg-type]
    return client


def _three_beats(agency: Agency, answers: Answers) -> None:
    for code, n in (("B1", 9), ("B2", 30), ("B3", 40)):
        answers(n, n - 1)
        beat = Area.objects.create(agency=agency, code=code, name=f"Beat {code}", boundary={})
        for model in (Invitation, Response):
            model.objects.filter(area=None).update(area=beat)


def _three_kinds(agency: Agency, answers: Answers) -> None:
    for kind, n in (("Fraud", 9), ("Noise", 30), ("Theft", 40)):
        answers(n, n - 1, category=kind)


def _three_shifts(agency: Agency, answers: Answers) -> None:
    for shift, n in (("night", 9), ("day", 30), ("evening", 40)):
        answers(n, n - 1, shift=shift)


@pytest.mark.req("A12")
@pytest.mark.parametrize(
    ("fill", "by", "small"),
    [
        (_three_beats, "area", "Beat B1"),
        (_three_kinds, "category", "Fraud"),
        (_three_shifts, "shift", "night"),
    ],
)
def test_too_few_in_one_row_of_three(
    commander: Client,
    larkspur: Agency,
    answers: Answers,
    fill: Callable[[Agency, Answers], None],
    by: str,
    small: str,
) -> None:
    fill(larkspur, answers)
    page = commander.get("/staff/dashboards/").content.decode()
    assert TOO_FEW in page
    assert "8 of 9" not in page
    rows = list(csv.DictReader(commander.get(f"/staff/dashboards/{by}.csv").content.decode().splitlines()))
    shown = {row["group"]: row["answered"] for row in rows}
    assert shown[small] == ""
    [reason] = [row["not_shown_because"] for row in rows if row["group"] == small]
    assert reason == TOO_FEW
    # The total is public, so a second row is hidden: the rest of two rows tells neither.
    assert sorted(shown.values()) == ["", "", "40"]


@pytest.mark.req("A12")
def test_too_few_in_one_way_of_asking(commander: Client, answers: Answers) -> None:
    answers(30, 29)
    answers(9, 8, stratum="kiosk")
    assert "8 of 9" not in commander.get("/staff/dashboards/").content.decode()
    rows = list(csv.DictReader(commander.get("/staff/dashboards/channel.csv").content.decode().splitlines()))
    kiosk = next(row for row in rows if row["stratum"] == "kiosk")
    assert (kiosk["answered"], kiosk["not_shown_because"]) == ("", TOO_FEW)


@pytest.mark.req("A9", "A12")
def test_the_dashboard_and_its_file_say_what_the_worked_example_says(
    commander: Client, answers: Answers
) -> None:
    answers(120, 112)
    page = commander.get("/staff/dashboards/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "112 of 120" in page
    assert "Likely between 87 % and 97 %" in page
    [row] = csv.DictReader(commander.get("/staff/dashboards/shift.csv").content.decode().splitlines())
    assert [round(float(row[name]), 1) for name in ("percent", "low", "high")] == [93.3, 87.4, 96.6]


@pytest.mark.req("A14")
@pytest.mark.parametrize(
    "query", ["stratum=text,kiosk", "stratum=text&stratum=kiosk", "stratum=all", "stratum="]
)
def test_no_question_to_the_page_adds_ways_of_asking_up(
    commander: Client, answers: Answers, query: str
) -> None:
    answers(30, 27)
    answers(20, 11, stratum="kiosk")
    for address in ("/staff/dashboards/", "/staff/dashboards/shift.csv", "/staff/dashboards/area.csv"):
        answer = commander.get(f"{address}?{query}").content.decode()
        assert "38 of 50" not in answer
        assert ",38,50," not in answer
