"""Permits of Larkspur: its desk adopts every kind, people ask by the usual doors, and each goes its way."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from commonbeat.demo.actions.calendar import CHIEF, RELATIONS, SERGEANT, Calendar, post
from commonbeat.demo.rules.permits import ASKED, FACTS, MISSING, PACE_HOURS, Asked
from commonbeat.domain.permits import actions
from commonbeat.domain.permits.access import can_answer
from commonbeat.domain.permits.models import Application, KindVersion
from commonbeat.domain.permits.queries import span_of, suggested
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.models import Receipt
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import RESIDENT

DESK, BOARD = RELATIONS, "6001"


def adopt_permits(*, agency: Agency, at: datetime) -> None:
    actions.adopt_suggested(agency=agency, keys=suggested(), by=post(agency, CHIEF), at=at)


def plan_permits(life: Calendar) -> None:
    """Put on the calendar who asks for what; a city too young for it does without."""
    for asked in ASKED:
        moment = life.until - timedelta(days=asked.days_ago)
        if moment >= life.began_at:
            life.later(moment, partial(ask_for, life, asked))


def ask_for(life: Calendar, asked: Asked, at: datetime) -> str:
    """Send an application and plan its steps; return the token of its receipt's page."""
    version = KindVersion.objects.select_related("agency").get(
        agency=life.agency, key=asked.kind, ended_at=None
    )
    day = life.until + timedelta(days=asked.starts_in)
    sent = actions.submit(
        version=version, answers=_answers(version, asked, day), language=asked.language, at=at
    )
    for number, step in enumerate(asked.steps, start=1):
        if step:
            moment = at + timedelta(hours=number * PACE_HOURS)
            life.later(moment, partial(_take_step, sent.application, step, asked))
    return sent.token


def _answers(version: KindVersion, asked: Asked, day: datetime) -> dict[str, Any]:
    zone = ZoneInfo(version.agency.time_zone)
    starts = day.astimezone(zone).replace(hour=17, minute=0, second=0, microsecond=0, tzinfo=None)
    usual: dict[str, Any] = {
        "text": "Hugo Ibarra",
        "number": 2,
        "yesno": asked.kind == "ride_along",
        "date": starts.date().isoformat(),
        "span": span_of(starts, starts + timedelta(hours=4), zone),
    }
    fields = [one for one in version.kind.fields if one.type != "file"]
    own = {"goods": "Clocks and radios"} | dict(asked.answers)
    return {one.key: own.get(one.key, usual.get(one.type)) for one in fields}


def _take_step(application: Application, step: str, asked: Asked, at: datetime) -> None:
    fresh = Application.objects.select_related("case__agency", "version", "agency").get(pk=application.pk)
    STEPS[step](fresh, asked, at)


def _complete(application: Application, _asked: Asked, at: datetime) -> None:
    desk = post(application.agency, DESK)
    for item in application.checklist.all():
        actions.set_item(item=item, is_done=True, by=desk, at=at)
    actions.find_complete(application=application, by=desk, at=at)


def _review(application: Application, _asked: Asked, at: datetime) -> None:
    actions.start_review(application=application, by=post(application.agency, DESK), at=at)


def _agree_some(application: Application, _asked: Asked, at: datetime) -> None:
    for review in application.reviews.filter(key="clerk"):
        actions.agree(review=review, by=post(application.agency, DESK), at=at)


def _agree(application: Application, _asked: Asked, at: datetime) -> None:
    able = [post(application.agency, number) for number in (DESK, SERGEANT, CHIEF)]
    for review in application.reviews.all():
        actions.agree(review=review, by=next(one for one in able if can_answer(one, review)), at=at)


def _inspect(application: Application, _asked: Asked, at: datetime) -> None:
    by, day = post(application.agency, SERGEANT), at.date()
    for listed in application.kind.inspections:
        planned = actions.plan_inspection(application=application, key=listed.key, on=day, by=by, at=at)
        actions.record_inspection(
            inspection=planned, is_passed=True, on=day, found=FACTS["inspect"], by=by, at=at
        )


def _grant(application: Application, _asked: Asked, at: datetime) -> None:
    chief = post(application.agency, CHIEF)
    actions.decide(application=application, verdict="granted", facts=FACTS["grant"], by=chief, at=at)


def _deny(application: Application, asked: Asked, at: datetime) -> None:
    chief, grounds = post(application.agency, CHIEF), [asked.ground]
    facts = FACTS[asked.ground]
    actions.decide(application=application, verdict="denied", grounds=grounds, facts=facts, by=chief, at=at)


def _pay(application: Application, _asked: Asked, at: datetime) -> None:
    if application.fee_lines.exists():
        reference = f"CR-{application.fee_reference[:5]}"
        desk = post(application.agency, DESK)
        actions.take_payment(application=application, cashier_reference=reference, by=desk, at=at)


def _issue(application: Application, _asked: Asked, at: datetime) -> None:
    actions.issue(application=application, by=post(application.agency, DESK), at=at)


def _revoke(application: Application, asked: Asked, at: datetime) -> None:
    chief, facts = post(application.agency, CHIEF), FACTS[asked.ground]
    actions.revoke(application=application, grounds=[asked.ground], facts=facts, by=chief, at=at)


def _appeal(application: Application, _asked: Asked, at: datetime) -> None:
    receipt = Receipt.objects.select_related("case").get(case=application.case)
    actions.appeal(receipt=receipt, words=FACTS["appeal"], at=at)


def _decide_appeal(result: str, application: Application, _asked: Asked, at: datetime) -> None:
    liaison: Staff = post(application.agency, BOARD)
    reason = FACTS["uphold" if result == "upheld" else "overturn"]
    actions.decide_appeal(application=application, result=result, reason=reason, by=liaison, at=at)


def _withdraw(application: Application, _asked: Asked, at: datetime) -> None:
    move(case=application.case, key="withdraw", by=RESIDENT, at=at)


def _ask(application: Application, asked: Asked, at: datetime) -> None:
    desk, words = post(application.agency, DESK), MISSING[asked.language]
    actions.ask_for_more(application=application, keys=["insurance"], words=words, by=desk, at=at)


STEPS: dict[str, Callable[[Application, Asked, datetime], None]] = {
    "complete": _complete,
    "review": _review,
    "some": _agree_some,
    "agree": _agree,
    "inspect": _inspect,
    "grant": _grant,
    "deny": _deny,
    "pay": _pay,
    "issue": _issue,
    "revoke": _revoke,
    "appeal": _appeal,
    "uphold": partial(_decide_appeal, "upheld"),
    "overturn": partial(_decide_appeal, "overturned"),
    "withdraw": _withdraw,
    "ask": _ask,
}
