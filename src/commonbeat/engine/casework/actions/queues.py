"""Writes about queues: who waits where, who leads, and when one ends."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonbeat.engine.casework import events
from commonbeat.engine.casework.access import require_can_manage_queues
from commonbeat.engine.casework.actions.cases import put_in_queue
from commonbeat.engine.casework.models import Queue
from commonbeat.ground.agency.access import active_posts
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Hidden, Invalid, Refused
from commonbeat.ground.core.ids import public_id
from commonbeat.ground.ledger.actions import record


@transaction.atomic
def add_queue(
    *,
    agency: Agency,
    name: str,
    by: Staff,
    at: datetime,
    lead: Staff | None = None,
    members: Iterable[Staff] = (),
) -> Queue:
    """Add a queue; its key is made of its name and stays when it is renamed."""
    require_can_manage_queues(by)
    name = _free_name(agency, name)
    key = slugify(name)[:40] or public_id(8)
    if Queue.objects.filter(agency=agency, key=key).exists():
        key = f"{key[:31]}-{public_id(8)}"
    queue = Queue.objects.create(agency=agency, key=key, name=name)
    _set_people(queue, lead, members, at)
    _record(queue, by, at, "added")
    return queue


@transaction.atomic
def change_queue(
    *, queue: Queue, name: str, lead: Staff | None, members: Iterable[Staff], by: Staff, at: datetime
) -> Queue:
    """Rename a queue, and say who leads it and who works in it."""
    queue = _held(queue, by)
    queue.name = _free_name(queue.agency, name, but_not=queue)
    queue.save(update_fields=["name"])
    _set_people(queue, lead, members, at)
    _record(queue, by, at, "changed")
    return queue


@transaction.atomic
def end_queue(*, queue: Queue, by: Staff, at: datetime, to: Queue | None = None) -> Queue:
    """End a queue. Its open cases move to `to`; without one, a queue with open cases is not ended."""
    queue = _held(queue, by)
    waiting = list(queue.cases.filter(is_open=True).order_by("pk"))
    if waiting and (to is None or to.pk == queue.pk):
        message = _("Cases are open in this queue. Choose where they go.")
        raise Invalid(message, code="not_empty", where="to")
    for case in waiting:
        if to is not None:
            put_in_queue(case=case, queue=to, by=by.actor(), at=at)
    queue.ended_at = at
    queue.save(update_fields=["ended_at"])
    _record(queue, by, at, "ended")
    return queue


def _held(queue: Queue, by: Staff) -> Queue:
    require_can_manage_queues(by)
    found = Queue.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=queue.pk).first()
    if found is None or found.agency_id != by.agency_id:
        raise Hidden(_("There is no such queue."), code="not_found")
    if found.ended_at is not None:
        raise Refused(_("This queue has ended."), code="already_done")
    return found


def _free_name(agency: Agency, name: str, but_not: Queue | None = None) -> str:
    name = " ".join(name.split())[:80]
    if not name:
        raise Invalid(_("Give it a name."), code="no_name", where="name")
    others = Queue.objects.filter(agency=agency, ended_at=None, name__iexact=name)
    if (others.exclude(pk=but_not.pk) if but_not else others).exists():
        raise Invalid(_("Another queue has this name."), code="name_taken", where="name")
    return name


def _set_people(queue: Queue, lead: Staff | None, members: Iterable[Staff], at: datetime) -> None:
    here = set(active_posts(queue.agency, at).values_list("pk", flat=True))
    chosen = list(members)
    if {post.pk for post in [*chosen, *([lead] if lead else [])]} - here:
        raise Invalid(_("Choose people who work here now."), code="not_here", where="members")
    queue.lead = lead
    queue.save(update_fields=["lead"])
    queue.members.set(chosen)


def _record(queue: Queue, by: Staff, at: datetime, change: str) -> None:
    content = {
        "change": change,
        "lead": queue.lead_id,
        "members": sorted(queue.members.values_list("pk", flat=True)),
    }
    record(
        events.QUEUE_CHANGED,
        subject=f"queue:{queue.key}",
        agency=queue.agency.slug,
        by=by.actor(),
        at=at,
        content=content,
    )
