"""Work that comes by itself: the last question before a text goes out, late calls, and forgetting in time."""

from datetime import datetime

from django_tasks import task

from commonbeat.domain.calls import actions
from commonbeat.engine.messaging.choices import MessageState
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.ledger.models import Entry


@task()
def on_message_not_sent(entry_pk: int) -> None:
    """Let the decision behind a text that came too late, or was held back since, tell the truth."""
    entry = Entry.objects.get(pk=entry_pk)
    key = entry.subject.partition(":")[2]
    message = Message.objects.select_related("agency").get(public_id=key)
    actions.note_not_sent(message=message, at=entry.at)


@task()
def on_contact_opted_out(entry_pk: int) -> None:
    """The same for what waited for a person who asked us to stop; it is held back in one statement."""
    entry = Entry.objects.get(pk=entry_pk)
    waited = Message.objects.select_related("agency").filter(
        contact__public_id=entry.subject.partition(":")[2],
        state=MessageState.SUPPRESSED,
        settled_at=entry.at,
    )
    for message in waited:
        actions.note_not_sent(message=message, at=entry.at)


def reason_not_to_send(subject: str, at: datetime) -> str:
    """Guard the messages about calls ("call:…") and the surveys about them ("survey:…")."""
    return actions.recheck(subject=subject, at=at)


def reason_not_to_write(subject: str, at: datetime) -> str:
    """Guard what else is written to people who called: call-backs and replies to their thanks."""
    return actions.recheck_person(subject=subject, at=at)


def watch_delays(at: datetime) -> int:
    return sum(actions.watch_delays(agency=agency, at=at) for agency in Agency.objects.order_by("pk"))


def forget(at: datetime) -> int:
    """Cut old calls loose from persons, and drop the answers kept for repeated requests."""
    return actions.forget_receipts(at=at) + sum(
        _unlink_all(agency, at) for agency in Agency.objects.order_by("pk")
    )


def _unlink_all(agency: Agency, at: datetime) -> int:
    total = 0
    while unlinked := actions.unlink_persons(agency=agency, at=at):
        total += unlinked
    return total
