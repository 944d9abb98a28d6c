"""Opening a response: from an invitation, by someone who walked up, or typed in by staff."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.engine.surveys import events
from commonbeat.engine.surveys.access import require_can_enter_answers
from commonbeat.engine.surveys.actions.answers import Given, complete, save_answers
from commonbeat.engine.surveys.choices import ENTERED, OPEN_STATES, Stratum
from commonbeat.engine.surveys.models import InstrumentVersion, Invitation, Response
from commonbeat.ground.agency.models import Area, Staff
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.core.ids import public_id
from commonbeat.ground.ledger.actions import record

WALKED_UP = (Stratum.WALK_UP_WEB, Stratum.KIOSK)


@transaction.atomic
def open_response(*, invitation: Invitation, at: datetime) -> Response:
    """Return the response to an invitation, made on the first call. It carries the invitation's labels."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    existing = Response.objects.filter(invitation=locked).first()
    if existing is not None:
        return existing
    if locked.state not in OPEN_STATES or locked.expires_at <= at:
        raise Refused(_("This survey is closed. Nothing you sent before is lost."), code="closed")
    response = Response.objects.create(
        agency=locked.agency,
        version=locked.version,
        invitation=locked,
        stratum=locked.stratum,
        language=locked.language,
        category=locked.category,
        area=locked.area,
        unit=locked.unit,
        shift=locked.shift,
        asked_at=locked.invited_at,
        started_at=at,
    )
    response.staff.set(locked.staff.all())
    return response


@transaction.atomic
def walk_in(
    *,
    version: InstrumentVersion,
    stratum: str,
    sheet: str,
    language: str,
    given: Mapping[str, Given],
    at: datetime,
) -> Response:
    """Store the sheet of someone who came by themselves; the same `sheet` sent again counts once."""
    if stratum not in WALKED_UP:
        raise Invalid(_("This page is for people who came by themselves."), code="not-walk-up")
    if version.published_at is None:
        raise Refused(_("This survey is not published yet."), code="not-published")
    response, _made = Response.objects.get_or_create(
        sheet=sheet,
        defaults={
            "agency": version.instrument.agency,
            "version": version,
            "stratum": stratum,
            "language": language,
            "asked_at": at,
            "started_at": at,
        },
    )
    return save_answers(response=response, given=given, by=RESIDENT, at=at)


@transaction.atomic
def enter(
    *,
    version: InstrumentVersion,
    stratum: str,
    given: Mapping[str, Given],
    language: str,
    sheet: str | None = None,
    category: str = "",
    area: Area | None = None,
    unit: str = "",
    shift: str = "",
    staff: Iterable[Staff] = (),
    answered_at: datetime | None = None,
    by: Staff,
    at: datetime,
) -> Response:
    """Type in answers given on paper or on the phone. Who typed them is kept; who gave them is not."""
    require_can_enter_answers(by)
    if stratum not in ENTERED:
        raise Invalid(_("Only answers on paper or on the phone are typed in."), code="not-entered")
    if not any(one.value is not None or one.text for one in given.values()):
        raise Invalid(_("Nothing is filled in yet."), code="empty")
    asked = answered_at or at
    response, made = Response.objects.get_or_create(
        sheet=sheet or public_id(),
        defaults={
            "agency": by.agency,
            "version": version,
            "stratum": stratum,
            "language": language,
            "category": category,
            "area": area,
            "unit": unit,
            "shift": shift,
            "asked_at": asked,
            "started_at": asked,
            "entered_by": by,
        },
    )
    if made:
        response.staff.set(staff)
        record(
            events.ENTERED,
            subject=f"response:{response.public_id}",
            agency=by.agency.slug,
            by=by.actor(),
            at=at,
            content={"stratum": stratum},
        )
    save_answers(response=response, given=given, by=by.actor(), at=at)
    return complete(response=response, by=by.actor(), at=at)
