"""Writes about cases of older systems: what is over and known, without clocks, receipts or texts."""

from datetime import datetime
from typing import Any

from django.db import transaction

from commonbeat.engine.casework.actions.timeline import add_entry
from commonbeat.engine.casework.choices import Kind, Shown, case_type
from commonbeat.engine.casework.models import Case, Queue
from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid


@transaction.atomic
def record_past_case(
    *,
    agency: Agency,
    kind: str,
    state: str,
    opened_at: datetime,
    closed_at: datetime | None,
    area: Area | None = None,
    queue: Queue | None = None,
    is_private: bool = True,
    language: str = "en",
    outcome: str = "",
    facts: dict[str, Any] | None = None,
    at: datetime,
) -> Case:
    """Keep a case as another system left it: in one state since a day, with one line in the book, of today.

    Raises Invalid when the state and the day of its end do not fit together.
    """
    if case_type(kind).state(state).is_open != (closed_at is None):
        raise Invalid("The state and the day of the end do not fit.", code="bad_state", where="state")
    case = Case.objects.create(
        agency=agency,
        kind=kind,
        state=state,
        state_since=closed_at or opened_at,
        area=area,
        queue=queue,
        is_private=is_private,
        is_open=closed_at is None,
        language=language,
        outcome=outcome,
        opened_at=opened_at,
        updated_at=at,
        closed_at=closed_at,
    )
    told = {"to": state, "imported": True, **(facts or {})}
    add_entry(case=case, kind=Kind.OPENED, shown=Shown.PUBLIC, by=SYSTEM, at=at, facts=told)
    return case
