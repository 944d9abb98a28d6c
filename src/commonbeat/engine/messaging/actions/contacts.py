"""Who can be reached: one contact for each number or address of an agency."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.engine.messaging.choices import ContactKind, OptOutScope, Source
from commonbeat.engine.messaging.models import Consent, Contact
from commonbeat.engine.messaging.rules import envelope, phones
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.errors import Invalid


def contact_for_phone(
    *,
    agency: Agency,
    phone: str,
    language: str = "",
    time_zone: str = "",
    kind: str = ContactKind.PERSON,
    source: str = Source.CALLED,
    at: datetime,
) -> Contact:
    """Return the agency's contact with this number, made now if it is new.

    A new contact gets a consent record that says where the number came from (`source`). A language or a
    time zone fills a gap and never overwrites what is known. Raises Invalid for what cannot be a number.
    """
    number = phones.normalise(phone)
    if number is None:
        raise Invalid(_("This is not a telephone number we can use."), code="phone_invalid", where="phone")
    # A zone that no clock knows would stop every decision about this person.
    known = {"language": language, "time_zone": time_zone if time_zone in phones.known_zones() else ""}
    return _contact(agency, "phone", number, known, kind=kind, source=source, at=at)


def contact_for_email(
    *, agency: Agency, email: str, language: str = "", source: str = Source.WEB, at: datetime
) -> Contact:
    """Return the agency's contact with this address, made now if it is new. Raises Invalid."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(_("This is not an e-mail address."), code="email_invalid", where="email") from None
    return _contact(
        agency, "email", address, {"language": language}, kind=ContactKind.PERSON, source=source, at=at
    )


def note_language(*, contact: Contact, language: str) -> None:
    """Remember the language the person writes in."""
    if language and contact.language != language:
        contact.language = language
        contact.save(update_fields=["language"])


@transaction.atomic(savepoint=False)
def _contact(
    agency: Agency, field: str, value: str, known: dict[str, str], *, kind: str, source: str, at: datetime
) -> Contact:
    lookup = envelope.lookup(settings.SECRET_KEY, value)
    fresh = Contact(agency=agency)
    found, is_new = Contact.objects.get_or_create(
        agency=agency,
        **{f"{field}_lookup": lookup},
        defaults={
            "public_id": fresh.public_id,
            f"{field}_sealed": envelope.seal(settings.SECRET_KEY, value, fresh.place(field)),
            "kind": kind,
            "created_at": at,
            **known,
        },
    )
    if is_new:
        Consent.objects.create(contact=found, scope=OptOutScope.ALL, source=source, at=at)
    else:
        _fill_gaps(found, known)
    return found


def _fill_gaps(contact: Contact, known: dict[str, str]) -> None:
    gaps = {name: value for name, value in known.items() if value and not getattr(contact, name)}
    if gaps:
        for name, value in gaps.items():
            setattr(contact, name, value)
        contact.save(update_fields=list(gaps))
