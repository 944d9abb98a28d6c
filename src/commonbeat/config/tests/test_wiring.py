"""What is joined by name exists: a wrong path is found here, not when a resident waits."""

import inspect

import pytest
from django.utils.module_loading import import_string

from commonbeat.config import wiring
from commonbeat.config.roles import STANDARD_ROLES, StandardRole


def test_listeners_are_tasks() -> None:
    for paths in wiring.LISTENERS.values():
        assert all(hasattr(import_string(path), "enqueue") for path in paths)


def test_guards_take_a_subject_and_the_time() -> None:
    for path in wiring.MESSAGE_GUARDS.values():
        assert list(inspect.signature(import_string(path)).parameters) == ["subject", "at"]


def test_the_schedule_hands_over_the_time() -> None:
    for seconds, path in wiring.SCHEDULE:
        assert seconds > 0
        assert "at" in inspect.signature(import_string(path)).parameters


@pytest.mark.parametrize("role", STANDARD_ROLES, ids=lambda role: role.key)
def test_administrator_alone_runs_the_machine_and_reads_nobody(role: StandardRole) -> None:
    reads = {
        "messaging.read_conversations",
        "conduct.call_back",
        "conduct.look_at_thanks",
        "calls.see_protected",
    }
    runs = {"agency.manage_staff", "agency.manage_keys"}
    held = set(role.capabilities)
    assert not (held & reads and held & runs)
