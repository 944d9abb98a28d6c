"""What runs by itself: listeners to the moves of cases, and the periodic questions."""

from datetime import datetime

from django_tasks import task

from commonbeat.domain.concerns import actions
from commonbeat.engine.casework.models import Entry as Line
from commonbeat.ground.core.clock import now


@task()
def on_case_moved(entry_pk: int) -> None:
    """Take up what a move of a concern means for it."""
    line = Line.objects.select_related("case").filter(line=entry_pk, case__kind="concern").first()
    if line is not None:
        actions.follow_move(line=line, at=now())


def keep_promises(*, at: datetime) -> None:
    """Run every few minutes: ask whether what was closed is fixed, and end what nobody answered."""
    actions.ask_if_fixed(at=at)
    actions.end_unanswered(at=at)
