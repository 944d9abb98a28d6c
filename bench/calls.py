"""How fast exports are rehearsed and stored, against the bare csv module and a bare executemany."""

import csv
import gzip
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from commonbeat.domain.calls.actions import Origin, import_calls
from commonbeat.domain.calls.management.files import mapping_for, open_export
from commonbeat.domain.calls.models import Call, Decision, TextRule
from commonbeat.domain.calls.rules.rehearsal import Rehearsal, suggested_policy
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM

REAL = Path(__file__).parents[2] / "shared" / "data" / "calls" / "montgomery_911.csv.gz"
AT = datetime(2026, 6, 10, 18, 0, tzinfo=UTC)
BATCH = 5_000
TIMES = 3
MADE_ROWS = 100_000
_BETWEEN = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
AGENCY = {"slug": "bench", "name": "Bench", "short_name": "Bench", "place": "Bench", "languages": ["en"]}


def run() -> list[dict[str, Any]]:
    """Measure on the largest real export where there is one, else on a made one of the same shape.

    What is stored in the configured database is rolled back. Django must be set up.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = REAL if REAL.is_file() else _made(Path(folder) / "made.csv.gz")
        if connection.vendor == "postgresql":
            # Rehearsing touches no database, and memory is measured on the embedded one.
            return [_storing(file)]
        longer = _ten_times(file, Path(folder) / "ten_times.csv.gz")
        return [
            _replaying(file),
            _storing(file),
            _memory("calls replay", file, longer, _replay_command),
            _memory("calls import", file, longer, _import_command),
        ]


def _replaying(file: Path) -> dict[str, Any]:
    bare = min(_seconds(_read, file) for _ in range(TIMES))
    seconds = min(_seconds(_rehearse, file) for _ in range(TIMES))
    return {
        "name": "calls replay",
        "value": _rows(file) / seconds,
        "unit": "rows/s",
        "baseline": f"csv.reader over the same file, {_rows(file) / bare:,.0f} rows/s",
        "ratio": seconds / bare,
        "aim": "≤ 6",
    }


def _storing(file: Path) -> dict[str, Any]:
    with transaction.atomic():
        agency = Agency.objects.create(**AGENCY, time_zone="America/New_York", created_at=AT)
        TextRule.objects.create(
            agency=agency,
            key="bench",
            trigger="cleared",
            instrument_key="post",
            is_enabled=True,
            changed_at=AT,
        )
        seconds = _seconds(_store, file, agency)
        calls, decisions = _table(Call, agency), _table(Decision, agency)
        # In one statement each: Django's own way asks for what hangs on them, with more parameters than
        # a prepared statement takes.
        for model in (Decision, Call):
            found = model.objects.filter(agency=agency)
            found._raw_delete(found.db)
        bare = _seconds(_store_bare, [calls, decisions])
        transaction.set_rollback(True)
    return {
        "name": f"calls import, {connection.vendor}",
        "value": _rows(file) / seconds,
        "unit": "rows/s",
        "baseline": f"executemany of the same columns, {_rows(file) / bare:,.0f} rows/s",
        "ratio": seconds / bare,
        "aim": "≤ 4",
    }


def _memory(name: str, file: Path, longer: Path, command: Callable[[Path], list[str]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        _prepare(Path(home))
        once, ten_times = (_peak(command(path), Path(home)) for path in (file, longer))
    return {
        "name": f"{name}: peak memory, ten times the file",
        "value": ten_times,
        "unit": "MB",
        "baseline": f"the file once, {once:,.0f} MB",
        "ratio": ten_times / once,
        "aim": "≤ 300 MB, ratio 1",
    }


def _replay_command(file: Path) -> list[str]:
    return ["calls", "replay", str(file), "--json"]


def _import_command(file: Path) -> list[str]:
    return ["calls", "import", str(file), "--agency", "bench"]


def _prepare(home: Path) -> None:
    """Make an embedded database with one agency."""
    made = f"Agency.objects.create(**{AGENCY!r}, time_zone='America/New_York', created_at=now())"
    imports = (
        "from commonbeat.ground.agency.models import Agency; from commonbeat.ground.core.clock import now"
    )
    for arguments in (["migrate", "-v0"], ["shell", "-v0", "-c", f"{imports}; {made}"]):
        subprocess.run(_command(arguments), env=_environment(home), check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _peak(arguments: list[str], home: Path) -> float:
    """Return the largest memory that a command took, in MB.

    A small process between it and this one starts it, as a new process begins with the peak of its parent.
    """
    between = [sys.executable, "-c", _BETWEEN, *_command(arguments)]
    told = subprocess.run(between, env=_environment(home), check=True, capture_output=True, text=True)  # noqa: S603
    return int(told.stdout) / 1024


def _command(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "commonbeat", *arguments]


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "COMMONBEAT_HOME": str(home)}


def _read(file: Path) -> None:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        for _row in csv.reader(lines):
            pass


def _rehearse(file: Path) -> None:
    with open_export(file) as opened:
        mapping = mapping_for(opened.export, None)
        rehearsal = Rehearsal(mapping, suggested_policy(mapping))
        for batch in opened.export.batches(mapping, ZoneInfo(mapping.time_zone), until=AT):
            rehearsal.add(batch)


def _store(file: Path, agency: Agency) -> None:
    with open_export(file) as opened:
        mapping = mapping_for(opened.export, None)
        origin = Origin(file.name, "0" * 64, mapping, ZoneInfo(mapping.time_zone))
        import_calls(
            agency=agency, export=opened.export, origin=origin, rejects=None, resume=False, by=SYSTEM, at=AT
        )


def _table(
    model: type[Call] | type[Decision], agency: Agency
) -> tuple[str, list[str], list[tuple[Any, ...]]]:
    """Return the name, the columns and the rows of a table as the driver gives them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM {model._meta.db_table} WHERE agency_id = %s",  # noqa: S608 (a table of ours)
            [agency.pk],
        )
        names = [column[0] for column in cursor.description]
        return model._meta.db_table, names, cursor.fetchall()


def _store_bare(tables: Iterable[tuple[str, list[str], list[tuple[Any, ...]]]]) -> None:
    mark = "%s" if connection.vendor == "postgresql" else "?"
    for table, names, rows in tables:
        marks = ", ".join([mark] * len(names))
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 (a table of ours)
        waiting = iter(rows)
        while batch := list(islice(waiting, BATCH)):
            with transaction.atomic(), connection.cursor() as cursor:
                (cursor.cursor if connection.vendor == "postgresql" else cursor.connection).executemany(
                    statement, batch
                )


def _made(file: Path) -> Path:
    dice = random.Random(1)  # noqa: S311 (a made file, not a secret)
    types = [
        "EMS: FALL VICTIM",
        "Traffic: DISABLED VEHICLE -",
        "Traffic: VEHICLE ACCIDENT -",
        "Fire: FIRE ALARM",
    ]
    with gzip.open(file, "wt", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["lat", "lng", "desc", "zip", "title", "timeStamp", "twp", "addr", "e"])
        for number in range(MADE_ROWS):
            at = datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
            point = [f"{40 + dice.random():.7f}", f"{-75 - dice.random():.7f}"]
            place = f"{number % 900} MAIN ST"
            rest = [dice.choice(types), f"{at:%Y-%m-%d %H:%M:%S}", "TOWN", place, "1"]
            writer.writerow([*point, f"{place}; TOWN; {at}", "19000", *rest])
    return file


def _ten_times(file: Path, longer: Path) -> Path:
    with gzip.open(longer, "wb", compresslevel=1) as out:
        for lap in range(10):
            with gzip.open(file, "rb") as lines:
                header = lines.readline()
                out.write(header if lap == 0 else b"")
                out.writelines(_pieces(lines))
    return longer


def _pieces(file: Any) -> Iterator[bytes]:
    while piece := file.read(1 << 20):
        yield piece


def _rows(file: Path) -> int:
    with gzip.open(file, "rb") as lines:
        return sum(1 for _ in lines) - 1


def _seconds(job: Callable[..., object], *arguments: Any) -> float:
    started = time.perf_counter()
    job(*arguments)
    return time.perf_counter() - started
