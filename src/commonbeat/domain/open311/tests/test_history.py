"""Records of other systems become history: every row is kept or rejected with a reason, and none twice."""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation

from commonbeat.domain.concerns.actions.history import record_history
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.open311.actions import importing
from commonbeat.domain.open311.management.commands.concerns import mapping_named
from commonbeat.domain.open311.models import ImportRun
from commonbeat.domain.open311.rules.history import FileRow
from commonbeat.domain.open311.tests.conftest import Program
from commonbeat.engine.casework.models import Receipt
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.ledger.models import Entry

ROWS: list[dict[str, Any]] = [
    {
        "service_request_id": f"r{n}",
        "service_code": "graffiti",
        "status": "closed",
        "description": f"Paint {n}",
        "address": "Main St",
        "lat": 39.2,
        "long": -76.6,
        "requested_datetime": "2026-05-01T10:00:00-04:00",
        "updated_datetime": "2026-05-02T10:00:00-04:00",
    }
    for n in range(5)
]
WRONG: dict[str, dict[str, Any]] = {
    "no_number": {"service_request_id": ""},
    "no_kind": {"service_code": None},
    "no_time": {"requested_datetime": "yesterday"},
    "in_the_future": {"requested_datetime": "2199-01-01T00:00:00Z"},
    "no_position": {"lat": "north"},
    "closed_before": {"updated_datetime": "2026-04-01T10:00:00-04:00"},
    "no_closing_time": {"updated_datetime": ""},
    "too_long": {"description": "x" * 4001},
    "other_service": {"service_code": "potholes"},
}


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]><service_requests><request><description>&j;</description></request></service_requests>"
)
OUTER = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><request><b>&x;</b></request></a>'


def take(path: Path, *more: str) -> str:
    told = StringIO()
    call_command("concerns", "import", str(path), "--agency", "larkspur", *more, stdout=told)
    return told.getvalue()


@pytest.mark.req("C8")
def test_each_form_of_file_is_read(tmp_path: Path, kinds: dict[str, Category]) -> None:
    as_xml = "".join(
        "<request>" + "".join(f"<{name}>{value}</{name}>" for name, value in row.items()) + "</request>"
        for row in ROWS
    )
    head = ",".join(ROWS[0])
    written = {
        "a.json": json.dumps(ROWS, indent=2),
        "b.jsonl": "\n".join(map(json.dumps, ROWS)),
        "c.xml": f"<service_requests>{as_xml}</service_requests>",
        "d.csv": "\n".join([head, *(",".join(map(str, row.values())) for row in ROWS)]),
    }
    for name, text in written.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        expected = "5 kept, 0 known already" if name == "a.json" else "0 kept, 5 known already"
        assert f"5 records: {expected}, 0 rejected." in take(tmp_path / name)
        assert Concern.objects.count() == 5, name
    concern = Concern.objects.get(outside_id="georeport:r1")
    assert concern.received_at == datetime(2026, 5, 1, 14, tzinfo=UTC)
    assert concern.case.closed_at == datetime(2026, 5, 2, 14, tzinfo=UTC)
    assert not Receipt.objects.exists()


@pytest.mark.req("C8")
def test_every_row_is_kept_or_rejected_with_its_reason(tmp_path: Path, kinds: dict[str, Category]) -> None:
    wrong = [{**ROWS[0], "service_request_id": f"w{n}", **bad} for n, bad in enumerate(WRONG.values())]
    path, rejects = tmp_path / "a.json", tmp_path / "rejects.csv"
    lines = [json.dumps(row) for row in [*ROWS, *wrong, 7, None]]
    path.write_text("[\n" + ",\n".join(lines) + "\n]", encoding="utf-8")
    told = take(path, "--rejects", str(rejects))
    assert f"{len(lines)} records: 5 kept, 0 known already, {len(WRONG) + 2} rejected." in told
    assert "  closed_before: 1" in told
    named = list(csv.reader(rejects.read_text().splitlines()))
    # Five good rows come first, and the list's own bracket stands on the first line.
    reasons = [*WRONG, "no_record", "no_record"]
    numbered = [[str(row), str(row + 1), reason] for row, reason in enumerate(reasons, start=6)]
    assert named == [["row", "line", "reason"], *numbered]
    run = ImportRun.objects.get()
    assert run.rows == run.kept + run.rejected.count()


@pytest.mark.req("C8")
def test_the_line_of_a_row_in_a_table_with_cells_over_several_lines(
    tmp_path: Path, kinds: dict[str, Category]
) -> None:
    path, rejects = tmp_path / "a.csv", tmp_path / "rejects.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ROWS[0], lineterminator="\n")
        writer.writeheader()
        writer.writerow({**ROWS[0], "description": "Paint\non three\nlines"})
        writer.writerow({**ROWS[1], "lat": "north"})
    take(path, "--rejects", str(rejects))
    assert rejects.read_text().split() == ["row,line,reason", "2,5,no_position"]


@pytest.mark.req("C8")
def test_other_terms_are_another_run_of_the_same_file(tmp_path: Path, kinds: dict[str, Category]) -> None:
    """Who sees that kinds were left out says where they belong, and gives the same file again."""
    path, mapping = tmp_path / "a.json", tmp_path / "city.toml"
    others = [{**ROWS[0], "service_request_id": f"p{n}", "service_code": "potholes"} for n in range(3)]
    path.write_text(json.dumps([*ROWS, *others]), encoding="utf-8")
    mapping.write_text('[columns]\nkind = "service_code"\n[kinds]\ngraffiti = "graffiti"\n')
    assert "5 kept, 0 known already, 3 rejected" in take(path, "--mapping", str(mapping))
    assert "5 kept, 0 known already, 3 rejected" in take(path, "--mapping", str(mapping))
    assert "3 kept, 5 known already, 0 rejected" in take(path, "--mapping", str(mapping), "--others", "other")
    mapping.write_text(mapping.read_text() + 'potholes = "no_such_kind"\n')
    told = take(path, "--mapping", str(mapping))
    assert "0 kept, 5 known already, 3 rejected" in told
    assert "no_category: 3" in told
    assert Concern.objects.count() == 8
    for wrong in (("--others", "nothing"), ("--mapping", str(path)), ("--agency", "elsewhere")):
        with pytest.raises(SystemExit):
            take(path, *wrong)


@pytest.mark.req("C8")
def test_two_imports_of_one_file_at_the_same_moment_keep_it_once(
    larkspur: Agency, kinds: dict[str, Category], monkeypatch: pytest.MonkeyPatch, at: datetime
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    given: dict[str, Any] = {
        "agency": larkspur,
        "file_digest": "d",
        "mapping": mapping_named("georeport"),
        "at": at,
    }
    rows = [FileRow(0, row) for row in ROWS]

    def meanwhile() -> Iterator[FileRow]:
        yield from rows[:3]
        importing.import_history(rows=iter(rows), **given)
        yield from rows[3:]

    with pytest.raises(Refused):
        importing.import_history(rows=meanwhile(), **given)
    run = ImportRun.objects.get()
    assert (run.kept, run.rows, Concern.objects.count()) == (5, 5, 5)


@pytest.mark.req("C8")
def test_a_stopped_import_goes_on_and_a_second_one_adds_nothing(
    tmp_path: Path, kinds: dict[str, Category], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, rejects = tmp_path / "a.json", tmp_path / "rejects.csv"
    path.write_text(json.dumps([7, *ROWS]), encoding="utf-8")
    monkeypatch.setattr(importing, "BATCH", 2)
    calls: list[Any] = []

    def killed(**given: Any) -> Concern:
        calls.append(given)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return record_history(**given)

    monkeypatch.setattr(importing, "record_history", killed)
    with pytest.raises(KeyboardInterrupt):
        take(path)
    assert (Concern.objects.count(), ImportRun.objects.get().rows) == (3, 4)
    for _again in range(2):
        assert "6 records: 5 kept, 0 known already, 1 rejected" in take(path, "--rejects", str(rejects))
        # What was found wrong before the stop is in the list all the same.
        assert rejects.read_text().split() == ["row,line,reason", "1,1,no_record"]
    assert Concern.objects.count() == 5
    assert Entry.objects.filter(verb="open311.history_imported").count() == 1


@pytest.mark.req("C8")
def test_a_broken_file_says_so(tmp_path: Path, kinds: dict[str, Category]) -> None:
    for text in ('[{"a": 1}, {"b": ', "<a><request>", '<!DOCTYPE a [<!ENTITY x "y">]><a/>', LAUGHS, OUTER):
        path = tmp_path / "a"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SystemExit):
            take(path)
    packed = tmp_path / "a.json.gz"
    packed.write_bytes(gzip.compress(json.dumps(ROWS).encode())[:-40] + b"x" * 40)
    with pytest.raises(SystemExit):
        take(packed)
    assert Concern.objects.count() == 0


@pytest.mark.req("C8")
def test_history_is_marked_as_older_records(tmp_path: Path, program: Program) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(ROWS), encoding="utf-8")
    take(path)
    _status, said = program.get("requests", extensions="true")
    assert len(said) == 5
    assert all(one["extended_attributes"]["is_older_record"] for one in said)
    assert all(one["status"] == "closed" for one in said)
    with translation.override("en"):
        listed = program.client.get("/concerns/").content.decode()
        shown = program.client.get(f"/concerns/{said[0]['service_request_id']}/").content.decode()
    assert listed.count("May 1, 2026</time> · Older record") == 5
    assert "An older record, brought here from another system." in shown


@pytest.mark.data
@pytest.mark.req("C8")
@pytest.mark.parametrize(
    ("name", "mapping", "rows", "least"),
    [
        ("boston311_unclustered.json", "boston", 550, 45),
        ("open311dashboard_sf_fixture.json", "san_francisco", 500, 70),
    ],
)
def test_cities(
    shared_data: Path, kinds: dict[str, Category], name: str, mapping: str, rows: int, least: int
) -> None:
    take(shared_data / "requests" / name, "--mapping", mapping)
    run = ImportRun.objects.get()
    reasons = Counter(run.rejected.values_list("reason", flat=True))
    assert run.rows == rows == run.kept + reasons.total()
    assert run.kept >= least
    assert reasons.keys() <= {"other_service", "closed_before"}
    take(shared_data / "requests" / name, "--mapping", mapping)
    assert Concern.objects.count() == run.kept
    take(shared_data / "requests" / name, "--mapping", mapping, "--others", "other")
    assert Concern.objects.count() == rows - reasons["closed_before"]
