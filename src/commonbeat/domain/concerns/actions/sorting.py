"""Writes that put a concern where it belongs: another kind, and with it another queue."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries import category_name, queue_for
from commonbeat.engine.casework.access import require_can_work_on
from commonbeat.engine.casework.actions import add_entry, held, put_in_queue, set_length, set_private
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Invalid, Refused


@transaction.atomic
def change_category(*, concern: Concern, category: Category, by: Staff, at: datetime) -> Concern:
    """Say that a concern is of another kind: it goes where that kind goes, and is private where that one is.

    The promise is that kind's too, counted from the day it came in (or was opened again).
    Answers to the questions of the kind before stay with it for staff.
    """
    case = held(concern.case)
    require_can_work_on(by, case)
    if category.agency_id != case.agency_id or category.ended_at is not None or category.stopper:
        raise Invalid(_("Choose a kind from the list."), code="unknown_category", where="category")
    if not case.is_open:
        raise Refused(_("This one has ended."), code="ended")
    concern = Concern.objects.select_related("category", "agency").get(pk=concern.pk)
    concern.case = case
    if concern.category_id == category.pk:
        return concern
    before, concern.category = concern.category, category
    concern.save(update_fields=["category"])
    words = _("%(before)s → %(after)s") % {
        "before": category_name(before),
        "after": category_name(category),
    }
    facts = {"change": "category", "from": before.key, "to": category.key}
    add_entry(case=case, kind=Kind.CHANGED, shown=Shown.STAFF, by=by, at=at, words=words, facts=facts)
    set_length(case=case, key="finish", length=category.sla_days, by=by, at=at)
    if category.is_private and not case.is_private:
        set_private(case=case, is_private=True, by=by, at=at, reason=_("This kind is private."))
    queue = queue_for(category, case.area, at)
    if queue != case.queue:
        put_in_queue(case=case, queue=queue, by=by, at=at, reason=words)
    return concern
