"""Writes of words between staff and the person who asked, and of notes among staff."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.engine.casework.access import require_can_work_on
from commonbeat.engine.casework.actions.timeline import add_entry, held, held_alone
from commonbeat.engine.casework.choices import MESSAGE_LENGTH, Kind, Shown
from commonbeat.engine.casework.models import Case, Entry, Receipt
from commonbeat.engine.messaging.actions import queue
from commonbeat.engine.messaging.choices import Channel, Scope
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.actor import RESIDENT, SYSTEM, Actor
from commonbeat.ground.core.errors import Invalid, Refused


@transaction.atomic
def write_to_resident(*, case: Case, body: str, by: Staff, at: datetime) -> Entry:
    """Write to those whose case it is; they are told that there is news, and nothing of it.

    Whoever answers has read what was written.
    """
    case = held_alone(case)
    require_can_work_on(by, case)
    entry = add_entry(case=case, kind=Kind.TO_RESIDENT, shown=Shown.PARTIES, by=by, at=at, words=_words(body))
    mark_read(case=case, kind=Kind.FROM_RESIDENT, at=at)
    tell_holders(case=case, about=entry, at=at)
    return entry


@transaction.atomic
def write_from_resident(*, receipt: Receipt, body: str, at: datetime) -> Entry:
    """Take words from the holder of a receipt. Refused from someone who only follows."""
    case = held_by(receipt)
    return add_entry(
        case=case,
        kind=Kind.FROM_RESIDENT,
        shown=Shown.PARTIES,
        by=RESIDENT,
        at=at,
        words=_words(body),
        receipt=receipt,
    )


def held_by(receipt: Receipt) -> Case:
    """Return the case that a receipt's holder may act on, locked, as it stands now.

    Raises Refused for those who only follow, and when the case was joined or parted at this moment.
    """
    if not receipt.is_owner or receipt.ended_at is not None:
        raise Refused(_("Only the person who sent it can do this."), code="not_owner")
    case = held_alone(receipt.case)
    if not Receipt.objects.filter(pk=receipt.pk, case=case, ended_at=None).exists():
        raise Refused(_("Something changed just now. Load the page again."), code="changed")
    return case


@transaction.atomic
def write_note(*, case: Case, body: str, by: Staff | Actor, at: datetime) -> Entry:
    """Keep a note that only staff read."""
    case = held(case)
    if isinstance(by, Staff):
        require_can_work_on(by, case)
    return add_entry(case=case, kind=Kind.NOTE, shown=Shown.STAFF, by=by, at=at, words=_words(body))


def mark_read(*, case: Case, kind: Kind, at: datetime) -> int:
    """Mark what was written to (or from) the person as read by the other side."""
    return Entry.objects.filter(case=case, kind=kind, read_at=None).update(read_at=at)


def tell_holders(*, case: Case, about: Entry, at: datetime) -> int:
    """Tell those who left a number or address that there is news; never what it says.

    Once for each act, which has one time, however many lines it writes: a letter, a step and a clock.
    Nobody is told of their own act, and letters are news only to those whose case it is.
    """
    if about.role == RESIDENT.role and about.receipt_id is None:
        return 0
    told = 0
    holders = Receipt.objects.filter(case=case, ended_at=None, contact__isnull=False)
    if about.kind == Kind.TO_RESIDENT:
        holders = holders.filter(is_owner=True)
    for receipt in holders.exclude(pk=about.receipt_id or 0).select_related("contact"):
        contact = receipt.contact
        if contact is None:
            continue
        with override(receipt.language):
            words = _(
                "%(agency)s: There is news about what you sent us. Use your code to read it: %(address)s"
            ) % {
                "agency": case.agency.short_name,
                "address": f"{settings.PUBLIC_URL}/follow/",
            }
        queue(
            contact=contact,
            scope=Scope.UPDATES,
            body=words,
            language=receipt.language,
            channel=Channel.SMS if contact.phone_lookup else Channel.EMAIL,
            dedupe_key=f"case-news:{receipt.pk}:{at.isoformat()}",
            subject=f"case:{case.public_id}",
            by=SYSTEM,
            at=at,
        )
        told += 1
    return told


def _words(body: str) -> str:
    words = body.strip()
    if not words:
        raise Invalid(_("Write something first."), code="no_words", where="body")
    if len(words) > MESSAGE_LENGTH:
        message = _(
            "This is too long by %(count)d characters. Nothing was lost; shorten it and send it again."
        )
        raise Invalid(message % {"count": len(words) - MESSAGE_LENGTH}, code="too_long", where="body")
    return words
