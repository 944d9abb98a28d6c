"""The score as the public sees it: with n, response rate, range and period, and hidden when few answered."""

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from commonbeat.engine.surveys.actions import adopt, publish_figures
from commonbeat.engine.surveys.models import Answer, InstrumentVersion, Invitation, Response
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core.clock import now

Answers = Callable[..., None]
PLAIN_SPACE = str.maketrans({"\N{NO-BREAK SPACE}": " "})


@pytest.fixture
def version(larkspur: Agency, hire: Callable[..., Staff], at: datetime) -> InstrumentVersion:
    return adopt(agency=larkspur, key="contact", by=hire("Kim Ortiz", "surveys.publish"), at=at)


@pytest.fixture
def answers(larkspur: Agency, version: InstrumentVersion) -> Answers:
    """Return a function that stores people asked yesterday: answers(10, 9, silent=20) answered ten of 30."""
    item = version.items.get(key="satisfaction")

    def store(n: int, satisfied: int, *, silent: int = 0, stratum: str = "text", **about: object) -> None:
        when = now() - timedelta(days=1)
        common = {"agency": larkspur, "version": version, "stratum": stratum, "language": "en", **about}
        for position in range(n + silent):
            invitation = Invitation.objects.create(
                invited_at=when, expires_at=when + timedelta(days=7), **common
            )
            if position >= n:
                continue
            response = Response.objects.create(
                invitation=invitation, asked_at=when, started_at=when, **common
            )
            value = 5 if position < satisfied else 2
            Answer.objects.create(response=response, item=item, value=value, at=when)

    return store


def page(client: Client, address: str = "/trust/") -> str:
    """Return the words of a page, without its marks."""
    whole = client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", whole[whole.index("<main") :])).translate(PLAIN_SPACE)


def file(client: Client) -> list[dict[str, str]]:
    content = client.get("/trust/figures.csv").content.decode()
    return list(csv.DictReader(io.StringIO(content)))


@pytest.mark.req("A9")
def test_the_worked_example_on_the_page_and_in_the_file(client: Client, answers: Answers) -> None:
    answers(120, 112, silent=280)
    publish_figures(at=now())
    for address in ("/", "/trust/"):
        said = page(client, address)
        for part in ("112 of 120", "93.3 %", "30 %", f" {now():%Y}"):
            assert part in said, (address, part)
        assert re.search(r"87\D{1,12}97 %", said), address
    [whole] = [row for row in file(client) if row["stratum"] == "text" and row["group"] == ""]
    assert (whole["satisfied"], whole["answered"], whole["asked"]) == ("112", "120", "400")
    assert round(float(whole["percent"]), 1) == 93.3
    assert round(float(whole["low"]), 1) == 87.4
    assert round(float(whole["high"]), 1) == 96.6
    assert float(whole["response_percent"]) == 30.0
    assert whole["since"] < whole["until"]


@pytest.mark.req("A9")
def test_nine_answers_are_shown_nowhere(client: Client, answers: Answers) -> None:
    answers(9, 9, silent=11)
    publish_figures(at=now())
    for address in ("/", "/trust/"):
        said = page(client, address)
        assert "100.0 %" not in said
        assert "9 of 9" not in said
    assert not [row for row in file(client) if row["answered"] or row["satisfied"] or row["percent"]]


@pytest.mark.req("A9", "B5")
def test_page_file_and_chart_hide_the_same_cells_and_totals_do_not_tell_them(
    client: Client, larkspur: Agency, answers: Answers
) -> None:
    for code, n in (("B1", 40), ("B2", 25), ("B3", 9)):
        ring = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
        area = Area.objects.create(
            agency=larkspur,
            code=code,
            name=f"Beat {code}",
            boundary={"type": "Polygon", "coordinates": [ring]},
        )
        answers(n, n - 2, area=area)
    publish_figures(at=now())
    rows = {row["group"]: row for row in file(client) if row["group"].startswith("Beat ")}
    assert {group for group, row in rows.items() if row["answered"]} == {"Beat B1"}
    for hidden in ("Beat B2", "Beat B3"):
        numbers = {
            rows[hidden][name] for name in ("satisfied", "answered", "asked", "percent", "low", "high")
        }
        assert numbers == {""}
        assert rows[hidden]["not_shown_because"]
    content = client.get("/trust/").content.decode().translate(PLAIN_SPACE)
    said = page(client)
    assert "Beat B1 38 40 95.0 %" in said
    for share in ("92.0 %", "77.8 %", "23 25", "7 9"):
        assert share not in said
    for share in ("92 %", "78 %"):
        assert share not in content
    assert content.count("too few") >= 2


@pytest.mark.req("A14")
def test_ways_of_answering_stay_apart_in_public(client: Client, answers: Answers) -> None:
    answers(30, 27, silent=70)
    answers(20, 11, stratum="kiosk")
    publish_figures(at=now())
    assert {(row["stratum"], row["answered"]) for row in file(client) if row["group"] == ""} == {
        ("text", "30"),
        ("kiosk", "20"),
    }
    assert not {"50", "38"} & {cell for row in file(client) for cell in row.values()}
    assert "38 of 50" not in page(client)
