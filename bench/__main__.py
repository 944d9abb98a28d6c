"""`make bench`: run every measurement, or those named, and print one table. Never fails on time."""

import importlib
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    wanted = sys.argv[1:] or sorted(p.stem for p in HERE.glob("*.py") if not p.stem.startswith("_"))
    machine = f"{platform.machine()}, {os.cpu_count()} cores"
    print(f"{datetime.now(UTC):%Y-%m-%d} · {machine} · Python {platform.python_version()}")
    print("| measurement | value | bare thing | ratio | aim |")
    print("|---|---|---|---|---|")
    for name in wanted:
        for row in importlib.import_module(f"bench.{name}").run():
            ratio = f"{row['ratio']:.2f}" if row.get("ratio") is not None else ""
            value = f"{row['value']:,.1f} {row['unit']}"
            print(
                f"| {row['name']} | {value} | {row.get('baseline', '')} | {ratio} | {row.get('aim', '')} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
