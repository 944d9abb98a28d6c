"""What surveys do when another part of the house has acted; each is safe to run twice."""

from django_tasks import task

from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys.actions import hear, mark_unreached, stop_invitations
from commonbeat.ground.ledger.models import Entry


@task()
def on_message_received(entry_pk: int) -> None:
    entry = Entry.objects.get(pk=entry_pk)
    hear(message=_message(entry), at=entry.at)


@task()
def on_message_not_delivered(entry_pk: int) -> None:
    entry = Entry.objects.get(pk=entry_pk)
    mark_unreached(message=_message(entry), at=entry.at)


@task()
def on_contact_opted_out(entry_pk: int) -> None:
    entry = Entry.objects.get(pk=entry_pk)
    if entry.content.get("scope") in ("surveys", "all"):
        stop_invitations(contact=Contact.objects.get(public_id=_key(entry)), at=entry.at)


def _message(entry: Entry) -> Message:
    return Message.objects.select_related("contact", "agency").get(public_id=_key(entry))


def _key(entry: Entry) -> str:
    return entry.subject.partition(":")[2]
