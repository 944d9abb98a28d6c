"""Run the tests that this machine can run, on each database it has, and say what was left out and why.

`REQUIRE_ALL=1` makes a left-out part a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[1]
POSTGRESQL = os.environ.get(
    "TEST_POSTGRESQL_URL", "postgres://commonbeat:commonbeat@127.0.0.1:5432/commonbeat"
)


def left_out() -> dict[str, str]:
    """Return part → why this machine cannot test it."""
    reasons = {}
    if not (shutil.which("chromium") or os.environ.get("CHROMIUM")):
        reasons["browser tests"] = "Chromium was not found (Debian: apt install chromium)"
    elif not (ROOT / "node_modules" / "axe-core").is_dir():
        reasons["browser tests"] = "the styles are not built (make setup builds them)"
    try:
        psycopg.connect(POSTGRESQL, connect_timeout=3).close()
    except psycopg.OperationalError:
        reasons["PostgreSQL"] = f"no server answers at {POSTGRESQL.rpartition('@')[2]}"
    if not shutil.which("exiftool"):
        reasons["another reader of photos' data"] = (
            "exiftool was not found (Debian: apt install libimage-exiftool-perl)"
        )
    if not (ROOT.parent / "shared" / "data").is_dir():
        reasons["tests on public data"] = "the data sets are not beside the checkout"
    return reasons


def run_on(database: str, url: str) -> int:
    print(f"\n== Tests on {database} ==", flush=True)
    workers = os.environ.get("PYTEST_WORKERS", "auto")
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "loadgroup", *sys.argv[1:]]
    with tempfile.TemporaryDirectory() as home:
        own = {"COMMONBEAT_HOME": home, "DATABASE_URL": url, "PYTHONWARNINGS": "default"}
        environment = {**os.environ, **own}
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main() -> int:
    missing = left_out()
    for part, why in missing.items():
        print(f"Left out: {part}: {why}.")
    failed = bool(missing) and bool(os.environ.get("REQUIRE_ALL"))
    failed |= run_on("SQLite", "") != 0
    if "PostgreSQL" not in missing:
        failed |= run_on("PostgreSQL", POSTGRESQL) != 0
    if missing and os.environ.get("REQUIRE_ALL"):
        print(f"REQUIRE_ALL is set, and {', '.join(missing)} could not be tested.")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
