"""Writes to several cases at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from commonbeat.engine.casework.actions.cases import assign, put_in_queue
from commonbeat.engine.casework.models import Case, Queue
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Refused


@dataclass
class Done:
    """How many cases were given on, and which were not, each with the reason."""

    count: int = 0
    refused: list[tuple[Case, str]] = field(default_factory=list)


@transaction.atomic
def give_on(*, cases: Sequence[Case], to: Staff | Queue, by: Staff, at: datetime) -> Done:
    """Give several cases to a person or a queue; one that cannot be given stays as it is."""
    done = Done()
    for case in sorted(cases, key=lambda case: case.pk):
        try:
            with transaction.atomic():
                if isinstance(to, Queue):
                    put_in_queue(case=case, queue=to, by=by, at=at)
                else:
                    assign(case=case, to=to, by=by, at=at)
        except Refused as refusal:
            done.refused.append((case, refusal.message))
        else:
            done.count += 1
    return done
