"""The kinds of permit that come with CommonBeat: what an agency starts from and adopts as its own version."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from commonbeat.domain.permits.rules.kinds import SPEECH_CHECKS, SPEECH_FIELDS, SPEECH_GROUNDS

SHARED = ("fields", "checklist", "reviewers", "inspections", "waivers", "grounds")


@cache
def suggested() -> dict[str, dict[str, Any]]:
    """Return key → kind as written in kinds.toml, with the parts that kinds share filled in by their keys."""
    told = _told()
    return {
        key: kind | {part: _filled(kind, part, told) for part in SHARED}
        for key, kind in told["kinds"].items()
    }


@cache
def speech_parts() -> dict[str, list[dict[str, Any]]]:
    """Return the parts of which a kind for speech may be made, in their words."""
    listed = {"fields": SPEECH_FIELDS, "checklist": SPEECH_CHECKS, "grounds": SPEECH_GROUNDS}
    return {part: [{"key": key, **_told()[part][key]} for key in keys] for part, keys in listed.items()}


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(resources.files(__name__).joinpath("kinds.toml").read_text("utf-8"))


def _filled(kind: dict[str, Any], part: str, told: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, **told[part][key]} for key in kind.get(part, [])]
