"""What time does to permits: overdue decisions change hands, permits run out, holders are told before."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.permits.actions.deciding import grant_by_time
from commonbeat.domain.permits.actions.drafts import forget_drafts
from commonbeat.domain.permits.actions.shared import give_to_officer, in_their_language, locked, write
from commonbeat.domain.permits.choices import UNDECIDED
from commonbeat.domain.permits.models import Application, RenewalNotice
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.queries import late_runs
from commonbeat.ground.core.actor import SYSTEM


def keep_permits(*, at: datetime) -> int:
    """Do what is due by now; safe to run as often as one likes. Returns how much was done."""
    done = sum(_follow_late(application, at) for application in _overdue(at))
    done += sum(_expire(application, at) for application in _run_out(at))
    done += sum(_remind(application, at) for application in _ending(at))
    return done + forget_drafts(at=at)


def _overdue(at: datetime) -> list[Application]:
    """Return the applications whose decision is late and still in the first hands."""
    late = late_runs(at).filter(key="decide")
    found = Application.objects.filter(taken_over_by=None, case__clocks__in=late)
    return list(found.select_related("case", "version"))


def _follow_late(application: Application, at: datetime) -> int:
    """Do what the kind says of a late decision; that those above hear of it, casework sees to."""
    follows = {"officer": _hand_over, "granted": _let_lapse}
    follow = follows.get(application.kind.when_late)
    return follow(application, at) if follow else 0


@transaction.atomic
def _hand_over(application: Application, at: datetime) -> int:
    """Give an overdue decision to an appeal officer and tell the applicant; if nobody may, say so and why."""
    application = locked(application)
    if application.taken_over_by is not None or not _is_undecided(application):
        return 0
    officer = give_to_officer(application, at)
    if officer is None:
        return 0
    application.taken_over_by, application.taken_over_at = officer, at
    application.save(update_fields=["taken_over_by", "taken_over_at"])
    with in_their_language(application):
        words = _("Our decision is late. A person who had no part in it so far decides now.")
    write(application, words, SYSTEM, at, "taken_over")
    return 1


@transaction.atomic
def _let_lapse(application: Application, at: datetime) -> int:
    """Let time give the yes that the kind promises when nobody decides."""
    application = locked(application)
    if not _is_undecided(application):
        return 0
    with in_their_language(application):
        words = _("Nobody decided in time. By our own rule, that is a yes.")
    grant_by_time(application, words, at)
    return 1


def _is_undecided(application: Application) -> bool:
    return application.case.state in UNDECIDED


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
