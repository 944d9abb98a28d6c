"""Compiles the translations of every app: `python -m commonbeat.ground.ui.catalogues`."""

from collections.abc import Iterator
from pathlib import Path

import polib

HOUSE = Path(__file__).resolve().parents[2]


def catalogues(house: Path = HOUSE) -> Iterator[Path]:
    yield from sorted(house.rglob("locale/*/LC_MESSAGES/*.po"))


def compile_all(house: Path = HOUSE) -> int:
    """Write the .mo beside each .po that is newer than it, and return how many were written."""
    stale = [path for path in catalogues(house) if not _is_fresh(path)]
    for path in stale:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return len(stale)


def _is_fresh(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return compiled.is_file() and compiled.stat().st_mtime >= path.stat().st_mtime


if __name__ == "__main__":
    compile_all()
