"""`commonbeat calls import`: stored once, decided, resumable, and nothing about persons kept."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from commonbeat.domain.calls.actions import Imported, Origin, RejectsFile, import_calls, importing
from commonbeat.domain.calls.events import IMPORT_ROWS_STORED
from commonbeat.domain.calls.management.files import open_export
from commonbeat.domain.calls.mappings import shipped
from commonbeat.domain.calls.models import Call, CallEvent, Decision, ImportRun, ProtectedMark, TextRule
from commonbeat.domain.calls.rules.exports.lines import LINES_AT_ONCE
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping
from commonbeat.domain.calls.tests.exports import HEADER, MAPPING, mapping, row, table
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.ledger.models import Entry

OTHER = {"callback": "+15555550143", "address": "5 Oak Ave"}
ZONE = ZoneInfo("America/New_York")
Store = Callable[..., Imported]


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def store(ready: Agency, at: datetime, tmp_path: Path) -> Store:
    """Return a function that imports lines, or a file, into Larkspur."""

    def run(
        lines: list[str] | Path, *, using: ExportMapping | None = None, header: str = HEADER, **options: Any
    ) -> Imported:
        path = lines if isinstance(lines, Path) else tmp_path / "calls.csv"
        if isinstance(lines, list):
            path.write_text(table(lines, header), encoding="utf-8")
        rejects = options.pop("rejects", None)
        digest = options.pop("digest", str(hash(path.read_bytes())))
        with open_export(path) as opened:
            names = opened.export.header
            return import_calls(
                agency=ready,
                export=opened.export,
                origin=Origin(path.name, digest, using or mapping(), ZONE),
                rejects=(lambda size: RejectsFile(rejects, names, size=size)) if rejects else None,
                resume=options.pop("resume", False),
                by=SYSTEM,
                at=at,
                **options,
            )

    return run


def stored() -> list[tuple[str, str]]:
    return list(Call.objects.order_by("incident_no").values_list("incident_no", "type_initial"))


def everything() -> str:
    """Return all that the database holds, as text."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 (its own tables)
            found += [str(line) for line in cursor.fetchall()]
    return "\n".join(found)


def test_a_call_is_stored_with_the_least_and_decided_by_every_rule(store: Store, ready: Agency) -> None:
    rules = TextRule.objects.filter(agency=ready, is_enabled=True)
    assert rules.exists()
    imported = store([row(1, "NOISE COMPLAINT", "VANDALISM"), row(2, "DV")])
    call = Call.objects.get(incident_no="L1")
    assert (imported.new, imported.known, imported.recent) == (2, 0, 0)
    assert (call.type_initial, call.type_final, call.source) == ("NOISE COMPLAINT", "VANDALISM", "import")
    assert (call.longitude, call.latitude, call.shift) == (-75.123, 40.123, "day")
    assert call.received_at is not None
    assert call.received_at.isoformat() == "2026-06-01T14:00:00+00:00"
    assert (call.contact, call.place_lookup, call.number_given) == (None, "", "")
    assert Decision.objects.count() == 2 * rules.count()
    assert {(d.call.incident_no, d.outcome, d.reason) for d in Decision.objects.select_related("call")} == {
        ("L1", "suppress", "too_late"),
        ("L2", "suppress", "victim_safety"),
    }
    assert not Message.objects.exists()


@pytest.mark.req("A2")
def test_an_unknown_or_unlisted_type_is_suppressed(store: Store) -> None:
    store([row(1, "LOITERING"), row(2, ""), row(3, "NOISE COMPLAINT", "CRISIS")])
    reasons = dict(Decision.objects.values_list("call__incident_no", "reason"))
    assert reasons == {"L1": "not_on_allow_list", "L2": "unknown_type", "L3": "victim_safety"}


@pytest.mark.req("L5")
def test_stories_and_persons_are_never_stored_anywhere(store: Store) -> None:
    secret = {
        "narrative": "MARKERSTORY",
        "name": "MARKERNAME",
        "address": "77 Markerstreet",
        "callback": "+15555550177",
    }
    recent = secret | {"received": "2026-06-10 09:00:00", "cleared": "2026-06-10 10:00:00"}
    store(
        [
            row(1, **secret),
            row(2, "DV", **secret),
            row(3, "NOISE COMPLAINT", **recent),
            row(4, "DV", **recent),
        ]
    )
    assert Call.objects.count() == 4
    held = everything().upper()
    for marker in ("MARKERSTORY", "MARKERNAME", "MARKERSTREET", "5550177"):
        assert marker not in held


@pytest.mark.req("L5")
@pytest.mark.data
@pytest.mark.slow
def test_the_largest_real_export_is_stored_whole_once_and_without_its_stories(
    store: Store, shared_data: Path
) -> None:
    using = shipped()["montgomery_911"]
    file = shared_data / "calls" / "montgomery_911.csv.gz"
    first = store(file, using=using)
    assert (first.run.read, first.run.rejected, first.new, first.known) == (99_492, 0, 99_492, 0)
    assert Call.objects.count() == 99_492
    assert Call.objects.filter(type_initial__startswith="EMS:", was_excluded=True).count() == 48_877
    assert not Decision.objects.filter(outcome="send").exists()
    assert Call.objects.filter(longitude__lt=-76.5).count() == 13
    assert not Call.objects.filter(was_excluded=True).exclude(longitude=None).exists()
    assert "Station" not in "".join(map(str, Call.objects.values_list()[:2_000]))


def test_the_same_file_twice_brings_nothing_new(store: Store) -> None:
    lines = [row(1), row(2), row(2), row(3)]
    first, second = store(lines), store(lines)
    assert (first.new, first.known) == (3, 1)
    assert (second.new, second.known) == (0, 4)
    assert Call.objects.count() == 3
    assert Decision.objects.count() == 3


def test_calls_without_a_number_are_told_apart_and_found_again(store: Store) -> None:
    text = """
title = "t"
key_columns = ["Type", "Received", "Address"]
time_zone = "America/New_York"
[columns]
type_initial = "Type"
received_at = "Received"
"""
    lines = [row(1), row(1), row(2, address="2 Main St")]
    first, second = store(lines, using=mapping(text)), store(lines, using=mapping(text))
    assert (first.new, first.known, second.new) == (3, 0, 0)
    assert "MAIN" not in "".join(number.upper() for number, _ in stored())


@pytest.mark.parametrize("batch", [0, 1, 2])
def test_killed_in_any_batch_it_resumes_with_no_row_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, batch: int
) -> None:
    lines = [row(n) if n % 7 else f"L{n},short" for n in range(2 * LINES_AT_ONCE + 10)]
    rejects = tmp_path / "rejects.csv"
    seen = 0
    real = importing._record

    def killed(*arguments: Any) -> None:
        nonlocal seen
        # The last moment of a transaction: the rows are written, the commit is not.
        if arguments[1] == IMPORT_ROWS_STORED:
            if seen == batch:
                raise Killed
            seen += 1
        real(*arguments)

    monkeypatch.setattr(importing, "_record", killed)
    with pytest.raises(Killed):
        store(lines, rejects=rejects, digest="d")
    monkeypatch.setattr(importing, "_record", real)
    assert Call.objects.count() < len(lines)
    with pytest.raises(Refused, match="--resume"):
        store(lines, rejects=rejects, digest="d")
    imported = store(lines, rejects=rejects, digest="d", resume=True)
    good = [line for line in lines if not line.endswith("short")]
    assert Call.objects.count() == len(good)
    assert Decision.objects.count() == len(good)
    assert (imported.run.read, imported.run.rejected) == (len(good), len(lines) - len(good))
    with rejects.open(encoding="utf-8", newline="") as file:
        found = list(csv.reader(file))
    assert len(found) == 1 + len(lines) - len(good)
    assert len({line[0] for line in found}) == len(found)


def test_two_imports_of_one_file_at_once_do_not_both_go_on(store: Store) -> None:
    lines = [row(n) for n in range(LINES_AT_ONCE + 10)]

    def another() -> None:
        ImportRun.objects.update(lines_done=1)

    with pytest.raises(Refused, match="Another process"):
        store(lines, progress=another)


def test_rejects_can_be_mended_and_fed_back(store: Store, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    broken = row(2, "=NOISE", received="yesterday")
    store([row(1), broken, "L3,short", row(4)], rejects=rejects)
    text = rejects.read_text(encoding="utf-8")
    assert text.splitlines()[0] == f"line,column,reason,{HEADER}"
    assert '3,Received,"The cell is not a date' in text
    assert ",'=NOISE," in text
    again = store(rejects, rejects=tmp_path / "again.csv")
    assert (again.run.read, again.run.rejected) == (0, 2)
    rejects.write_text(text.replace("yesterday", "2026-06-02 10:00:00"), encoding="utf-8")
    mended = store(rejects, rejects=tmp_path / "again.csv")
    assert (mended.run.read, mended.run.rejected) == (1, 1)
    assert stored() == [("L1", "NOISE"), ("L2", "=NOISE"), ("L4", "NOISE")]


def test_no_rejects_leave_no_file(store: Store, tmp_path: Path) -> None:
    store([row(1)], rejects=tmp_path / "rejects.csv")
    assert not (tmp_path / "rejects.csv").exists()


def test_a_recent_call_is_heard_like_any_other(store: Store) -> None:
    recent = {"received": "2026-06-10 09:00:00", "cleared": "2026-06-10 10:00:00"}
    imported = store(
        [row(1, "NOISE COMPLAINT", **recent), row(2, "DV", **recent, **OTHER), row(3, "NOISE COMPLAINT")]
    )
    assert imported.recent == 2
    assert CallEvent.objects.count() == 2
    assert {d.call.incident_no: d.outcome for d in Decision.objects.filter(rule__key="survey")} == {
        "L1": "send",
        "L2": "suppress",
        "L3": "suppress",
    }
    assert [call.incident_no for call in Call.objects.exclude(contact=None)] == ["L1"]
    again = store([row(1, "NOISE COMPLAINT", **recent)], digest="again")
    assert (again.new, Contact.objects.count(), CallEvent.objects.count()) == (0, 1, 2)


@pytest.mark.req("A3")
def test_a_call_of_last_month_that_is_never_texted_protects_its_number_and_place(store: Store) -> None:
    store([row(1, "DV"), row(2, "DV", received="2024-06-01 10:00:00", address="9 Elm St")])
    assert sorted(ProtectedMark.objects.values_list("kind", flat=True)) == ["phone", "place"]
    recent = {"received": "2026-06-10 09:00:00", "cleared": "2026-06-10 10:00:00"}
    store([row(3, "NOISE COMPLAINT", **recent)])
    assert Decision.objects.get(call__incident_no="L3", rule__key="survey").reason == "protected"


@pytest.mark.req("A2")
def test_a_later_export_that_says_never_is_believed(store: Store) -> None:
    recent = {"received": "2026-06-10 09:00:00", "cleared": "2026-06-10 10:00:00"}
    store([row(1, "NOISE COMPLAINT", **recent)])
    store([row(1, "NOISE COMPLAINT", "DV")])
    call = Call.objects.get(incident_no="L1")
    assert call.was_excluded
    assert (call.contact, call.place_lookup, call.longitude, call.latitude) == (None, "", None, None)
    personal = {"phone", "place", "longitude", "latitude"}
    assert not any(personal & event.fields.keys() for event in CallEvent.objects.all())


def test_points_far_outside_all_beats_are_not_kept(store: Store, ready: Agency) -> None:
    square = [[-75.2, 40.1], [-75.1, 40.1], [-75.1, 40.2], [-75.2, 40.2], [-75.2, 40.1]]
    beat = Area.objects.create(
        agency=ready, code="B1", name="B1", boundary={"type": "Polygon", "coordinates": [square]}
    )
    imported = store([row(1), row(2, lat="33.0", lon="-95.6"), row(3, lat="40.3"), row(4, lat="0", lon="0")])
    assert imported.positions_dropped == 1
    found = {c.incident_no: (c.area_id, c.latitude) for c in Call.objects.all()}
    assert found == {"L1": (beat.pk, 40.123), "L2": (None, None), "L3": (None, 40.3), "L4": (None, None)}


def test_every_batch_is_one_line_in_the_book(store: Store) -> None:
    store([row(1), row(2)])
    lines = list(Entry.objects.filter(verb__startswith="import.").order_by("pk"))
    assert [line.verb for line in lines] == ["import.started", "import.rows_stored", "import.finished"]
    assert lines[1].content["new"] == 2
    assert len(lines[1].content["digest"]) == 64


def test_a_guessed_mapping_is_never_stored(
    store: Store, tmp_path: Path, ready: Agency, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "calls.csv"
    file.write_text(table([row(1)]), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("calls", "import", str(file), "--agency", ready.slug)
    assert ended.value.code == 2
    assert "a guess is never stored" in capsys.readouterr().err
    assert not ImportRun.objects.exists()


@pytest.mark.data
def test_the_command_says_what_came_of_it(ready: Agency, shared_data: Path, tmp_path: Path) -> None:
    out = io.StringIO()
    file = shared_data / "calls" / "seattle_cad_dennyblaine_2018_2023.csv"
    call_command("calls", "import", str(file), "--agency", ready.slug, stdout=out)
    words = " ".join(out.getvalue().split())
    assert "222: 222 read, 0 rejected" in words
    assert "222 new calls stored" in words
    assert "Nobody: all these calls are too old" in words
    assert Call.objects.exclude(cancelled_at=None).count() == 17


def test_a_full_disk_is_said_and_what_was_stored_stays(
    ready: Agency, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "calls.csv"
    file.write_text(table([row(1)]), encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")

    def full(*_arguments: Any) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(importing, "insert_calls", full)
    with pytest.raises(SystemExit):
        call_command(
            "calls", "import", str(file), "--agency", ready.slug, "--mapping", str(tmp_path / "mapping.toml")
        )
    assert "disk is full. What was stored before is whole" in capsys.readouterr().err
    assert not Call.objects.exists()


def test_a_rejects_file_that_cannot_be_written_stops_before_anything_is_stored(store: Store) -> None:
    with pytest.raises(Invalid, match="cannot be written"):
        store([row(1)], rejects=Path("/nowhere/at/all.csv"))
    assert not Call.objects.exists()
