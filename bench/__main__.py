"""`make bench`: run every measurement, or those named, and print one table. Never fails on time."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

HERE = Path(__file__).parent
SERVER = "postgres://commonbeat:commonbeat@127.0.0.1:5432/commonbeat"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
# What a measurement stores; one that is not named here is run on both databases.
DATABASES = {"live": (POSTGRESQL,), "reports": (POSTGRESQL,), "wording": (SQLITE,)}
HEAD = "| measurement | value | bare thing | ratio | aim |"


def main() -> None:
    wanted = sys.argv[1:] or sorted(p.stem for p in HERE.glob("*.py") if not p.stem.startswith("_"))
    print(f"{datetime.now(UTC):%Y-%m-%d} · {_machine()} · Python {platform.python_version()}")
    server = _answering_server()
    if not server:
        print("No PostgreSQL answers at TEST_POSTGRESQL_URL; what needs it is left out.")
    print(f"{HEAD}\n|---|---|---|---|---|", flush=True)
    for name in wanted:
        for kind in DATABASES.get(name, (SQLITE, POSTGRESQL)):
            if kind == SQLITE:
                _measure(name, kind, "")
            elif server:
                with _own_database(server) as url:
                    _measure(name, kind, url)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = os.getloadavg()[0]
    return f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, load at the start {busy:.1f}"


def _measure(name: str, kind: str, url: str) -> None:
    """Run one measurement on one database, in a process and a data folder of its own, and print its rows."""
    with tempfile.TemporaryDirectory(prefix="commonbeat-bench-") as home:
        environment = {**os.environ, "COMMONBEAT_HOME": home, "DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
        rows = Path(home) / "rows.jsonl"
        command = [sys.executable, "-m", "bench._one", name, str(rows)]
        ended = subprocess.run(command, env=environment, check=False)  # noqa: S603 - our own program
        for line in rows.read_text(encoding="utf-8").splitlines() if rows.is_file() else ():
            print(_line(json.loads(line), kind), flush=True)
        if ended.returncode:
            print(f"| {name}, {kind} | did not end well; see above | | | |", flush=True)


def _line(row: dict[str, Any], kind: str) -> str:
    name = row["name"] if kind in row["name"] else f"{row['name']}, {kind}"
    ratio = f"{row['ratio']:.2f}" if row.get("ratio") is not None else ""
    number = f"{row['value']:,.0f}" if row["value"] >= 100 else f"{row['value']:,.4g}"
    return f"| {name} | {number} {row['unit']} | {row.get('baseline', '')} | {ratio} | {row.get('aim', '')} |"


def _answering_server() -> str:
    """Return the address of the PostgreSQL server if it answers, else ""."""
    url = os.environ.get("TEST_POSTGRESQL_URL", SERVER)
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError:
        return ""
    return url


@contextmanager
def _own_database(server: str) -> Iterator[str]:
    """Make a database for one measurement and drop it afterwards, whatever happened."""
    name = f"bench_commonbeat_{os.getpid()}"
    _order(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _order(server, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _order(server: str, order: sql.Composed) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(order)


if __name__ == "__main__":
    main()
