"""What runs by itself: listeners to answers, texts and deliveries, and the periodic promises."""

from datetime import datetime

from django_tasks import task

from commonbeat.domain.conduct import actions
from commonbeat.domain.conduct.models import Thanks
from commonbeat.engine.messaging.models import Message
from commonbeat.engine.surveys.models import Response
from commonbeat.ground.core.clock import now
from commonbeat.ground.ledger.models import Entry


@task()
def on_answer(entry_pk: int) -> None:
    """Take up a rating, a comment or the end of a survey."""
    key = Entry.objects.get(pk=entry_pk).content["response"]
    response = Response.objects.select_related("agency", "invitation__contact").get(public_id=key)
    actions.take_up(response=response, at=now())


@task()
def on_message(entry_pk: int) -> None:
    """Hear a text that may answer an offer."""
    key = Entry.objects.get(pk=entry_pk).subject.partition(":")[2]
    message = Message.objects.select_related("contact").get(public_id=key)
    actions.hear(message=message, at=now())


@task()
def on_delivered(entry_pk: int) -> None:
    """Tell the officer and the supervisor by e-mail that a thank-you waits."""
    key = Entry.objects.get(pk=entry_pk).subject.partition(":")[2]
    actions.tell(thanks=Thanks.objects.get(public_id=key), at=now())


def keep_promises(*, at: datetime) -> None:
    """Run every few minutes: deliver thanks in time, offer what was not offered, cut loose."""
    actions.cut_loose(at=at)
    actions.deliver_overdue(at=at)
    actions.offer_waiting(at=at)
