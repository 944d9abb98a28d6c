"""The kinds of permit that come with CommonBeat: what an agency starts from and adopts as its own version."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

SHARED = ("fields", "checklist", "reviewers", "inspections", "waivers", "grounds")


@cache
def suggested() -> dict[str, dict[str, Any]]:
    """Return key → kind as written in kinds.toml, with the parts that kinds share filled in by their keys."""
    told = tomllib.loads(resources.files(__name__).joinpath("kinds.toml").read_text("utf-8"))
    return {
        key: kind | {part: _filled(kind, part, told) for part in SHARED}
        for key, kind in told["kinds"].items()
    }


def _filled(kind: dict[str, Any], part: str, told: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, **told[part][key]} for key in kind.get(part, [])]
