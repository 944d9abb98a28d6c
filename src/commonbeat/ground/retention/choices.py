"""Words of retention: the right to hold, and how an app describes the words that it can destroy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from commonbeat.ground.agency.choices import Setting
from commonbeat.ground.agency.models import Agency


class Capability(StrEnum):
    """What a role may do here."""

    MANAGE = "retention.manage"


@dataclass(frozen=True)
class Words:
    """Words of residents that one app keeps for a number of days.

    `standing` returns the rows whose words may go once they are old enough, so none that is still worked
    on; `since` names the field that tells how old a row is. `destroy` empties the words of the rows with
    these keys, in the caller's transaction. `source` is what the default number of days rests on, read on
    `read_on`; `what_stays` is told to staff.
    """

    key: str
    name: str | Promise
    what_stays: str | Promise
    days: Setting
    source: str | Promise
    read_on: date
    standing: Callable[[Agency], QuerySet[Any]]
    since: str
    destroy: Callable[[Sequence[int], datetime], None]
