"""Writes about cases that are the same thing: joined so that every follower goes along, and parted again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.engine.casework.access import require_can_work_on
from commonbeat.engine.casework.actions.cases import bar
from commonbeat.engine.casework.actions.letters import tell_holders
from commonbeat.engine.casework.actions.timeline import add_entry, held
from commonbeat.engine.casework.choices import Kind, Shown, case_type
from commonbeat.engine.casework.models import Case, ClockRun, Merge, Receipt
from commonbeat.engine.casework.queries import joined_into
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Invalid, Refused


@transaction.atomic
def merge(*, case: Case, into: Case, by: Staff, at: datetime) -> Case:
    """Join `case` into another open one of its type: its receipts follow that one, and each is told once."""
    case, into = _held_both(case, into)
    require_can_work_on(by, case)
    require_can_work_on(by, into)
    if not case_type(case.kind).may_be_joined:
        raise Refused(_("Cases of this kind stand alone."), code="stands_alone")
    if case.kind != into.kind or case.agency_id != into.agency_id or case.pk == into.pk:
        raise Invalid(_("Choose another case of the same kind."), code="not_alike", where="into")
    if not (case.is_open and into.is_open):
        raise Refused(_("One of the two has ended or is part of another already."), code="already_done")
    if case.is_private and not into.is_private:
        message = _(
            "A private case cannot be joined to one that others may see. Make that one private first."
        )
        raise Refused(message, code="private")
    Merge.objects.create(case=case, into=into, at=at, state_before=case.state)
    case.is_open, case.closed_at = False, at
    case.save(update_fields=["is_open", "closed_at"])
    ClockRun.objects.filter(case=case, met_at=None, stopped_at=None).update(stopped_at=at)
    facts = {"into": into.public_id}
    told = add_entry(case=case, kind=Kind.MERGED, shown=Shown.PARTIES, by=by, at=at, facts=facts)
    tell_holders(case=case, about=told, at=at)
    _bring_home(case, into)
    # What its holders write now stands on the other, so whom it is about is kept away from that one, too.
    for post in case.barred.exclude(pk__in=into.barred.values("pk")):
        bar(case=into, staff=post, by=by, at=at)
    add_entry(case=into, kind=Kind.MERGED, shown=Shown.STAFF, by=by, at=at, facts={"with": case.public_id})
    return into


@transaction.atomic
def unmerge(*, case: Case, by: Staff, at: datetime) -> Case:
    """Part a case again from the one it was joined into: state, receipts and clocks as before.

    A clock goes on from its own beginning: the promise was made then, and joining did not take it back.
    What had been joined into this case comes along. It makes no difference whether the other has ended.
    """
    home = Case.objects.get(pk=case.pk).merged_into
    if home is None:
        raise Refused(_("This case is not part of another."), code="not_merged")
    case, home = _held_both(case, home)
    row = Merge.objects.filter(case=case, undone_at=None).first()
    if row is None or case.merged_into_id != home.pk:
        raise Refused(_("This case is not part of another."), code="not_merged")
    require_can_work_on(by, case)
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    case.merged_into, case.closed_at = None, None
    case.is_open = case_type(case.kind).state(case.state).is_open
    case.save(update_fields=["merged_into", "closed_at", "is_open"])
    ClockRun.objects.filter(case=case, met_at=None, stopped_at=row.at).update(stopped_at=None)
    _bring_home(case, case)
    facts = {"from": home.public_id}
    told = add_entry(case=case, kind=Kind.UNMERGED, shown=Shown.PARTIES, by=by, at=at, facts=facts)
    tell_holders(case=case, about=told, at=at)
    add_entry(case=home, kind=Kind.UNMERGED, shown=Shown.STAFF, by=by, at=at, facts={"with": case.public_id})
    return case


def _bring_home(case: Case, home: Case) -> None:
    """Let a case and all that was ever joined into it belong to `home`, with their receipts."""
    along = joined_into(case)
    Receipt.objects.filter(first_case__in=[case.pk, *along]).update(case=home)
    moved = along if case == home else [case.pk, *along]
    Case.objects.filter(pk__in=moved).update(merged_into=home)


def _held_both(first: Case, second: Case) -> tuple[Case, Case]:
    """Lock two cases, always the older first, so that two people joining the same two never wait for ever."""
    by_age = {case.pk: held(case) for case in sorted((first, second), key=lambda case: case.pk)}
    return by_age[first.pk], by_age[second.pk]
