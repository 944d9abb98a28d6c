"""A setting keeps its history, and refuses a value that makes no sense."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from commonbeat.ground.agency.actions import change_setting
from commonbeat.ground.agency.choices import Capability, Setting
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.agency.queries import history_of, setting, settings_of
from commonbeat.ground.core.errors import Forbidden, Invalid

HOURS = Setting("x.hours", "Hours", "Texts wait.", "Calm.", "whole", 24, least=1, most=72)


def test_newest_value_counts_and_the_older_ones_stay(
    larkspur: Agency, hire: Callable[..., Staff], at: datetime
) -> None:
    chief = hire("Ana Ortiz", Capability.CHANGE_SETTINGS)
    assert setting(larkspur, HOURS) == 24
    for value in (12, 36):
        change_setting(agency=larkspur, definition=HOURS, value=value, by=chief, at=at)
    assert setting(larkspur, HOURS) == 36
    assert settings_of(larkspur, [HOURS]) == {"x.hours": 36}
    assert [v.value for v in history_of(larkspur, HOURS)] == [36, 12]


def test_only_who_may_changes_it(larkspur: Agency, hire: Callable[..., Staff], at: datetime) -> None:
    with pytest.raises(Forbidden):
        change_setting(agency=larkspur, definition=HOURS, value=12, by=hire("Sam Reed"), at=at)


@pytest.mark.parametrize(
    ("definition", "value", "code"),
    [
        (HOURS, 0, "out_of_range"),
        (HOURS, 73, "out_of_range"),
        (HOURS, "12", "not_whole"),
        (HOURS, True, "not_whole"),
        (Setting("f", "", "", "", "flag", True), "yes", "not_a_flag"),
        (Setting("t", "", "", "", "time", "09:00"), "25:00", "not_a_time"),
        (Setting("c", "", "", "", "choice", "a", options=("a", "b")), "z", "not_an_option"),
        (Setting("w", "", "", "", "words", []), ["", "x"], "not_words"),
    ],
)
def test_odd_value_is_refused_by_name(
    larkspur: Agency, hire: Callable[..., Staff], at: datetime, definition: Setting, value: Any, code: str
) -> None:
    chief = hire("Ana Ortiz", Capability.CHANGE_SETTINGS)
    with pytest.raises(Invalid) as refused:
        change_setting(agency=larkspur, definition=definition, value=value, by=chief, at=at)
    assert (refused.value.code, refused.value.where) == (code, definition.key)
