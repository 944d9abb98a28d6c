"""The control map ships with the product, covers every area, and points at things that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AREAS = 20


@pytest.mark.req("L5")
def test_every_area_has_its_evidence() -> None:
    page = (ROOT / "docs" / "control-map.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("|")][2:]
    assert len({row[0].strip() for row in rows}) == AREAS
    for area, does, where, stays in rows:
        assert does.strip(), area
        assert stays.strip(), area
        [path] = re.findall(r"`([^`]+)`", where)
        assert (ROOT / path).exists(), path
