"""Storing what a person answered: each question once, the newest counts, what it replaced is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.engine.surveys import events
from commonbeat.engine.surveys.choices import RATING_LEAST, RATING_MOST, InvitationState, ItemKind
from commonbeat.engine.surveys.models import Answer, FormerAnswer, Item, Response
from commonbeat.engine.surveys.rules import may_correct
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.ledger.actions import record

MOST_CHARACTERS = 10_000


@dataclass(frozen=True)
class Given:
    """One answer as given. A value of None with no text is "does not apply"."""

    value: int | None = None
    text: str = ""


@transaction.atomic
def answer(*, response: Response, item: Item, given: Given, by: Actor, at: datetime) -> Answer:
    """Store an answer, or mend the one given within the last 24 hours. The same answer again is no act."""
    given = _checked(item, given)
    Response.objects.select_for_update().get(pk=response.pk)
    stored = Answer.objects.filter(response=response, item=item).first()
    if stored is not None and (stored.value, stored.text) == (given.value, given.text):
        return stored
    if stored is None:
        stored = Answer.objects.create(
            response=response, item=item, value=given.value, text=given.text, at=at
        )
        _note_start(response)
    else:
        _replace(stored, given, at)
    _announce(stored, response, by, at)
    return stored


@transaction.atomic
def save_answers(*, response: Response, given: Mapping[str, Given], by: Actor, at: datetime) -> Response:
    """Store one sheet of answers by the keys of its questions, and close it when nothing is left to ask."""
    items = list(response.version.items.all())
    for item in items:
        if item.key in given:
            answer(response=response, item=item, given=given[item.key], by=by, at=at)
    answered = set(response.answers.values_list("item__key", flat=True))
    if all(item.key in answered for item in items if item.kind == ItemKind.RATING):
        complete(response=response, by=by, at=at)
    return response


@transaction.atomic
def complete(*, response: Response, by: Actor, at: datetime) -> Response:
    """Close a response: everything was asked. Closing it again changes nothing."""
    if response.completed_at is not None:
        return response
    response.completed_at = at
    response.save(update_fields=["completed_at"])
    if response.invitation is not None:
        response.invitation.state = InvitationState.COMPLETED
        response.invitation.next_item = None
        response.invitation.save(update_fields=["state", "next_item"])
    record(
        events.COMPLETED,
        subject=f"response:{response.public_id}",
        agency=response.agency.slug,
        by=by,
        at=at,
        content={"response": response.public_id, "stratum": response.stratum},
    )
    return response


def _checked(item: Item, given: Given) -> Given:
    text = given.text.replace("\x00", "").strip()
    if len(text) > MOST_CHARACTERS:
        raise Invalid(
            _("Your words are longer than we can keep (10,000 characters). Please shorten them."),
            code="too-long",
            where=item.key,
        )
    if item.kind == ItemKind.RATING and given.value is not None:
        if not RATING_LEAST <= given.value <= RATING_MOST:
            raise Invalid(_("Choose a number from 1 to 5."), code="not-a-rating", where=item.key)
    elif item.kind == ItemKind.TEXT and given.value is not None:
        raise Invalid(_("This question is answered in words."), code="not-words", where=item.key)
    elif given.value is not None and given.value not in {option["value"] for option in item.options}:
        raise Invalid(_("Choose one of the answers offered."), code="not-an-option", where=item.key)
    return Given(given.value, text)


def _replace(stored: Answer, given: Given, at: datetime) -> None:
    if not may_correct(stored.at, at):
        raise Refused(_("An answer can be changed for 24 hours. Yours is kept as it was."), code="too-late")
    FormerAnswer.objects.create(
        answer=stored, value=stored.value, text=stored.text, at=stored.at, replaced_at=at
    )
    stored.value, stored.text = given.value, given.text
    stored.save(update_fields=["value", "text"])


def _note_start(response: Response) -> None:
    invitation = response.invitation
    if invitation is not None and invitation.state == InvitationState.INVITED:
        invitation.state = InvitationState.STARTED
        invitation.save(update_fields=["state"])


def _announce(stored: Answer, response: Response, by: Actor, at: datetime) -> None:
    """Write the book's lines: the number if there is one, and that there are words, never the words."""
    lines: list[tuple[str, dict[str, object]]] = []
    if stored.value is not None:
        lines.append((events.ANSWERED, {"value": stored.value}))
    if stored.text:
        lines.append((events.COMMENTED, {}))
    for verb, content in lines:
        record(
            verb,
            subject=f"response:{response.public_id}",
            agency=response.agency.slug,
            by=by,
            at=at,
            content={"response": response.public_id, "item": stored.item.key, **content},
        )
