"""Asking people, and closing the asking: stopped, expired, unreached, cut loose from the number."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.engine.messaging.choices import MessageState
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys import events
from commonbeat.engine.surveys.actions.asking import ask_first
from commonbeat.engine.surveys.choices import (
    INVITED,
    OPEN_STATES,
    UNLINK_DAYS,
    InvitationState,
    Stratum,
)
from commonbeat.engine.surveys.models import InstrumentVersion, Invitation, Turn
from commonbeat.engine.surveys.queries import language_for, opening_of, standing_of
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.core.actor import SYSTEM, Actor
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.core.ids import public_id
from commonbeat.ground.ledger.actions import record

UNREACHED_STATES = (
    MessageState.SUPPRESSED,
    MessageState.EXPIRED,
    MessageState.FAILED,
    MessageState.UNDELIVERED,
)
BATCH = 500


@transaction.atomic
def invite(
    *,
    agency: Agency,
    instrument_key: str = "contact",
    version: InstrumentVersion | None = None,
    stratum: str = Stratum.TEXT,
    contact: Contact | None = None,
    subject: str = "",
    category: str = "",
    area: Area | None = None,
    unit: str = "",
    shift: str = "",
    staff: Iterable[Staff] = (),
    language: str = "",
    send_at: datetime | None = None,
    expires_at: datetime | None = None,
    dedupe_key: str = "",
    by: Actor,
    at: datetime,
) -> Invitation:
    """Ask one person. By text the first question is queued for `send_at`; the web address is handed over.

    The same `dedupe_key` returns the invitation made before. When messaging holds the text back (opted out,
    blocked, asked lately), the invitation is kept as "unreached" and does not count as asked.
    """
    earlier = Invitation.objects.filter(agency=agency, dedupe_key=dedupe_key).first() if dedupe_key else None
    if earlier is not None:
        return earlier
    if stratum not in INVITED:
        raise Invalid(_("Nobody is invited to a kiosk, a paper or a phone survey."), code="not-invited")
    if stratum == Stratum.TEXT and contact is None:
        raise Invalid(_("A survey by text needs someone to text."), code="no-contact")
    standing = standing_of(agency)
    version = version or standing.in_use.get(instrument_key)
    if version is None or version.published_at is None:
        raise Refused(_("This survey is not published yet."), code="not-published")
    starts = send_at or at
    first = version.items.first()
    invitation = Invitation.objects.create(
        agency=agency,
        version=version,
        stratum=stratum,
        contact=contact,
        subject=subject,
        category=category,
        area=area,
        unit=unit,
        shift=shift,
        language=language_for(version, agency, language or (contact.language if contact else "")),
        dedupe_key=dedupe_key,
        next_item=first,
        invited_at=starts,
        expires_at=expires_at or starts + timedelta(days=standing.expire_days),
    )
    invitation.staff.add(*staff)
    record(
        events.INVITED,
        subject=f"survey:{invitation.public_id}",
        agency=agency.slug,
        by=by,
        at=at,
        content={"instrument": instrument_key, "version": version.number, "stratum": stratum},
    )
    if stratum == Stratum.TEXT and first is not None:
        opening = ask_first(invitation, first, at)
        _note_state(invitation, opening)
    return invitation


@transaction.atomic
def mark_unreached(*, message: Message, at: datetime) -> Invitation | None:
    """Take an invitation out of "asked" when its first text never reached the person."""
    kind, _colon, key = message.subject.partition(":")
    if kind != "survey" or message.state not in UNREACHED_STATES:
        return None
    invitation = Invitation.objects.select_for_update().filter(public_id=key, state="invited").first()
    if invitation is None or opening_of(invitation) != message:
        return None
    _note_state(invitation, message)
    return invitation


def _note_state(invitation: Invitation, opening: Message) -> None:
    if opening.state in UNREACHED_STATES:
        invitation.state = InvitationState.UNREACHED
        invitation.save(update_fields=["state"])


@transaction.atomic
def stop_invitations(*, contact: Contact, at: datetime) -> int:
    """End what is open for a person who asked us to stop. What they answered so far stays."""
    stopped = list(Invitation.objects.select_for_update().filter(contact=contact, state__in=OPEN_STATES))
    for invitation in stopped:
        opening = opening_of(invitation)
        was_asked = opening is None or opening.state not in UNREACHED_STATES
        invitation.state = InvitationState.STOPPED if was_asked else InvitationState.UNREACHED
        invitation.next_item = None
        invitation.save(update_fields=["state", "next_item"])
        record(
            events.STOPPED,
            subject=f"survey:{invitation.public_id}",
            agency=invitation.agency.slug,
            by=SYSTEM,
            at=at,
        )
    return len(stopped)


def expire(*, at: datetime) -> int:
    """Close the invitations whose time has passed. Partial answers stay and count."""
    late = Invitation.objects.filter(state__in=OPEN_STATES, expires_at__lte=at)
    return late.update(state=InvitationState.EXPIRED, next_item=None)


def unlink_contacts(*, at: datetime) -> int:
    """Cut answers loose from telephone numbers once the agency's days are over; the labels stay.

    The invitation loses its contact and its turns and gets a new public id, so that neither the texts nor
    the book lead from a number to an answer.
    """
    return sum(_unlink_agency(agency, at) for agency in Agency.objects.order_by("pk"))


def _unlink_agency(agency: Agency, at: datetime) -> int:
    before = at - timedelta(days=setting(agency, UNLINK_DAYS))
    due = Invitation.objects.filter(
        agency=agency, contact__isnull=False, contact_unlinked_at=None, invited_at__lte=before
    )
    cut = 0
    while batch := list(due.order_by("pk")[:BATCH]):
        with transaction.atomic():
            Turn.objects.filter(invitation__in=batch).delete()
            for invitation in batch:
                invitation.contact, invitation.contact_unlinked_at = None, at
                invitation.subject, invitation.dedupe_key = "", ""
                invitation.public_id = public_id()
                if invitation.state in OPEN_STATES:
                    invitation.state, invitation.next_item = InvitationState.EXPIRED, None
            Invitation.objects.bulk_update(
                batch,
                [
                    "contact",
                    "contact_unlinked_at",
                    "subject",
                    "dedupe_key",
                    "public_id",
                    "state",
                    "next_item",
                ],
            )
            record(
                events.UNLINKED,
                subject=f"agency:{agency.slug}",
                agency=agency.slug,
                by=SYSTEM,
                at=at,
                content={"invitations": len(batch)},
            )
        cut += len(batch)
    return cut
