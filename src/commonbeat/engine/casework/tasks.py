"""What runs by itself: listeners to what happens with cases."""

from django_tasks import task

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.models import Case
from commonbeat.ground.core.clock import now
from commonbeat.ground.ledger.models import Entry


@task()
def on_escalated(entry_pk: int) -> None:
    """Write to those who were told that a clock ran out."""
    key = Entry.objects.get(pk=entry_pk).subject.partition(":")[2]
    actions.mail_escalations(case=Case.objects.get(public_id=key), at=now())
