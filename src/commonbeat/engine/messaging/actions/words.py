"""Destroying what messages said once their days are over; to whom, when and how it ended stays."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.messaging.choices import OPEN_STATES, WORDS_DAYS
from commonbeat.engine.messaging.models import EmergencyAlert, Message, SandboxText
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.retention.choices import Words


def _standing(agency: Agency) -> QuerySet[Message]:
    """Return the messages that still have their words and that nobody has to deal with."""
    unseen = EmergencyAlert.objects.filter(message=OuterRef("pk"), acknowledged_at=None)
    return Message.objects.filter(
        ~Exists(unseen), agency=agency, words_destroyed_at=None, needs_person=False
    ).exclude(state__in=OPEN_STATES)


def _destroy(pks: Sequence[int], at: datetime) -> None:
    going = Message.objects.filter(pk__in=pks)
    # The sandbox carrier keeps copies; a real carrier has a schedule of its own.
    SandboxText.objects.filter(reference__in=going.values("public_id")).update(body="")
    going.update(title="", body="", words_destroyed_at=at)


MESSAGE_WORDS = Words(
    key="messages",
    name=_("Texts and e-mails, sent and received"),
    what_stays=_("That there was a message, when, and how it ended stays. So does every STOP."),
    days=WORDS_DAYS,
    source=_("California Government Code 34090(d): a city destroys no record less than two years old"),
    read_on=date(2026, 11, 20),
    standing=_standing,
    since="queued_at",
    destroy=_destroy,
)
