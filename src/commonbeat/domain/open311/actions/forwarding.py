"""Writes about hand-offs to partners by Open311: sent once, followed to their end, or put before a person.

Before anything leaves, the row says that it may have been sent. Whatever happens then (a killed worker, a
broken line, an answer nobody can read) leaves it unsure, and what is unsure is asked for, never sent again.
"""

import contextlib
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.actions import hear_from_partner
from commonbeat.domain.concerns.choices import HandOffState
from commonbeat.domain.concerns.models import HandOff, Partner
from commonbeat.domain.open311 import events
from commonbeat.domain.open311.access import require_settle
from commonbeat.domain.open311.actions.news import hear
from commonbeat.domain.open311.choices import (
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    NEWS_EVERY,
    SEND_LEASE,
    TOKEN_PATIENCE,
    UNSURE,
    Deed,
    Outcome,
)
from commonbeat.domain.open311.models import Exchange, Line
from commonbeat.domain.open311.providers import partner as server
from commonbeat.domain.open311.providers.network import Limits
from commonbeat.domain.open311.providers.partner import Door, SaidNo, Unclear, Unheard
from commonbeat.domain.open311.queries.hand_offs import fields_of, key_of, reference_of
from commonbeat.domain.open311.rules import wait_before
from commonbeat.engine.casework.actions import write_note
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Refused, TooMany
from commonbeat.ground.ledger.actions import record

FIRST_WAIT = timedelta(minutes=1)
MOST_AT_ONCE = 20

Got = TypeVar("Got")


def keep_in_touch(*, at: datetime) -> int:
    """Deal with every hand-off that is due, some at a time; return how many."""
    due = HandOff.objects.filter(
        Q(state__in=[HandOffState.WAITING, HandOffState.SENT, HandOffState.ACCEPTED]),
        ended_at=None,
        next_attempt_at__lte=at,
    ).exclude(partner__endpoint="")
    rows = list(due.select_related("partner", "concern__case").order_by("next_attempt_at")[:MOST_AT_ONCE])
    for row in rows:
        attend(hand_off=row, at=at)
    return len(rows)


def attend(*, hand_off: HandOff, at: datetime) -> None:
    """Do the next thing for one hand-off, if nobody else is at it: send, look, ask for number or news."""
    if not _claim(hand_off, at):
        return
    step = _step(hand_off)
    try:
        step(hand_off, at)
    except Unheard as wrong:
        _try_later(hand_off, wrong.why, at)
    except SaidNo as wrong:
        if wrong.may_later or hand_off.remote_id or hand_off.token:
            _try_later(hand_off, f"http_{wrong.status}", at, least=timedelta(seconds=wrong.wait))
        else:
            _give_up(hand_off, f"http_{wrong.status}", wrong.words, at)
    except Unclear as wrong:
        _try_later(hand_off, UNSURE if step is _send else wrong.why, at, was_sent=step is _send)


def _step(row: HandOff) -> Callable[[HandOff, datetime], None]:
    if row.remote_id:
        return _ask_news
    if row.token:
        return _ask_number
    return _send if row.state == HandOffState.WAITING else _look


def _claim(row: HandOff, at: datetime) -> bool:
    """Take the row for a few minutes. One that waits is marked as perhaps sent before anything leaves."""
    free = HandOff.objects.filter(
        pk=row.pk, state=row.state, ended_at=None, attempts=row.attempts, next_attempt_at__lte=at
    )
    changes = {"next_attempt_at": at + SEND_LEASE, "attempts": F("attempts") + 1}
    if row.state == HandOffState.WAITING:
        changes |= {"state": HandOffState.SENT, "asked_at": at, "fault": UNSURE}
    return free.update(**changes) == 1


def _send(row: HandOff, at: datetime) -> None:
    partner = row.partner
    code = partner.services.get(row.concern.category.key, "")
    if not code:
        _give_up(row, "no_service_code", "", at)
        return
    door = _door(partner, at)
    fields = fields_of(row, code)
    given = _timed(partner, Deed.SEND, at, lambda: server.send(door, fields))
    number, token = server.text_of(given, "service_request_id"), server.text_of(given, "token")
    _sent(row, number, token, at)


def _sent(row: HandOff, number: str, token: str, at: datetime) -> None:
    HandOff.objects.filter(pk=row.pk).update(
        token="" if number else token[:120],
        state=HandOffState.SENT,
        fault="",
        attempts=0,
        next_attempt_at=_next(at),
    )
    row.refresh_from_db(fields=["token", "state", "fault", "attempts"])
    if number:
        hear_from_partner(hand_off=row, status="open", notes="", remote_id=number[:120], at=at)


def _look(row: HandOff, at: datetime) -> None:
    """Look whether something that may have been sent has arrived, by our own name for it."""
    door = _door(row.partner, at)
    name = reference_of(row)
    found = _timed(row.partner, Deed.FIND, at, lambda: server.sent_as(door, name))
    # A server that does not know this question answers with whatever it has: only our own name counts.
    mine = [one for one in found if server.text_of(one, "account_id") == name]
    if len(mine) == 1:
        _sent(row, server.text_of(mine[0], "service_request_id"), server.text_of(mine[0], "token"), at)
    else:
        _try_later(row, UNSURE, at, was_sent=True)


def _ask_number(row: HandOff, at: datetime) -> None:
    door = _door(row.partner, at)
    number = _timed(row.partner, Deed.TOKEN, at, lambda: server.by_token(door, row.token))
    if number:
        hear_from_partner(hand_off=row, status="open", notes="", remote_id=number[:120], at=at)
    elif at - row.at > TOKEN_PATIENCE:
        _give_up(row, "no_number", "", at)
        return
    _heard(row, at)


def _ask_news(row: HandOff, at: datetime) -> None:
    door = _door(row.partner, at)
    found = _timed(row.partner, Deed.STATUS, at, lambda: server.by_number(door, row.remote_id))
    if found is None:
        raise Unclear("not_about_ours")
    status = server.text_of(found, "status").lower()
    if status not in ("open", "closed"):
        raise Unclear("no_status")
    notes = server.text_of(found, "status_notes")
    with contextlib.suppress(TooMany):
        hear(hand_off=row, status=status, notes=notes, at=at)
    _heard(row, at)


def _heard(row: HandOff, at: datetime) -> None:
    HandOff.objects.filter(pk=row.pk, ended_at=None).update(
        asked_at=at, fault="", attempts=0, next_attempt_at=_next(at)
    )


def _next(at: datetime) -> datetime:
    return at + NEWS_EVERY * (0.75 + 0.5 * random.random())  # noqa: S311 - only spreads the questions


def _try_later(
    row: HandOff, why: str, at: datetime, *, was_sent: bool = False, least: timedelta = timedelta()
) -> None:
    """Note what went wrong and when to try again, after `least`; after many times a person has to look."""
    attempts = row.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        _give_up(row, why, "", at)
        return
    is_sure = row.state == HandOffState.WAITING and not was_sent
    wait = wait_before(attempts, random.random(), first=FIRST_WAIT, longest=LONGEST_WAIT)  # noqa: S311
    changes = {"fault": why[:200], "next_attempt_at": at + max(wait, min(least, LONGEST_WAIT))}
    if is_sure:
        # Nothing has reached the other side, so it may be sent again.
        changes["state"] = HandOffState.WAITING
    HandOff.objects.filter(pk=row.pk, ended_at=None).update(**changes)


def _give_up(row: HandOff, why: str, words: str, at: datetime) -> None:
    """Stop by ourselves and tell the staff on the concern's timeline."""
    with transaction.atomic():
        is_unsure = why == UNSURE
        HandOff.objects.filter(pk=row.pk, ended_at=None).update(
            state=HandOffState.SENT if is_unsure else HandOffState.FAILED,
            fault=f"{why} {words}".strip()[:200],
            next_attempt_at=None,
        )
        told = (
            _("We cannot tell whether %(partner)s has this. Ask them, then say so on the page of hand-offs.")
            if is_unsure
            else _("The server of %(partner)s could not be reached, or said no. Ask them by telephone.")
        )
        write_note(case=row.concern.case, body=told % {"partner": row.partner.name}, by=SYSTEM, at=at)


@transaction.atomic
def settle(*, hand_off: HandOff, number: str, by: Staff, at: datetime) -> HandOff:
    """Say what a person found out about a hand-off: the partner's number for it, or "" to go on without one.

    Without one, what the partner has taken is asked about again, and what it has not is sent again.
    """
    require_settle(by)
    row = HandOff.objects.select_for_update().get(pk=hand_off.pk)
    if row.ended_at is not None or row.next_attempt_at is not None:
        raise Refused(_("This hand-off needs nobody now."), code="nothing_to_settle")
    row.state = _standing(row)
    row.attempts, row.fault, row.next_attempt_at = 0, "", at
    row.save(update_fields=["state", "attempts", "fault", "next_attempt_at"])
    if number:
        row = hear_from_partner(hand_off=row, status="open", notes="", remote_id=number[:120], at=at)
    record(
        events.HAND_OFF_SETTLED,
        subject=f"case:{row.concern.case.public_id}",
        agency=row.partner.agency.slug,
        by=by.actor(),
        at=at,
        content={"hand_off": row.pk, "is_known": bool(number)},
    )
    return row


def _standing(row: HandOff) -> HandOffState:
    if row.remote_id:
        return HandOffState.ACCEPTED
    return HandOffState.SENT if row.token else HandOffState.WAITING


def _door(partner: Partner, at: datetime) -> Door:
    """Return how a partner is spoken to, asking once which form it answers in."""
    limits = Limits(inside=settings.OPEN311_INSIDE, plain_http=False)
    line = Line.objects.filter(partner=partner).first()
    form = line.form if line else ""
    if not form:
        form = _learned(partner, limits, at)
        Line.objects.update_or_create(partner=partner, defaults={"form": form, "learned_at": at})
    return Door(partner.endpoint, partner.jurisdiction, key_of(partner), form, limits)


def _learned(partner: Partner, limits: Limits, at: datetime) -> str:
    """Return the form in which the list of services can be read; JSON is tried first."""
    fault: Exception = Unheard("no_form")
    for form in server.FORMS:
        door = Door(partner.endpoint, partner.jurisdiction, "", form, limits)
        try:
            _timed(partner, Deed.LIST, at, partial(server.service_list, door))
        except (SaidNo, Unclear) as wrong:
            fault = wrong
        else:
            return form
    # Nothing was sent yet, however odd the answers were.
    raise Unheard("no_form") from fault


def _timed(partner: Partner, deed: Deed, at: datetime, ask: Callable[[], Got]) -> Got:
    """Ask, and keep how it went and how long it took, without any content."""
    begun, outcome, status = time.monotonic(), Outcome.ANSWERED, 200
    try:
        return ask()
    except SaidNo as wrong:
        outcome, status = Outcome.REFUSED, wrong.status
        raise
    except Unclear as wrong:
        outcome = Outcome.UNREADABLE if wrong.status else Outcome.SILENT
        status = wrong.status
        raise
    except Unheard:
        outcome, status = Outcome.SILENT, 0
        raise
    finally:
        Exchange.objects.create(
            partner=partner,
            deed=deed,
            outcome=outcome,
            status=status,
            milliseconds=int((time.monotonic() - begun) * 1000),
            at=at,
        )


def forget_exchanges(*, before: datetime) -> int:
    return Exchange.objects.filter(at__lt=before).delete()[0]
