"""Every write of retention: placing and lifting holds, and destroying what is due."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.ledger.actions import record
from commonbeat.ground.retention import events
from commonbeat.ground.retention.access import require_can_manage
from commonbeat.ground.retention.choices import Words
from commonbeat.ground.retention.models import Certificate, Hold
from commonbeat.ground.retention.queries import due, is_held, kept_words, standing_holds

BATCH = 1000


@transaction.atomic
def place_hold(*, words: str, reason: str, by: Staff, at: datetime) -> Hold:
    """Stop the destroying of some words, or of all of them (""), at the holder's agency."""
    require_can_manage(by)
    if words and words not in {one.key for one in kept_words()}:
        raise Invalid(_("Choose what to hold."), code="unknown_words", where="words")
    if not reason.strip():
        raise Invalid(_("Write why."), code="no_reason", where="reason")
    _lock(by.agency)
    hold = Hold.objects.create(
        agency=by.agency, words=words, reason=reason.strip(), placed_by=by, placed_at=at
    )
    _record(events.HOLD_PLACED, hold, by, at)
    return hold


@transaction.atomic
def lift_hold(*, hold: Hold, reason: str, by: Staff, at: datetime) -> Hold:
    """Let the schedule go on; what became due meanwhile is destroyed at its next run."""
    require_can_manage(by)
    if not reason.strip():
        raise Invalid(_("Write why."), code="no_reason", where="reason")
    hold = Hold.objects.select_for_update().get(pk=hold.pk, agency=by.agency_id)
    if hold.lifted_at is not None:
        raise Refused(_("Somebody has already lifted this hold."), code="already_lifted")
    hold.lifted_because, hold.lifted_by, hold.lifted_at = reason.strip(), by, at
    hold.save(update_fields=["lifted_because", "lifted_by", "lifted_at"])
    _record(events.HOLD_LIFTED, hold, by, at)
    return hold


def destroy_due(*, at: datetime) -> int:
    """Destroy the words of every agency whose days are over; return of how many rows."""
    return sum(
        _destroy_all(agency, words, at) for agency in Agency.objects.order_by("pk") for words in kept_words()
    )


def _destroy_all(agency: Agency, words: Words, at: datetime) -> int:
    total = 0
    while destroyed := _destroy_batch(agency, words, at):
        total += destroyed
    return total


@transaction.atomic
def _destroy_batch(agency: Agency, words: Words, at: datetime) -> int:
    """Destroy up to BATCH rows' words together with the certificate of it."""
    _lock(agency)
    if is_held(words, list(standing_holds(agency))):
        return 0
    days = setting(agency, words.days)
    rows = list(due(agency, words, days, at).values_list("pk", words.since)[:BATCH])
    if not rows:
        return 0
    words.destroy([pk for pk, _since in rows], at)
    certificate = Certificate.objects.create(
        agency=agency,
        words=words.key,
        count=len(rows),
        oldest=rows[0][1],
        newest=rows[-1][1],
        rule=words.days.key,
        days=days,
        at=at,
    )
    record(
        events.WORDS_DESTROYED,
        subject=f"certificate:{certificate.public_id}",
        agency=agency.slug,
        by=SYSTEM,
        at=at,
        content={
            "words": words.key,
            "count": len(rows),
            "oldest": certificate.oldest.isoformat(),
            "newest": certificate.newest.isoformat(),
            "rule": words.days.key,
            "days": days,
        },
    )
    return len(rows)


def _lock(agency: Agency) -> None:
    """Make a hold and a batch wait for each other: no hold comes between the look and the deed."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def _record(verb: str, hold: Hold, by: Staff, at: datetime) -> None:
    record(
        verb,
        subject=f"hold:{hold.public_id}",
        agency=by.agency.slug,
        by=by.actor(),
        at=at,
        content={"words": hold.words or "all"},
    )
