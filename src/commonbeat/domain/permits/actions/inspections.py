"""Inspections: planned for a day, then passed or failed with what was found."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonbeat.domain.permits.access import require
from commonbeat.domain.permits.actions.shared import in_their_language, locked, note, require_state
from commonbeat.domain.permits.choices import Capability
from commonbeat.domain.permits.models import Application, Inspection
from commonbeat.domain.permits.queries.texts import said
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Invalid, Refused

STANDING = ("complete", "in_review", "decided", "overturned", "issued")


@transaction.atomic
def plan_inspection(*, application: Application, key: str, on: date, by: Staff, at: datetime) -> Inspection:
    application = locked(application)
    require(by, application, Capability.INSPECT)
    require_state(application, *STANDING)
    if key not in {part.key for part in application.kind.inspections}:
        raise Invalid(_("Choose an inspection from the list."), code="no_choice", where="key")
    planned = Inspection.objects.create(application=application, key=key, planned_on=on, planned_by=by)
    with in_their_language(application):
        words = _("Planned for %(day)s: %(what)s") % {"day": _day(on), "what": _name(application, key)}
    told = {"inspection": key, "on": on.isoformat()}
    note(application, "inspection_planned", by, at, words=words, facts=told)
    return planned


@transaction.atomic
def record_inspection(
    *, inspection: Inspection, is_passed: bool, on: date, found: str = "", by: Staff, at: datetime
) -> Inspection:
    """Write down what a visit found. A failed one says what; another can be planned."""
    application = locked(inspection.application)
    inspection.refresh_from_db()
    require(by, application, Capability.INSPECT)
    require_state(application, *STANDING)
    if inspection.done_on is not None:
        raise Refused(_("This inspection is written down already. Plan another one."), code="already_done")
    if not is_passed and not found.strip():
        raise Invalid(_("Write what was found."), code="no_words", where="found")
    inspection.done_on, inspection.done_by = on, by
    inspection.is_passed, inspection.found = is_passed, found.strip()
    inspection.save()
    told = {"inspection": inspection.key, "passed": is_passed, "on": on.isoformat()}
    with in_their_language(application):
        outcome = _("%(what)s: passed") if is_passed else _("%(what)s: failed")
        words = outcome % {"what": _name(application, inspection.key)}
    note(application, "inspected", by, at, words=f"{words}. {inspection.found}".strip(), facts=told)
    return inspection


def _name(application: Application, key: str) -> str:
    return next((said(part.name) for part in application.kind.inspections if part.key == key), key)


def _day(on: date) -> str:
    return date_format(on, _("l, F j, Y"))
