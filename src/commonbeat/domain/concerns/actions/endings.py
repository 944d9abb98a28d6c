"""Writes about the end of a concern: closing, asking whether it is fixed, and the sender's answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.domain.concerns.choices import ASK_AFTER_DAYS, REOPEN_DAYS, HandOffState, Source
from commonbeat.domain.concerns.models import Concern, HandOff
from commonbeat.engine.casework.actions import add_entry, attach, held, move, tell_holders
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.engine.casework.models import Entry, Receipt
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.actor import RESIDENT, SYSTEM
from commonbeat.ground.core.errors import Refused


@transaction.atomic
def close(
    *,
    concern: Concern,
    outcome: str,
    reason: str,
    evidence: Sequence[StoredFile] = (),
    by: Staff,
    at: datetime,
) -> Concern:
    """Close a concern after work on it, or without: the outcome and the reason are read by the sender.

    Raises Invalid where="outcome", "reason" or, for field work, Refused until evidence was added.
    """
    case = held(concern.case)
    if evidence:
        attach(case=case, files=evidence, by=by, at=at, is_evidence=True)
    key = "close" if case.state == "in_work" else "decline"
    concern.case = move(case=case, key=key, by=by, at=at, outcome=outcome, reason=reason)
    return concern


def follow_move(*, line: Entry, at: datetime) -> None:
    """Take up what a move of a concern's case means; safe to do twice."""
    facts, case = line.facts, line.case
    if facts["move"] in ("confirm", "reopen"):
        is_fixed = facts["move"] == "confirm"
        Concern.objects.filter(case=case).update(is_fixed=is_fixed, answered_fixed_at=line.at)
    if facts["from"] == "handed_off" and facts["to"] != "handed_off":
        HandOff.objects.filter(concern__case=case, ended_at=None, at__lte=line.at).update(
            ended_at=at, state=HandOffState.ENDED
        )


def ask_if_fixed(*, at: datetime) -> int:
    """Ask the senders of what was closed 14 days ago, once for each closing; return how many were asked.

    Where nobody holds a code as its sender, nobody can answer, and it is not counted as asked.
    """
    senders = Receipt.objects.filter(case=OuterRef("case"), is_owner=True, ended_at=None)
    due = _closed_since(at - timedelta(days=ASK_AFTER_DAYS)).filter(Exists(senders))
    due = due.filter(Q(asked_fixed_at=None) | Q(asked_fixed_at__lte=F("case__closed_at")))
    return sum(_ask(pk, at) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _ask(pk: int, at: datetime) -> int:
    concern = Concern.objects.select_related("case").get(pk=pk)
    case = held(concern.case)
    concern.refresh_from_db(fields=["asked_fixed_at"])
    asked = concern.asked_fixed_at
    if case.state != "closed" or case.closed_at is None or (asked and asked > case.closed_at):
        return 0
    with override(case.language):
        words = _("Is it fixed? Tell us here: yes, or no and we open it again.")
    line = add_entry(case=case, kind=Kind.TO_RESIDENT, shown=Shown.PARTIES, by=SYSTEM, at=at, words=words)
    tell_holders(case=case, about=line, at=at)
    concern.asked_fixed_at = at
    concern.save(update_fields=["asked_fixed_at"])
    return 1


def end_unanswered(*, at: datetime) -> int:
    """End what was closed 30 days ago and never answered; return how many."""
    due = _closed_since(at - timedelta(days=REOPEN_DAYS))
    return sum(_end(pk, at) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _end(pk: int, at: datetime) -> int:
    case = held(Concern.objects.select_related("case").get(pk=pk).case)
    if case.state != "closed" or case.closed_at is None or case.closed_at > at - timedelta(days=REOPEN_DAYS):
        return 0
    move(case=case, key="end", by=SYSTEM, at=at)
    return 1


def _closed_since(day: datetime) -> QuerySet[Concern]:
    closed = Concern.objects.filter(case__state="closed", case__closed_at__lte=day)
    return closed.exclude(source=Source.IMPORT)


def confirm(*, receipt: Receipt, at: datetime) -> Concern:
    """Take the sender's word that it is fixed."""
    return _answer(receipt, "confirm", "", at)


def reopen(*, receipt: Receipt, reason: str, at: datetime) -> Concern:
    """Open a closed concern again, as its sender asks, within 30 days. Raises Refused, Invalid."""
    return _answer(receipt, "reopen", reason, at)


@transaction.atomic
def _answer(receipt: Receipt, key: str, reason: str, at: datetime) -> Concern:
    if not receipt.is_owner or receipt.ended_at is not None:
        raise Refused(_("Only the person who sent it can say so."), code="not_owner")
    case = move(case=receipt.case, key=key, by=RESIDENT, at=at, reason=reason, receipt=receipt)
    return Concern.objects.select_related("case", "category").get(case=case)
