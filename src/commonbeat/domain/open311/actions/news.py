"""Writes about news of what was reported or handed over, asked for by us or sent by programs."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.actions import hear_from_partner
from commonbeat.domain.concerns.models import HandOff
from commonbeat.domain.open311 import events
from commonbeat.domain.open311.actions.receiving import program, spend_share
from commonbeat.domain.open311.choices import LONGEST_NOTES, NEWS
from commonbeat.domain.open311.models import Submission, Update
from commonbeat.domain.open311.queries import terms_of
from commonbeat.engine.casework.actions import add_entry, held
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.ground.agency.models import Agency, ApiKey
from commonbeat.ground.core.errors import Hidden
from commonbeat.ground.ledger.actions import record
from commonbeat.ground.throttle.actions import spend


@dataclass(frozen=True)
class News:
    """An update of a request as a program sends it."""

    service_request_id: str
    update_id: str
    status: str
    description: str
    updated_at: datetime | None


def hear(*, hand_off: HandOff, status: str, notes: str, at: datetime) -> None:
    """Pass on what a partner says of a hand-off. Raises TooMany.

    Each new word of it is told to the resident; a server that says something else all the time is heard a few
    times a day. That it is done is always heard.
    """
    notes = notes.strip()[:LONGEST_NOTES]
    if status != "closed" and (status, notes) != (hand_off.remote_status, hand_off.remote_notes):
        spend(NEWS, who=f"hand_off:{hand_off.pk}", at=at)
    hear_from_partner(hand_off=hand_off, status=status, notes=notes, at=at)


@transaction.atomic
def receive_news(*, agency: Agency, key: ApiKey, news: News, at: datetime) -> str:
    """Take an update: of a request this program sent, or of hand-offs to the partner it speaks for.

    Returns the update's id; one that came before is not taken again. Raises Hidden, TooMany.
    """
    known = Update.objects.filter(key=key, update_id=news.update_id).first()
    if known is not None:
        return known.update_id
    handed = _handed_to(key, news.service_request_id)
    for hand_off in handed:
        hear(hand_off=hand_off, status=news.status or "open", notes=news.description, at=at)
    if handed:
        return _noted(key, news, handed[0].concern_id, None, at)
    sent = (
        Submission.objects.filter(key=key, concern__case__public_id=news.service_request_id)
        .select_related("concern__case")
        .first()
    )
    if sent is None:
        raise Hidden(_("There is no request with this service_request_id."), code="not_found")
    spend_share(key=key, at=at)
    entry = add_entry(
        case=held(sent.concern.case),
        kind=Kind.FROM_RESIDENT,
        shown=Shown.PARTIES,
        by=program(key),
        at=at,
        words=news.description,
    )
    return _noted(key, news, sent.concern_id, entry.pk, at)


def _handed_to(key: ApiKey, number: str) -> list[HandOff]:
    """Return what the partner behind a key has under its number: it may have joined several of ours."""
    partner = terms_of(key).partner
    if partner is None:
        return []
    found = HandOff.objects.filter(partner=partner, remote_id=number, ended_at=None)
    return list(found.select_related("concern__case", "partner").order_by("pk"))


def _noted(key: ApiKey, news: News, concern: int, entry: int | None, at: datetime) -> str:
    update = Update.objects.create(
        key=key, update_id=news.update_id, concern_id=concern, entry_id=entry, at=at
    )
    record(
        events.NEWS_RECEIVED,
        subject=f"case:{update.concern.case.public_id}",
        agency=key.agency.slug,
        by=program(key),
        at=at,
        content={"key": key.pk},
    )
    return update.update_id
