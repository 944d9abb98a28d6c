"""Writes about reports that programs send."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.actions import report
from commonbeat.domain.concerns.choices import LeftContact, Source
from commonbeat.domain.concerns.models import Category
from commonbeat.domain.concerns.queries.emergencies import speaks_of_danger
from commonbeat.domain.open311 import events
from commonbeat.domain.open311.choices import MediaState
from commonbeat.domain.open311.models import Submission, new_token
from commonbeat.domain.open311.queries import service_of, terms_of
from commonbeat.domain.open311.queries.services import emergency_sentence, is_listed
from commonbeat.engine.files.actions import draw, keep
from commonbeat.engine.files.choices import Drawn
from commonbeat.ground.agency.models import Agency, ApiKey
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import Hidden, Refused
from commonbeat.ground.ledger.actions import record
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.throttle.choices import Limit


@dataclass(frozen=True)
class Given:
    """A report as a program sends it. Names of people are not read at all, so that none is kept."""

    service_code: str
    description: str
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    answers: Mapping[str, str | list[str]] = field(default_factory=dict)
    email: str = ""
    phone: str = ""
    account_id: str = ""
    media_url: str = ""
    media: "UploadedFile[bytes] | None" = None


@dataclass(frozen=True)
class Received:
    """What a program is told: exactly one of the two names, and how to get news."""

    service_request_id: str
    token: str
    notice: str


def receive(*, agency: Agency, key: ApiKey, given: Given, at: datetime) -> Received:
    """Take a report from a program: its day's share is spent, danger sent to the telephone, the rest kept.

    The same program sending the same report under the same account_id on one day gets the first answer again.
    """
    category = service_of(agency, given.service_code)
    if category is None:
        raise Hidden(_("There is no service with this service_code."), code="no_service")
    if speaks_of_danger(given.description):
        raise Refused(
            _("If this is happening now, call 911. This was not kept: nobody reads reports at once."),
            code="call_911",
        )
    form_token = _form_token(key, given, at)
    known = Submission.objects.filter(concern__case__form_token=form_token).first() if form_token else None
    if known is not None:
        return _answer(known, given)
    spend_share(key=key, at=at)
    # Pixels are drawn before the transaction: nobody else waits for that.
    photo = draw(upload=given.media) if given.media else None
    with transaction.atomic():
        return _answer(_kept(category, key, given, photo, form_token, at), given)


def spend_share(*, key: ApiKey, at: datetime) -> None:
    """Count one report of a key, or raise TooMany when its day's share is used up."""
    share = terms_of(key).reports_a_day
    limit = Limit("open311.report", hits=share, window=timedelta(days=1))
    spend(limit.within(f"key:{key.pk}"), who=f"key:{key.pk}", at=at)


def _kept(
    category: Category, key: ApiKey, given: Given, photo: Drawn | None, form_token: str, at: datetime
) -> Submission:
    agency = category.agency
    photos = [keep(agency=agency, upload=photo, at=at)] if photo else []
    contact = LeftContact(phone=given.phone, email=given.email) if given.phone or given.email else None
    taken = report(
        agency=agency,
        category=category,
        words=given.description,
        place=given.address,
        longitude=given.longitude,
        latitude=given.latitude,
        answers=given.answers,
        photos=photos,
        contact=contact,
        source=Source.OPEN311,
        language=(get_language() or "en").partition("-")[0],
        form_token=form_token,
        # Its words are for a person's own page and never go through a program; with a way to reach the
        # person, the receipt is what news are sent by.
        gives_receipt=contact is not None,
        by=program(key),
        at=at,
    )
    submission, is_new = Submission.objects.get_or_create(
        concern=taken.concern,
        defaults={
            "agency": agency,
            "key": key,
            "token": None if is_listed(category) else new_token(),
            "account_id": given.account_id[:120],
            "media_url": given.media_url,
            "media_state": MediaState.WAITING if given.media_url else MediaState.NONE,
            "at": at,
        },
    )
    if is_new:
        record(
            events.RECEIVED,
            subject=f"case:{taken.concern.case.public_id}",
            agency=agency.slug,
            by=program(key),
            at=at,
            content={"key": key.pk, "has_media": bool(given.media_url or photos)},
        )
    return submission


def program(key: ApiKey) -> Actor:
    return Actor("program", f"key:{key.pk}")


def _form_token(key: ApiKey, given: Given, at: datetime) -> str:
    """Return what makes a repeated POST one report; "" where the program gave no name of its own for it."""
    if not given.account_id:
        return ""
    day = at.astimezone(UTC).date()
    told = (key.pk, day, given.account_id, given.service_code, given.description, given.address)
    said = repr((*told, given.latitude, given.longitude))
    return "o311" + hashlib.sha256(said.encode()).hexdigest()[:36]


def _answer(submission: Submission, given: Given) -> Received:
    case = submission.concern.case
    news = (
        _("We send news to the number or address that was given.")
        if given.email or given.phone
        else _("No way to reach the person was given: ask for news here by this number.")
    )
    if submission.token:
        news = _("For the person's safety this is not listed. Staff read it.")
    notice = f"{emergency_sentence()} {news}"
    if submission.token:
        return Received("", submission.token, notice)
    return Received(case.public_id, "", notice)
