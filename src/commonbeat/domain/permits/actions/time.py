"""What time does to permits: overdue decisions change hands, permits run out, holders are told before."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.permits.access import appeal_officers
from commonbeat.domain.permits.actions.drafts import forget_drafts
from commonbeat.domain.permits.actions.shared import in_their_language, locked, note, write
from commonbeat.domain.permits.models import Application, RenewalNotice
from commonbeat.engine.casework.actions import assign, move
from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.models import ClockRun
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Refused


def keep_permits(*, at: datetime) -> int:
    """Do what is due by now; safe to run as often as one likes. Returns how much was done."""
    done = sum(_hand_over(application, at) for application in _overdue(at))
    done += sum(_expire(application, at) for application in _run_out(at))
    done += sum(_remind(application, at) for application in _ending(at))
    return done + forget_drafts(at=at)


def _overdue(at: datetime) -> list[Application]:
    """Return the expressive applications whose decision is late and still in the first hands."""
    late = ClockRun.objects.filter(key="decide", due_at__lt=at, met_at=None, stopped_at=None)
    late = late.exclude(tollings__until=None, tollings__isnull=False)
    found = Application.objects.filter(
        version__is_expressive=True, taken_over_by=None, case__is_open=True, case__clocks__in=late
    )
    return list(found.select_related("case"))


@transaction.atomic
def _hand_over(application: Application, at: datetime) -> int:
    """Give an overdue decision to an appeal officer and tell the applicant; if nobody may, say so and why."""
    application = locked(application)
    if application.taken_over_by is not None or not application.case.is_open:
        return 0
    for officer in appeal_officers(application, at):
        try:
            with transaction.atomic():
                assign(case=application.case, to=officer, by=SYSTEM, at=at)
        except Refused:
            continue
        application.taken_over_by, application.taken_over_at = officer, at
        application.save(update_fields=["taken_over_by", "taken_over_at"])
        with in_their_language(application):
            words = _("Our decision is late. A person who had no part in it so far decides now.")
        write(application, words, SYSTEM, at, "taken_over")
        return 1
    if application.case.entries.filter(facts__change="nobody_left").exists():
        return 0
    words = _("The decision is late, and no appeal officer is left who had no part in it.")
    note(application, "nobody_left", SYSTEM, at, words=words, shown=Shown.STAFF)
    return 0


def _run_out(at: datetime) -> list[Application]:
    ended = Application.objects.filter(case__state="issued", valid_until__lt=at)
    return list(ended.select_related("case"))


@transaction.atomic
def _expire(application: Application, at: datetime) -> int:
    application = locked(application)
    if application.case.state != "issued":
        return 0
    move(case=application.case, key="expire", by=SYSTEM, at=at)
    return 1


def _ending(at: datetime) -> list[Application]:
    soon = Application.objects.filter(
        case__state="issued", valid_until__gte=at, valid_until__lte=at + timedelta(days=366)
    )
    return [each for each in soon.select_related("case", "version") if each.kind.remind_days]


@transaction.atomic
def _remind(application: Application, at: datetime) -> int:
    """Tell the holder, once for each of the kind's days, that the permit ends and how to renew it."""
    ends = application.valid_until
    passed = [days for days in application.kind.remind_days if ends and ends - timedelta(days=days) <= at]
    if not passed or application.renewals.exists():
        return 0
    days = min(passed)
    _row, is_new = RenewalNotice.objects.get_or_create(
        application=application, days=days, defaults={"at": at}
    )
    if not is_new:
        return 0
    application = locked(application)
    with in_their_language(application):
        words = _("Your permit ends in less than %(days)d days. You can renew it on your permit page.") % {
            "days": days
        }
    write(application, words, SYSTEM, at, "renewal_due")
    return 1
