"""Writes about concerns that another agency takes care of; the sender's code goes on working here."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.domain.concerns import events
from commonbeat.domain.concerns.access import require_can_hand_off
from commonbeat.domain.concerns.choices import HandOffState
from commonbeat.domain.concerns.models import Concern, HandOff, Partner
from commonbeat.domain.concerns.queries.faces import category_name
from commonbeat.engine.casework.actions import add_entry, held, move, tell_holders
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.engine.messaging.actions import contact_for_email, queue
from commonbeat.engine.messaging.choices import Channel, Scope
from commonbeat.engine.messaging.choices import Source as HowReached
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.ledger.actions import record

STATUS_LENGTH, NOTES_LENGTH = 20, 2000


@transaction.atomic
def hand_off(*, concern: Concern, partner: Partner, reason: str, by: Staff, at: datetime) -> HandOff:
    """Give a concern to another agency; the code stays, the clock stands still. Raises Refused, Invalid.

    A partner with an e-mail address gets a letter without anything about the sender; one with an Open311
    address is told by the listeners to concern.handed_off.
    """
    case = held(concern.case)
    require_can_hand_off(by, concern)
    if partner.agency_id != case.agency_id or partner.ended_at is not None:
        raise Invalid(_("Choose a partner of this agency."), code="no_partner", where="partner")
    if HandOff.objects.filter(concern=concern, ended_at=None).exists():
        raise Refused(_("It was handed to another agency already."), code="already_done")
    row = HandOff.objects.create(
        concern=concern,
        partner=partner,
        state=HandOffState.WAITING if partner.endpoint else HandOffState.SENT,
        at=at,
        next_attempt_at=at if partner.endpoint else None,
    )
    concern.case = move(case=case, key="hand_off", by=by, at=at, reason=reason)
    facts = {"partner": partner.pk, "hand_off": row.pk}
    add_entry(
        case=concern.case,
        kind=Kind.HANDED_OFF,
        shown=Shown.PARTIES,
        by=by,
        at=at,
        words=partner.name,
        facts=facts,
    )
    record(
        events.HANDED_OFF,
        subject=f"case:{case.public_id}",
        agency=case.agency.slug,
        by=by.actor(),
        at=at,
        content={"hand_off": row.pk, "partner": partner.pk},
    )
    if not partner.endpoint:
        _write_to(row, at)
    return row


def _write_to(row: HandOff, at: datetime) -> None:
    partner, concern = row.partner, row.concern
    agency = partner.agency
    language = agency.languages[0] if agency.languages else "en"
    with override(language):
        body = _(
            "%(agency)s hands you a report that is yours to take care of.\n\n"
            "Number: C-%(number)s\nAbout: %(about)s\nWhere: %(place)s\n\n%(words)s\n\n"
            "Please write to %(address)s what comes of it, with this number."
        ) % {
            "agency": agency.name,
            "number": concern.case.public_id,
            "about": category_name(concern.category, language),
            "place": concern.place or _point(concern),
            "words": concern.public_words if concern.looked_at else concern.words,
            "address": agency.email or agency.phone,
        }
        title = _("Report C-%(number)s") % {"number": concern.case.public_id}
    queue(
        contact=contact_for_email(agency=agency, email=partner.email, source=HowReached.STAFF, at=at),
        scope=Scope.SERVICE,
        body=body,
        language=language,
        channel=Channel.EMAIL,
        title=title,
        dedupe_key=f"hand-off:{row.pk}",
        subject=f"case:{concern.case.public_id}",
        by=SYSTEM,
        at=at,
    )


def _point(concern: Concern) -> str:
    if concern.longitude is None or concern.latitude is None:
        return ""
    return f"{concern.latitude:.5f}, {concern.longitude:.5f}"


@transaction.atomic
def hear_from_partner(
    *, hand_off: HandOff, status: str, notes: str, remote_id: str = "", at: datetime
) -> HandOff:
    """Take what a partner says onto the timeline; "closed" closes the concern, and its sender is asked later.

    The same news twice is one line. News about a hand-off that has ended is left alone.
    """
    case = held(hand_off.concern.case)
    row = HandOff.objects.select_related("concern__case", "partner").get(pk=hand_off.pk)
    status, notes = (
        told.replace("\x00", "").strip()[:most]
        for told, most in ((status.lower(), STATUS_LENGTH), (notes, NOTES_LENGTH))
    )
    if remote_id and row.remote_id != remote_id:
        row.remote_id, row.state = remote_id[:120], HandOffState.ACCEPTED
        row.save(update_fields=["remote_id", "state"])
    if row.ended_at is not None or (row.remote_status, row.remote_notes) == (status, notes):
        return row
    row.remote_status, row.remote_notes = status, notes
    row.save(update_fields=["remote_status", "remote_notes"])
    line = add_entry(
        case=case,
        kind=Kind.HANDED_OFF,
        shown=Shown.PARTIES,
        by=SYSTEM,
        at=at,
        words=notes,
        # Their own word for it could be any word, and none of those goes into the book.
        facts={"partner": row.partner_id, "hand_off": row.pk, "is_closed": status == "closed"},
    )
    if status == "closed" and case.state == "handed_off":
        _end(row, at)
        with override(case.language):
            reason = notes or _("The other agency did not say more.")
        row.concern.case = move(
            case=case, key="partner_done", by=SYSTEM, at=at, outcome="partner_done", reason=reason
        )
    else:
        tell_holders(case=case, about=line, at=at)
    return row


@transaction.atomic
def take_back(*, concern: Concern, reason: str, by: Staff, at: datetime) -> Concern:
    """Take a concern back from another agency; its clock goes on."""
    case = held(concern.case)
    require_can_hand_off(by, concern)
    for row in HandOff.objects.filter(concern=concern, ended_at=None):
        _end(row, at)
    concern.case = move(case=case, key="take_back", by=by, at=at, reason=reason)
    return concern


def _end(row: HandOff, at: datetime) -> None:
    row.state, row.ended_at = HandOffState.ENDED, at
    row.save(update_fields=["state", "ended_at"])
