"""What runs by itself: photos that were named, hand-offs to partners, and what becomes of them."""

from datetime import datetime

from django_tasks import task

from commonbeat.domain.concerns.models import HandOff
from commonbeat.domain.open311 import actions
from commonbeat.domain.open311.choices import KEEP_EXCHANGES, MediaState
from commonbeat.domain.open311.models import Submission
from commonbeat.ground.core.clock import now
from commonbeat.ground.ledger.models import Entry


@task()
def on_received(entry_pk: int) -> None:
    """Fetch the photo that came with a report as an address."""
    case = Entry.objects.get(pk=entry_pk).subject.partition(":")[2]
    waiting = Submission.objects.filter(concern__case__public_id=case, media_state=MediaState.WAITING)
    for submission in waiting.select_related("agency", "concern__case"):
        actions.fetch_media(submission=submission, at=now())


@task()
def on_handed_off(entry_pk: int) -> None:
    """Hand a concern to a partner's server at once."""
    key = Entry.objects.get(pk=entry_pk).content["hand_off"]
    rows = HandOff.objects.filter(pk=key, ended_at=None).exclude(partner__endpoint="")
    for row in rows.select_related("partner", "concern__case", "concern__category"):
        actions.attend(hand_off=row, at=now())


def keep_in_touch(*, at: datetime) -> None:
    """Run every minute: send what waits, settle what is unsure, ask partners for news."""
    actions.keep_in_touch(at=at)


def fetch_again(*, at: datetime) -> None:
    """Run now and then: photos whose server did not answer the first time."""
    waiting = Submission.objects.filter(media_state=MediaState.WAITING).order_by("pk")
    for submission in waiting.select_related("agency", "concern__case")[:20]:
        actions.fetch_media(submission=submission, at=at)


def forget(*, at: datetime) -> None:
    actions.forget_exchanges(before=at - KEEP_EXCHANGES)
