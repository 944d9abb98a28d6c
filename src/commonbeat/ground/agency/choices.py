"""Words of the agency app: capabilities it owns, and how any app describes a setting."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise


class Capability(StrEnum):
    """What a role may do here. Every app has its own such list; a role stores the values."""

    MANAGE_STAFF = "agency.manage_staff"
    CHANGE_SETTINGS = "agency.change_settings"
    MANAGE_KEYS = "agency.manage_keys"


@dataclass(frozen=True)
class Setting:
    """A setting that an agency may change on the settings page.

    `effect` says what it does to a resident and `why` why the default is what it is. `kind` is one of
    "whole" (with least and most), "flag", "time" ("HH:MM"), "words" (a list) or "choice" (with options).
    """

    key: str
    name: str | Promise
    effect: str | Promise
    why: str | Promise
    kind: str
    default: Any
    least: int | None = None
    most: int | None = None
    options: tuple[str, ...] = ()
    dangerous: bool = False
