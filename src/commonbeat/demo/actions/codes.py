"""The codes for visitors to try: a few reports and a permit of which the words of the receipt are kept."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from commonbeat.demo.actions.calendar import RELATIONS, SERGEANT, Calendar, post
from commonbeat.demo.actions.permits import ask_for
from commonbeat.demo.actions.pictures import picture
from commonbeat.demo.models import CodeToTry
from commonbeat.demo.rules.codes import PERMIT, REPORTS, ReportToTry
from commonbeat.demo.rules.concerns import point_in
from commonbeat.domain.concerns.actions import close, report
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.engine.casework.actions import move, save_receipt, write_to_resident
from commonbeat.engine.casework.models import Case
from commonbeat.engine.casework.queries import unsaved_words
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import RESIDENT


def plan_codes(life: Calendar) -> None:
    for told in REPORTS:
        life.later(life.before_the_end(told.days_ago), partial(_report, life, told))
    life.later(life.before_the_end(PERMIT.days_ago), partial(_apply, life))


def _report(life: Calendar, told: ReportToTry, at: datetime) -> None:
    longitude, latitude = point_in(told.beat, random.Random(told.key))
    reported = report(
        agency=life.agency,
        category=Category.objects.get(agency=life.agency, key=told.kind),
        words=told.words,
        answers=told.answers,
        longitude=longitude,
        latitude=latitude,
        source=Source.WEB,
        language=told.language,
        by=RESIDENT,
        at=at,
    )
    _keep(life.agency, told.key, reported.token, at)
    concern = reported.concern
    for number, step in enumerate(told.steps, start=1):
        life.later(at + timedelta(hours=4 * number), partial(STEPS[step], concern, told))


def _apply(life: Calendar, at: datetime) -> None:
    _keep(life.agency, "permit", ask_for(life, PERMIT, at), at)


def _keep(agency: Agency, key: str, token: str, at: datetime) -> None:
    shown = unsaved_words(token, at)
    if shown is None:
        raise LookupError("the words of a new receipt are there")
    unsaved, words = shown
    save_receipt(unsaved=unsaved, at=at)
    CodeToTry.objects.create(agency=agency, key=key, words=" ".join(words))


def _move(key: str, concern: Concern, _told: ReportToTry, at: datetime) -> None:
    move(case=_case(concern), key=key, by=post(concern.agency, RELATIONS), at=at)


def _write(concern: Concern, told: ReportToTry, at: datetime) -> None:
    write_to_resident(case=_case(concern), body=told.letter, by=post(concern.agency, RELATIONS), at=at)


def _close(concern: Concern, told: ReportToTry, at: datetime) -> None:
    concern.case = _case(concern)
    evidence = [picture(concern.agency, at)] if concern.category.is_field_work else ()
    by = post(concern.agency, SERGEANT)
    close(concern=concern, outcome="fixed", reason=told.letter, evidence=evidence, by=by, at=at)


def _case(concern: Concern) -> Case:
    return Case.objects.select_related("agency").get(pk=concern.case_id)


STEPS: dict[str, Callable[[Concern, ReportToTry, datetime], None]] = {
    "acknowledge": partial(_move, "acknowledge"),
    "give": partial(_move, "give"),
    "start": partial(_move, "start"),
    "ask": partial(_move, "ask"),
    "write": _write,
    "close": _close,
}
