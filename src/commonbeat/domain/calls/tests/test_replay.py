"""`commonbeat calls replay`: what is counted, what is printed, and that nothing is stored."""

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from commonbeat.domain.calls.models import Call
from commonbeat.domain.calls.tests.exports import MAPPING, row, table
from commonbeat.ground.agency.models import Agency

CODES = re.compile(r"\x1b|\r")
KEYS = {
    "rows",
    "read",
    "rejected",
    "rejects",
    "decisions",
    "suppressed",
    "by_type",
    "allow_list",
    "numbers",
    "seconds",
}


def replay(*arguments: object) -> str:
    out = io.StringIO()
    call_command("calls", "replay", *map(str, arguments), stdout=out)
    return out.getvalue()


def as_json(*arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(replay(*arguments, "--json"))
    return found


def require_whole(found: dict[str, Any]) -> None:
    decisions = found["decisions"]
    assert not KEYS - set(found)
    assert found["rows"] == found["read"] + found["rejected"]
    assert found["read"] == decisions["send"] + decisions["suppress"]
    assert found["rejected"] == sum(found["rejects"].values())
    assert decisions["suppress"] == sum(found["suppressed"].values())
    for outcome in ("send", "suppress"):
        assert decisions[outcome] == sum(count[outcome] for count in found["by_type"].values())


@pytest.fixture
def export(tmp_path: Path) -> Path:
    rows = [
        row(1),
        row(2, "noise "),
        row(3, "DV"),
        row(4, "NOISE", "DV"),
        row(5, "LOITERING"),
        "L6,short",
        row(7, ""),
    ]
    file = tmp_path / "calls.csv"
    file.write_text(table(rows), encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    return file


@pytest.mark.req("A2")
@pytest.mark.data
def test_no_medical_call_of_a_real_county_would_be_texted(shared_data: Path) -> None:
    found = as_json(shared_data / "calls" / "montgomery_911.csv.gz")
    require_whole(found)
    assert (found["rows"], found["rejected"], len(found["by_type"])) == (99_492, 0, 110)
    kinds = {"EMS": 0, "Traffic": 0, "Fire": 0}
    for name, count in found["by_type"].items():
        kinds[name.partition(":")[0]] += count["send"] + count["suppress"]
    assert kinds == {"EMS": 48_877, "Traffic": 35_695, "Fire": 14_920}
    assert all(n["send"] == 0 for name, n in found["by_type"].items() if name.startswith("EMS:"))
    assert 10_000 < found["decisions"]["send"] < 25_000
    assert found["numbers"] == "assumed"
    assert "adopted by nobody" in found["allow_list"]


@pytest.mark.req("A2")
@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("berkeley_calls_for_service_raw.csv", 5_508),
        ("berkeley_calls_cleaned.csv", 5_508),
        ("seattle_cad_dennyblaine_2018_2023.csv", 222),
    ],
)
def test_every_other_real_export_is_rehearsed_whole(shared_data: Path, file: str, rows: int) -> None:
    found = as_json(shared_data / "calls" / file)
    require_whole(found)
    assert (found["rows"], found["rejected"]) == (rows, 0)
    assert found["decisions"]["send"] > 0
    for name, count in found["by_type"].items():
        if re.search(
            r"DOMEST|DV|SEX|SUICIDE|CRISIS|MISSING|ASSAULT|ROBBERY|HOMICIDE|KIDNAP|GUN|CASUALTY", name
        ):
            assert count == {"send": 0, "suppress": count["suppress"], "reason": "victim_safety"}


@pytest.mark.req("A2")
def test_what_is_unknown_or_never_allowed_is_suppressed_with_its_reason(export: Path) -> None:
    found = as_json(export, "--mapping", export.with_name("mapping.toml"))
    require_whole(found)
    assert found["by_type"] == {
        "NOISE": {"send": 1, "suppress": 0, "reason": None},
        "noise ": {"send": 1, "suppress": 0, "reason": None},
        "DV": {"send": 0, "suppress": 2, "reason": "victim_safety"},
        "LOITERING": {"send": 0, "suppress": 1, "reason": "not_on_allow_list"},
        "": {"send": 0, "suppress": 1, "reason": "unknown_type"},
    }
    assert found["rejects"] == {"wrong_number_of_cells": 1}


@pytest.mark.django_db
def test_an_agency_s_own_list_counts_and_nothing_is_stored(export: Path, ready: Agency) -> None:
    found = as_json(export, "--mapping", export.with_name("mapping.toml"), "--agency", ready.slug)
    assert found["decisions"]["send"] == 0
    assert found["allow_list"] == "adopted by larkspur"
    assert not Call.objects.exists()


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_the_page_in_a_terminal_fits_and_can_be_piped(
    export: Path, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = replay(export, "--mapping", export.with_name("mapping.toml"))
    assert not CODES.search(text)
    assert max(map(len, text.splitlines())) <= int(columns)
    words = " ".join(text.replace("│", " ").replace("┃", " ").split())
    assert "Of 7 calls, 2 would have been texted; none of the 2 that victims' safety forbids." in words
    assert "Never, by safety" in text
    assert "Refused Narrative: tells the story of the call in free words" in words
    assert "7" in text.partition("rejected and not counted")[2]
    assert "quiet hours" in text


def test_a_file_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    file = tmp_path / "calls.csv"
    file.write_text(table([row(1, "\x1b[2J[red]x[/red]")]), encoding="utf-8")
    text = replay(file, "--mapping", tmp_path / "mapping.toml")
    assert "\x1b" not in text
    assert "[red]" in text


class Page(HTMLParser):
    """Collects what makes a page accessible, and what it must not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.outside: list[str] = []
        self.headers_without_scope = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.outside += [str(given[name]) for name in ("src", "href") if name in given]
        self.headers_without_scope += tag == "th" and "scope" not in given


def test_the_report_is_one_page_without_script_or_third_party(export: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    export.write_text(
        export.read_text(encoding="utf-8") + row(8, "<script>x</script>") + "\n", encoding="utf-8"
    )
    replay(export, "--mapping", export.with_name("mapping.toml"), "--report", report)
    text = report.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert page.tags.count("h1") == 1
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert page.outside == []
    assert page.headers_without_scope == 0
    assert '<html lang="en"' in text
    assert "&lt;script&gt;" in text
    assert "Of 8 calls, 2 would have been texted" in text
    assert "2 of these calls could never be texted about" in text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("nothing.csv", None, "cannot be opened"),
        ("empty.csv", "", "The file is empty."),
        ("page.csv", "<!doctype html><title>x</title>", "web page"),
        ("short.csv", "a,b\n1,2\n", "No column was found"),
    ],
)
def test_an_error_is_one_sentence_and_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        replay(tmp_path / name)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--mapping", "nowhere.toml", "There is no mapping"),
        ("--mapping", "seattle_cad", "which the file does not have"),
        ("--agency", "nowhere", "There is no agency"),
        ("--report", "/nowhere/at/all.html", "cannot be written"),
    ],
)
def test_a_wrong_option_says_what_is_there(
    export: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, words: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        replay(export, option, value)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_a_guess_is_said_loudly_and_shown_on_request(export: Path) -> None:
    assert "GUESSED" in replay(export)
    assert as_json(export)["decisions"]["send"] == 0
    out = io.StringIO()
    call_command("calls", "mapping", str(export), stdout=out)
    assert out.getvalue().startswith("# Guessed: check every line")
    assert '"Narrative" = "tells the story of the call in free words"' in out.getvalue()


def test_a_column_of_ever_new_texts_is_no_column_of_types(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    file = tmp_path / "calls.csv"
    file.write_text(table(row(n, f"story {n}") for n in range(6_000)), encoding="utf-8")
    with pytest.raises(SystemExit):
        replay(file, "--mapping", tmp_path / "mapping.toml")
    assert "no column of types" in capsys.readouterr().err
