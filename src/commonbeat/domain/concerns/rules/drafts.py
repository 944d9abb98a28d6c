"""Which page of a report comes next: decided from what was given so far and what the category asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# In the order in which they are asked; the last shows everything before it is sent.
STEPS = ("kind", "photo", "place", "details", "alike", "contact", "check")


@dataclass(frozen=True)
class Standing:
    """What decides the way: whether the category stops the report or needs a way to reach its sender, and
    whether others like it are near."""

    is_stopped: bool = False
    has_alike: bool = False
    needs_contact: bool = False


def steps_of(standing: Standing) -> tuple[str, ...]:
    """Return the pages this report has: no hint where nothing like it is near, no contact unless needed."""
    left_out = {"alike": not standing.has_alike, "contact": not standing.needs_contact}
    return tuple(step for step in STEPS if not left_out.get(step))


def next_step(given: Mapping[str, Any], standing: Standing) -> str:
    """Return the first page that was not answered yet; "stop" where the category takes no report here."""
    if given.get("category") and standing.is_stopped:
        return "stop"
    done = given.get("done", ())
    return next(step for step in steps_of(standing) if step not in done or step == "check")


def step_before(step: str, standing: Standing) -> str:
    """Return the page before this one, "" before the first."""
    steps = steps_of(standing)
    place = steps.index(step) if step in steps else 0
    return steps[place - 1] if place else ""


def answered(given: Mapping[str, Any], step: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given once a page was answered; what hangs on a changed answer is asked again."""
    changed = {key for key, value in values.items() if given.get(key) != value}
    done = {*given.get("done", ()), step}
    if "category" in changed:
        done -= {"details", "alike", "contact"}
        values = {**values, "answers": {}}
    if changed & {"longitude", "latitude"}:
        done -= {"alike"}
    return {**given, **values, "done": sorted(done, key=STEPS.index)}
