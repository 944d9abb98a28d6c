"""Writes about new reports: all of one or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from commonbeat.domain.concerns.actions.checks import (
    Located,
    checked_answers,
    checked_category,
    checked_place,
    checked_sender,
    checked_words,
)
from commonbeat.domain.concerns.choices import LeftContact, Source
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries import is_about_a_person, queue_for, staff_named
from commonbeat.engine.casework.actions import attach, end_notices, give_receipt, open_case
from commonbeat.engine.casework.models import UnsavedCode
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.messaging.actions import contact_for_email, contact_for_phone
from commonbeat.engine.messaging.choices import Source as HowReached
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core.actor import Actor


@dataclass(frozen=True)
class Reported:
    """A report that was taken, and the token of the page that shows its code; "" when none is given."""

    concern: Concern
    token: str


def report(
    *,
    agency: Agency,
    category: Category,
    words: str,
    place: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
    area: Area | None = None,
    answers: Mapping[str, Any] | None = None,
    photos: Sequence[StoredFile] = (),
    contact: Contact | LeftContact | None = None,
    source: Source | str,
    outside_id: str = "",
    language: str,
    form_token: str = "",
    gives_receipt: bool = True,
    by: Staff | Actor,
    at: datetime,
) -> Reported:
    """Take a report: check it, find its area and queue, open its case and give the sender a code.

    The same `form_token`, or the same `outside_id` of one source, returns what was taken the first time.
    Raises Invalid (`where`: category, place, words, contact or answer_<code>) and Refused (code
    "call_instead") before anything is kept.
    """
    known = _known(agency, form_token, source, outside_id)
    if known is not None:
        return _again(known, at=at)
    checked_category(agency, category, language)
    words = checked_words(words)
    located = checked_place(category, place, longitude, latitude, area)
    given = checked_answers(category, answers)
    checked_sender(category, contact is not None and contact != LeftContact())
    try:
        with transaction.atomic():
            return _take(
                category,
                words,
                located,
                given,
                photos=photos,
                contact=reached(agency, contact, language, at),
                source=source,
                outside_id=outside_id,
                language=language,
                form_token=form_token,
                gives_receipt=gives_receipt,
                by=by,
                at=at,
            )
    except IntegrityError:
        # The same form, sent twice at the same moment: the other one was first.
        known = _known(agency, form_token, source, outside_id)
        if known is None:
            raise
        return _again(known, at=at)


def _take(
    category: Category,
    words: str,
    located: Located,
    answers: dict[str, Any],
    *,
    photos: Sequence[StoredFile],
    contact: Contact | None,
    source: str,
    outside_id: str,
    language: str,
    form_token: str,
    gives_receipt: bool,
    by: Staff | Actor,
    at: datetime,
) -> Reported:
    agency = category.agency
    case = open_case(
        agency=agency,
        kind="concern",
        by=by,
        at=at,
        language=language,
        area=located.area,
        queue=queue_for(category, located.area, at),
        is_private=category.is_private or is_about_a_person(agency, category, words, answers),
        form_token=form_token,
        lengths={"finish": category.sla_days},
        barred=staff_named(agency, words, answers),
        facts={"category": category.key, "source": str(source)},
    )
    concern = Concern.objects.create(
        case=case,
        agency=agency,
        category=category,
        words=words,
        answers=answers,
        place=located.place,
        longitude=located.longitude,
        latitude=located.latitude,
        source=source,
        outside_id=outside_id,
        received_at=at,
    )
    receipt, token = None, ""
    if gives_receipt:
        receipt, token = give_receipt(case=case, language=language, at=at, contact=contact)
    if photos:
        actor = by.actor() if isinstance(by, Staff) else by
        attach(case=case, files=photos, by=actor, at=at, receipt=receipt)
    return Reported(concern, token)


def reached(
    agency: Agency, contact: Contact | LeftContact | None, language: str, at: datetime
) -> Contact | None:
    """Return the contact behind a number or address that was left, kept only now. Raises Invalid."""
    if contact is None or isinstance(contact, Contact):
        return contact
    if contact.phone.strip():
        return contact_for_phone(
            agency=agency, phone=contact.phone, language=language, source=HowReached.WEB, at=at
        )
    if contact.email.strip():
        return contact_for_email(
            agency=agency, email=contact.email, language=language, source=HowReached.WEB, at=at
        )
    return None


def _known(agency: Agency, form_token: str, source: str, outside_id: str) -> Concern | None:
    reports = Concern.objects.filter(agency=agency).select_related("case__agency", "category", "agency")
    if form_token:
        found = reports.filter(case__form_token=form_token).first()
        if found is not None:
            return found
    return reports.filter(source=source, outside_id=outside_id).first() if outside_id else None


@transaction.atomic
def _again(concern: Concern, *, at: datetime) -> Reported:
    """Return what was taken before; a code that nobody saved yet is given anew, and the other dropped."""
    unsaved = (
        UnsavedCode.objects.select_for_update(of=("self",))
        .filter(receipt__first_case=concern.case_id, receipt__is_owner=True, expires_at__gt=at)
        .select_related("receipt__contact")
        .order_by("-pk")
        .first()
    )
    if unsaved is None or not concern.case.form_token:
        return Reported(concern, "")
    before = unsaved.receipt
    contact = before.contact
    end_notices(receipt=before)
    _receipt, token = give_receipt(case=concern.case, language=before.language, at=at, contact=contact)
    return Reported(concern, token)
