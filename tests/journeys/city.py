"""The demo city, served as a new user serves it: lived in, with its worker, in processes of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

PATIENCE = 60.0  # seconds for the server to answer


@dataclass(frozen=True)
class ServedCity:
    address: str
    home: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def database_of_its_own(url: str) -> Iterator[str]:
    """Make a PostgreSQL database beside the one that `url` names, and drop it after; SQLite needs none."""
    if not url:
        yield ""
        return
    parts = urlsplit(url)
    name = f"commonbeat_city_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        admin.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        yield urlunsplit(parts._replace(path=f"/{name}"))
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@contextmanager
def served_city(home: Path, database_url: str, days: int) -> Iterator[ServedCity]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "COMMONBEAT_HOME": str(home),
        "COMMONBEAT_DEMO": "1",
        "COMMONBEAT_PUBLIC_URL": address,
        "DATABASE_URL": database_url,
        "LOG_LEVEL": "WARNING",
    }

    def commonbeat(*words: str) -> list[str]:
        return [sys.executable, "-m", "commonbeat", *words]

    for words in (["migrate", "--verbosity", "0"], ["demo", "--days", str(days)]):
        subprocess.run(commonbeat(*words), env=environment, check=True, stdout=subprocess.DEVNULL)
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(
            commonbeat("serve", "--port", str(port)), env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(f"{address}/readyz")
            yield ServedCity(address, home)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own server
            return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
