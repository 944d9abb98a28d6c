"""Records of other systems become history: every row is kept or rejected with a reason, and none twice."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from commonbeat.domain.concerns.actions.history import record_history
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.open311.models import ImportRun
from commonbeat.domain.open311.tests.conftest import Program
from commonbeat.engine.casework.models import Receipt

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
        assert "5 records: 5 kept, 0 rejected." in take(tmp_path / name)
        assert Concern.objects.count() == 5, name
    concern = Concern.objects.get(outside_id="georeport:r1")
    assert concern.received_at == datetime(2026, 5, 1, 14, tzinfo=UTC)
    assert concern.case.closed_at == datetime(2026, 5, 2, 14, tzinfo=UTC)
    assert not Receipt.objects.exists()


@pytest.mark.req("C8")
def test_every_row_is_kept_or_rejected_with_its_reason(tmp_path: Path, kinds: dict[str, Category]) -> None:
    wrong = [{**ROWS[0], "service_request_id": f"w{n}", **bad} for n, bad in enumerate(WRONG.values())]
    path, rejects = tmp_path / "a.json", tmp_path / "rejects.csv"
    path.write_text(json.dumps([*ROWS, *wrong, 7, None]), encoding="utf-8")
    told = take(path, "--rejects", str(rejects))
    assert f"{len(ROWS) + len(WRONG) + 2} records: 5 kept, {len(WRONG) + 2} rejected." in told
    named = [line.split(",")[1] for line in rejects.read_text().splitlines()[1:]]
    assert named == [*WRONG, "no_record", "no_record"]
    run = ImportRun.objects.get()
    assert run.rows == run.kept + sum(run.rejects.values())


@pytest.mark.req("C8")
def test_a_stopped_import_goes_on_and_a_second_one_adds_nothing(
    tmp_path: Path, kinds: dict[str, Category], monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonbeat.domain.open311.actions import importing  # noqa: PLC0415

    path = tmp_path / "a.json"
    path.write_text(json.dumps(ROWS), encoding="utf-8")
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
    assert (Concern.objects.count(), ImportRun.objects.get().rows) == (2, 2)
    assert "5 records: 5 kept" in take(path)
    assert "5 records: 5 kept" in take(path)
    assert Concern.objects.count() == 5


@pytest.mark.req("C8")
def test_a_broken_file_says_so(tmp_path: Path, kinds: dict[str, Category]) -> None:
    for text in ('[{"a": 1}, {"b": ', "<a><request>", '<!DOCTYPE a [<!ENTITY x "y">]><a/>'):
        path = tmp_path / "a"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SystemExit):
            take(path)


@pytest.mark.req("C8")
def test_history_is_marked_as_older_records(tmp_path: Path, program: Program) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(ROWS), encoding="utf-8")
    take(path)
    _status, said = program.get("requests", extensions="true")
    assert len(said) == 5
    assert all(one["extended_attributes"]["is_older_record"] for one in said)
    assert all(one["status"] == "closed" for one in said)


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
    assert run.rows == rows == run.kept + sum(run.rejects.values())
    assert run.kept >= least
    assert run.rejects.keys() <= {"other_service", "closed_before"}
    take(shared_data / "requests" / name, "--mapping", mapping, "--others", "other")
    assert Concern.objects.count() == run.kept
