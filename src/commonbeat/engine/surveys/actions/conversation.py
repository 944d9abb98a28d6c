"""The conversation by text: each reply is heard once and answered at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from commonbeat.engine.messaging.actions import mark_handled, note_language
from commonbeat.engine.messaging.models import Message
from commonbeat.engine.surveys.actions.answers import Given, answer, complete
from commonbeat.engine.surveys.actions.asking import ask_first, ask_next, say
from commonbeat.engine.surveys.actions.sheets import open_response
from commonbeat.engine.surveys.choices import OPEN_STATES, InvitationState, ItemKind, Stratum, TurnOutcome
from commonbeat.engine.surveys.models import Invitation, Item, Response, Turn
from commonbeat.engine.surveys.queries import approved_languages, last_rating, question_sent_at
from commonbeat.engine.surveys.rules import (
    CORRECTION_HOURS,
    Reading,
    corrects,
    declines_to_comment,
    read_language,
    read_option,
    read_rating,
)
from commonbeat.ground.core.actor import RESIDENT

HEARD_BY = "survey"
# What a person need not read as well. A reply that was not understood may hold more than a failed number.
SETTLED = (TurnOutcome.ANSWERED, TurnOutcome.CORRECTED, TurnOutcome.LANGUAGE)


@dataclass(frozen=True)
class Heard:
    """One reply in its conversation."""

    invitation: Invitation
    message: Message
    at: datetime


@transaction.atomic
def hear(*, message: Message, at: datetime) -> Turn | None:
    """Take one received text as part of the contact's survey; hearing it again changes nothing.

    Returns None when the contact has no survey. What is not surely an answer stays with a person.
    """
    invitation = _invitation_of(message, at)
    # Asked under the lock, so that of two workers with the same text the second finds what the first did.
    heard_before = Turn.objects.filter(message=message).first()
    if heard_before is not None or invitation is None:
        return heard_before
    heard = Heard(invitation, message, at)
    item = invitation.next_item if invitation.state in OPEN_STATES else None
    if item is not None and invitation.expires_at <= at:
        item = None
        invitation.state, invitation.next_item = InvitationState.EXPIRED, None
        invitation.save(update_fields=["state", "next_item"])
    outcome = _after_the_end(heard) if item is None else _on_open_question(heard, item)
    if outcome in SETTLED:
        mark_handled(message=message, by=HEARD_BY, at=at)
    return Turn.objects.create(invitation=invitation, message=message, item=item, outcome=outcome, at=at)


def _invitation_of(message: Message, at: datetime) -> Invitation | None:
    """Return the contact's newest survey by text that was sent, locked until the reply is dealt with."""
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("agency", "version", "contact", "next_item")
        .filter(contact=message.contact, stratum=Stratum.TEXT, invited_at__lte=at)
        .exclude(state=InvitationState.UNREACHED)
        .order_by("-invited_at", "-pk")
        .first()
    )


def _after_the_end(heard: Heard) -> TurnOutcome:
    """Take a correction for a day after the last question; everything else is for a person."""
    response = Response.objects.filter(invitation=heard.invitation).first()
    if response is None or response.completed_at is None:
        return TurnOutcome.PASSED_ON
    reading = read_rating(heard.message.body)
    in_time = heard.at - response.completed_at <= timedelta(hours=CORRECTION_HOURS)
    if reading is None or not reading.says_correction or not in_time:
        return TurnOutcome.PASSED_ON
    return _correct(response, None, reading, heard) or TurnOutcome.PASSED_ON


def _on_open_question(heard: Heard, item: Item) -> TurnOutcome:
    language = read_language(heard.message.body)
    if language and language in approved_languages(heard.invitation.version):
        return _switch(heard, item, language)
    reading = read_rating(heard.message.body)
    if reading is not None and corrects(
        says_so=reading.says_correction,
        heard_at=heard.message.queued_at,
        next_asked_at=question_sent_at(heard.invitation, item),
    ):
        response = Response.objects.filter(invitation=heard.invitation).first()
        corrected = _correct(response, item, reading, heard) if response else None
        if corrected:
            return corrected
    given = _given(item, heard.message.body, reading)
    return _not_understood(heard, item) if given is None else _store(heard, item, given)


def _given(item: Item, body: str, reading: Reading | None) -> Given | None:
    """Return what the reply says to this question, or None when it is not sure."""
    if item.kind == ItemKind.TEXT:
        return Given() if declines_to_comment(body) else Given(text=body)
    if item.kind == ItemKind.RATING:
        return None if reading is None else Given(reading.value, reading.words)
    value = read_option(body, item.options)
    return None if value is None else Given(value)


def _switch(heard: Heard, item: Item, language: str) -> TurnOutcome:
    """Go on in the language asked for, and remember it for every later text to this person."""
    invitation = heard.invitation
    invitation.language = language
    invitation.save(update_fields=["language"])
    if invitation.contact is not None:
        note_language(contact=invitation.contact, language=language)
    if item.position == 1:
        ask_first(invitation, item, heard.at, is_reply=True)
    else:
        ask_next(invitation, item, heard.at)
    return TurnOutcome.LANGUAGE


def _correct(response: Response, item: Item | None, reading: Reading, heard: Heard) -> TurnOutcome | None:
    """Mend the rating before the open question; None when there is none to mend."""
    earlier = last_rating(response, before=item)
    if earlier is None:
        return None
    answer(
        response=response,
        item=earlier.item,
        given=Given(reading.value, reading.words),
        by=RESIDENT,
        at=heard.at,
    )
    return TurnOutcome.CORRECTED


def _store(heard: Heard, item: Item, given: Given) -> TurnOutcome:
    invitation = heard.invitation
    response = open_response(invitation=invitation, at=heard.at)
    response.invitation = invitation
    answer(response=response, item=item, given=given, by=RESIDENT, at=heard.at)
    following = invitation.version.items.filter(position__gt=item.position).first()
    if following is None:
        complete(response=response, by=RESIDENT, at=heard.at)
        say(invitation, "thanks", heard.at)
    else:
        invitation.next_item = following
        invitation.save(update_fields=["next_item"])
        ask_next(invitation, following, heard.at)
    return TurnOutcome.ANSWERED


def _not_understood(heard: Heard, item: Item) -> TurnOutcome:
    """Ask once more, kindly; the second time leave it to a person and say so."""
    asked = Turn.objects.filter(invitation=heard.invitation, item=item, outcome=TurnOutcome.ASKED_AGAIN)
    if asked.exists():
        say(heard.invitation, "handed_over", heard.at, f"{item.key}:handed_over")
        return TurnOutcome.PASSED_ON
    say(heard.invitation, "again", heard.at, f"{item.key}:again")
    return TurnOutcome.ASKED_AGAIN
