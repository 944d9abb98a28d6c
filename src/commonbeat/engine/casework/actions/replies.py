"""Writes about the words that an agency keeps ready for replies."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.engine.casework import events
from commonbeat.engine.casework.access import require_can_write_replies
from commonbeat.engine.casework.models import ReplyTemplate
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Hidden, Invalid
from commonbeat.ground.ledger.actions import record


@transaction.atomic
def save_reply(
    *,
    agency: Agency,
    reply: ReplyTemplate | None,
    name: str,
    body: str,
    language: str,
    kind: str,
    state: str,
    by: Staff,
    at: datetime,
) -> ReplyTemplate:
    """Keep new ready words, or change those there are. The name is taken once in each language."""
    require_can_write_replies(by)
    if reply is not None:
        _require_here(reply, by)
    if not body.strip():
        raise Invalid(_("Write something first."), code="no_words", where="body")
    same = ReplyTemplate.objects.filter(agency=agency, name=name, language=language, ended_at=None)
    if (same.exclude(pk=reply.pk) if reply else same).exists():
        message = _("Other words have this name in this language.")
        raise Invalid(message, code="name_taken", where="name")
    saved = reply or ReplyTemplate(agency=agency)
    saved.name, saved.body, saved.language = name, body.strip(), language
    saved.kind, saved.state = kind, state
    saved.save()
    _record(saved, by, at, "changed" if reply else "added")
    return saved


@transaction.atomic
def end_reply(*, reply: ReplyTemplate, by: Staff, at: datetime) -> None:
    """Offer these words no longer."""
    require_can_write_replies(by)
    _require_here(reply, by)
    if ReplyTemplate.objects.filter(pk=reply.pk, ended_at=None).update(ended_at=at):
        _record(reply, by, at, "ended")


def _require_here(reply: ReplyTemplate, by: Staff) -> None:
    if reply.agency_id != by.agency_id:
        raise Hidden(_("There are no such words."), code="not_found")


def _record(reply: ReplyTemplate, by: Staff, at: datetime, change: str) -> None:
    content = {"change": change, "kind": reply.kind, "state": reply.state, "language": reply.language}
    record(
        events.REPLY_CHANGED,
        subject=f"reply:{reply.pk}",
        agency=reply.agency.slug,
        by=by.actor(),
        at=at,
        content=content,
    )
