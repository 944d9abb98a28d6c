"""Pure decisions about working days, hours of the day and API keys."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

SATURDAY = 5


def is_business_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def add_business_days(start: date, days: int, holidays: Collection[date]) -> date:
    """Return the day that is `days` business days after `start`; the day of receipt is not counted."""
    if days < 0:
        raise ValueError("days must not be negative")
    day = start
    while days > 0:
        day += timedelta(days=1)
        if is_business_day(day, holidays):
            days -= 1
    return day


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the last second of the local day: a promise for a day holds until it is over."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone)


def key_digest(secret: str) -> str:
    """Return the stored form of an API key. The key has 190 random bits, so a fast hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Described(Protocol):
    """What a setting says about its values; choices.Setting is one."""

    @property
    def kind(self) -> str: ...
    @property
    def least(self) -> int | None: ...
    @property
    def most(self) -> int | None: ...
    @property
    def options(self) -> tuple[str, ...]: ...


def setting_fault(setting: Described, value: Any) -> str:
    """Return the code of what is wrong with a setting's value, or "" when it may stand."""
    if setting.kind == "whole":
        return _whole_fault(setting, value)
    allowed, fault = {
        "flag": (isinstance(value, bool), "not_a_flag"),
        "choice": (value in setting.options, "not_an_option"),
        "time": (_is_time(value), "not_a_time"),
        "words": (_is_words(value), "not_words"),
    }[setting.kind]
    return "" if allowed else fault


def _whole_fault(setting: Described, value: Any) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return "not_whole"
    too_small = setting.least is not None and value < setting.least
    too_large = setting.most is not None and value > setting.most
    return "out_of_range" if too_small or too_large else ""


def _is_time(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != len("09:00"):
        return False
    try:
        time.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)
