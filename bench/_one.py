"""Runs one measurement in the installation that the environment names, and writes its rows to a file."""

import importlib
import json
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command


def main(name: str, rows: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonbeat.config.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    with rows.open("a", encoding="utf-8") as file:
        for row in importlib.import_module(f"bench.{name}").run():
            file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
