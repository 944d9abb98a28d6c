"""Concerns of the city: reported, worked on, closed, confirmed or opened again, through the usual doors."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from commonbeat.demo.actions.calendar import RELATIONS, SERGEANT, Calendar, post
from commonbeat.demo.actions.concern_desk import WORKS
from commonbeat.demo.actions.pictures import WINDOWS, picture
from commonbeat.demo.actions.receipts import give_unknown_receipt
from commonbeat.demo.rules import letters
from commonbeat.demo.rules.concerns import EDITED, NEEDS_NO_PLACE, SimulatedConcern, concerns_of_day
from commonbeat.domain.concerns.actions import (
    close,
    confirm,
    cover_photo,
    hand_off,
    hear_from_partner,
    moderate,
    reopen,
    report,
)
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.models import Category, Concern, HandOff, Partner
from commonbeat.domain.concerns.queries import alike
from commonbeat.engine.casework.actions import assign, merge, move, write_to_resident
from commonbeat.engine.casework.models import Attachment, Case, Receipt
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import RESIDENT

OFFICERS = ("3001", "3002", "3003", "3004", "3005")
PATROLLED = ("speeding", "extra_patrol", "school_zone")
# What somebody read and then lost sight of is found again after this.
OVERLOOKED = timedelta(days=12)
# Of so many that were opened again, the sender of one says no more.
NOT_MENDED = 3
# Every so many photos, one shows too much and is covered.
COVERED_OF = 4


def plan_concerns(life: Calendar, at: datetime) -> None:
    """Plan what is reported on a day; `at` is its first hour in UTC, when nobody there reports yet."""
    zone = ZoneInfo(life.agency.time_zone)
    number = (at - life.began_at).days
    for concern in concerns_of_day(at.date(), number, zone, life.seed):
        life.later(concern.received_at, partial(_take, life, concern))


def _take(life: Calendar, told: SimulatedConcern, at: datetime) -> None:
    """Take a report in and put the steps of its life on the calendar."""
    concern, read_at = send_in(life.agency, told, at), at + told.read_after
    life.later(read_at, partial(read, concern))
    rests = OVERLOOKED if told.fate == "stays" else timedelta(hours=5)
    life.later(read_at + rests, partial(_begin, life, concern, told))


def send_in(agency: Agency, told: SimulatedConcern, at: datetime) -> Concern:
    """Report as one of the city's people, who holds a code that nobody knows."""
    where = {"place": told.place, "longitude": told.longitude, "latitude": told.latitude}
    if told.kind.key in NEEDS_NO_PLACE:
        where = {}
    concern = report(
        agency=agency,
        category=Category.objects.select_related("agency", "queue").get(agency=agency, key=told.kind.key),
        words=told.words,
        answers=told.kind.answers,
        photos=[picture(agency, at)] if told.has_photo else (),
        source=Source.WEB,
        language=told.language,
        gives_receipt=False,
        by=RESIDENT,
        at=at,
        **where,  # type: ignore[arg-type]
    ).concern
    give_unknown_receipt(concern.case, at)
    return concern


def read(concern: Concern, at: datetime) -> None:
    """Read the report, and say what everyone may read of it."""
    reader = post(concern.agency, RELATIONS)
    case = move(case=_case(concern), key="acknowledge", by=reader, at=at)
    if case.is_private:
        return
    photos = list(Attachment.objects.filter(case=case).select_related("file"))
    if photos and photos[0].pk % COVERED_OF == 0:
        reason = letters.FACE_IS_NOT_PUBLIC
        photos = [
            cover_photo(concern=concern, attachment=one, boxes=[WINDOWS], reason=reason, by=reader, at=at)
            for one in photos
        ]
    words = EDITED.get(concern.words, concern.words)
    moderate(
        concern=concern,
        words=words,
        reason="" if words == concern.words else letters.PLATE_IS_NOT_PUBLIC,
        is_private=False,
        photos=[attachment.file.public_id for attachment in photos],
        by=reader,
        at=at,
    )


def _begin(life: Calendar, concern: Concern, told: SimulatedConcern, at: datetime) -> None:
    """Let the ways part: it is taken back, joined to another, handed over, declined or worked on."""
    case, sergeant = _case(concern), post(life.agency, SERGEANT)
    if told.fate == "withdrawn":
        move(case=case, key="withdraw", by=RESIDENT, at=at)
    elif told.fate == "same" and (same := _same(case, at)):
        merge(case=case, into=same, by=sergeant, at=at)
    elif told.fate == "handed_off" and not case.is_private:
        _hand_over(life, concern, told, at)
    elif told.fate == "desk":
        life.later(at + timedelta(days=1), partial(_decline, life, concern, told))
    else:
        _give(life, concern, told, at)


def _same(case: Case, at: datetime) -> Case | None:
    """Return the case that tells of the same, as the hint on the page of staff does."""
    likely = [other for other in alike(case, at) if other.is_open and other.is_private == case.is_private]
    return likely[0] if likely else None


def _hand_over(life: Calendar, concern: Concern, told: SimulatedConcern, at: datetime) -> None:
    partner = Partner.objects.get(agency=life.agency, name=WORKS)
    by, reason, ends_at = post(life.agency, SERGEANT), letters.CARRIED_OVER, at + told.closed_after
    row = hand_off(concern=concern, partner=partner, reason=reason, by=by, at=at)
    life.later(at + timedelta(days=1), partial(_hear, row, "open", letters.PUT_OFF))
    life.later(ends_at, partial(_hear, row, "closed", letters.MENDED))
    _answer_later(life, concern, told, ends_at)


def _give(life: Calendar, concern: Concern, told: SimulatedConcern, at: datetime) -> None:
    give(concern, at)
    done_at = at + max(told.closed_after, timedelta(hours=40))
    if told.fate == "asked":
        ask(concern, at)
        told_at = at + told.closed_after / 2
        life.later(told_at, partial(answer, concern))
        done_at = max(done_at, told_at + timedelta(hours=10))
    life.later(done_at - timedelta(hours=3), partial(start, concern))
    life.later(done_at, partial(_finish, life, concern, told))


def give(concern: Concern, at: datetime) -> None:
    sergeant = post(concern.agency, SERGEANT)
    case = move(case=_case(concern), key="give", by=sergeant, at=at)
    if not case.is_private:
        officer = post(concern.agency, random.Random(case.pk).choice(OFFICERS))
        assign(case=case, to=officer, by=sergeant, at=at)


def ask(concern: Concern, at: datetime) -> None:
    sergeant = post(concern.agency, SERGEANT)
    case = move(case=_case(concern), key="ask", by=sergeant, at=at)
    write_to_resident(case=case, body=letters.QUESTION[case.language], by=sergeant, at=at)


def answer(concern: Concern, at: datetime) -> None:
    case = _case(concern)
    move(case=case, key="answer", by=RESIDENT, at=at, words=letters.ANSWER[case.language])


def _decline(life: Calendar, concern: Concern, told: SimulatedConcern, at: datetime) -> None:
    close(
        concern=_fresh(concern),
        outcome="no_action",
        reason=letters.DECLINED[told.language],
        by=post(life.agency, SERGEANT),
        at=at,
    )
    _answer_later(life, concern, told, at)


def start(concern: Concern, at: datetime) -> None:
    move(case=_case(concern), key="start", by=post(concern.agency, SERGEANT), at=at)


def _finish(life: Calendar, concern: Concern, told: SimulatedConcern, at: datetime) -> None:
    finish(concern, at)
    _answer_later(life, concern, told, at)


def finish(concern: Concern, at: datetime) -> None:
    """Close it, with a photo of the work where it was done outside."""
    fresh = _fresh(concern)
    close(
        concern=fresh,
        outcome="patrols_added" if fresh.category.key in PATROLLED else "fixed",
        reason=letters.WORKED[fresh.case.language],
        evidence=[picture(fresh.agency, at)] if fresh.category.is_field_work else (),
        by=post(fresh.agency, SERGEANT),
        at=at,
    )


def _answer_later(life: Calendar, concern: Concern, told: SimulatedConcern, closed_at: datetime) -> None:
    if told.answer:
        life.later(closed_at + told.answered_after, partial(_tell, life, concern, told))


def _tell(life: Calendar, concern: Concern, told: SimulatedConcern, at: datetime) -> None:
    """Let the sender say whether it is fixed, once they were asked; if not, somebody goes there again."""
    fresh = _fresh(concern)
    if fresh.case.state != "closed" or fresh.asked_fixed_at is None:
        return
    tell(fresh, is_fixed=told.answer == "yes", at=at)
    if told.answer == "no":
        again = replace(told, fate="worked", answer="yes" if concern.pk % NOT_MENDED else "")
        life.later(at + timedelta(days=1), partial(_give, life, concern, again))


def tell(concern: Concern, *, is_fixed: bool, at: datetime) -> None:
    """Say as the sender whether it is fixed."""
    receipt = Receipt.objects.select_related("case__agency").get(first_case=concern.case_id, is_owner=True)
    if is_fixed:
        confirm(receipt=receipt, at=at)
    else:
        reopen(receipt=receipt, reason=letters.NOT_FIXED[receipt.case.language], at=at)


def _hear(row: HandOff, status: str, notes: str, at: datetime) -> None:
    hear_from_partner(hand_off=row, status=status, notes=notes, at=at)


def _fresh(concern: Concern) -> Concern:
    return Concern.objects.select_related("case__agency", "category", "agency").get(pk=concern.pk)


def _case(concern: Concern) -> Case:
    return Case.objects.select_related("agency").get(pk=concern.case_id)
