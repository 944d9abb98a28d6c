"""The applicant's own acts: sending the form, and sending what was missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.permits.actions.shared import locked, note, require_state
from commonbeat.domain.permits.models import (
    Application,
    CheckItem,
    FeeLine,
    KindVersion,
    OwnWords,
    Review,
)
from commonbeat.domain.permits.rules import Kind, answers_faults, is_exempt_from_notice, owed
from commonbeat.domain.permits.rules import locked as locked_with
from commonbeat.engine.casework.actions import attach, give_receipt, move, open_case
from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.models import Queue, Receipt
from commonbeat.engine.casework.queries import secret_of, unsaved_words
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Invalid, Refused

DESK = "permits"


@dataclass(frozen=True)
class Submitted:
    """An application, and the token of the page that shows its seven words."""

    application: Application
    token: str


@transaction.atomic
def submit(
    *,
    version: KindVersion,
    answers: Mapping[str, Any],
    language: str,
    at: datetime,
    own_words: str = "",
    files: Sequence[StoredFile] = (),
    contact: Contact | None = None,
    renews: Application | None = None,
) -> Submitted:
    """Take an application. Raises Invalid with the first answer that is missing or cannot be read."""
    kind = version.kind
    _require_answers(kind, answers)
    case = open_case(
        agency=version.agency,
        kind="permit",
        by=RESIDENT,
        at=at,
        language=language,
        queue=Queue.objects.filter(agency=version.agency, key=DESK, ended_at=None).first(),
        lengths={"decide": kind.decide_days},
        facts={"permit": version.key, "version": version.number},
    )
    application = Application.objects.create(
        case=case, agency=version.agency, version=version, renews=renews, **_columns(version, answers)
    )
    _open_parts(application, kind)
    _charge(application)
    if files:
        attach(case=case, files=files, by=RESIDENT, at=at)
    _receipt, token = give_receipt(case=case, language=language, contact=contact, at=at)
    if own_words.strip():
        _lock(application, own_words.strip(), token, at)
    return Submitted(application, token)


def _lock(application: Application, own_words: str, token: str, at: datetime) -> None:
    """Lock what the applicant wants to say with the code of the receipt that was just given."""
    found = unsaved_words(token, at)
    if found is None:
        raise RuntimeError("a receipt without its words")
    _unsaved, words = found
    sealed = locked_with(own_words, secret_of(words))
    OwnWords.objects.create(application=application, sealed=sealed)


def _require_answers(kind: Kind, answers: Mapping[str, Any]) -> None:
    faults = answers_faults(kind, answers)
    if faults:
        raise Invalid(_("An answer is missing or cannot be read."), code="bad_answer", where=faults[0])


def _columns(version: KindVersion, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that are read from the answers."""
    kind = version.kind
    by_type = {field.type: answers.get(field.key) for field in kind.fields}
    span, begins = by_type.get("span"), by_type.get("date")
    zone = ZoneInfo(version.agency.time_zone)
    starts = datetime.fromisoformat(begins).replace(tzinfo=zone) if begins else None
    return {
        "answers": dict(answers),
        "place": str(by_type.get("place") or "")[:200],
        "business": str(answers.get("business") or "")[:120] if kind.is_business else "",
        "starts_at": datetime.fromisoformat(span["starts"]) if span else starts,
        "ends_at": datetime.fromisoformat(span["ends"]) if span else None,
        "is_exempt_from_notice": is_exempt_from_notice(kind.notice, kind.facts_of(answers)),
    }


def _open_parts(application: Application, kind: Kind) -> None:
    for part in kind.checklist:
        CheckItem.objects.create(application=application, key=part.key)
    for reviewer in kind.reviewers:
        Review.objects.create(
            application=application, key=reviewer.key, capability=reviewer.capability, queue=reviewer.queue
        )


def _charge(application: Application) -> None:
    """Write what the table asks for; the amount stays in the table's rows."""
    rows = {row.key: row for row in application.version.fees.all()}
    application.fee_lines.all().delete()
    for key, count in owed(rows.values(), application.facts).items():
        FeeLine.objects.create(application=application, row=rows[key], count=count)


@transaction.atomic
def answer_missing(
    *, receipt: Receipt, answers: Mapping[str, Any], at: datetime, files: list[StoredFile] | None = None
) -> Application:
    """Take what was asked for again. Only the holder of the receipt can; what is owed is reckoned anew."""
    application = locked(Application.objects.select_related("case").get(case=receipt.case))
    if not receipt.is_owner or receipt.ended_at is not None:
        raise Refused(_("Only the person who sent it can do this."), code="not_owner")
    require_state(application, "incomplete")
    asked = set(application.missing)
    if not set(answers) <= asked:
        raise Invalid(_("This was not asked for."), code="not_asked", where=min(set(answers) - asked))
    whole = {**application.answers, **answers}
    _require_answers(application.kind, whole)
    for column, value in _columns(application.version, whole).items():
        setattr(application, column, value)
    application.missing = []
    application.save()
    _charge(application)
    if files:
        attach(case=application.case, files=files, by=RESIDENT, at=at)
    note(application, "answered", RESIDENT, at, shown=Shown.STAFF, facts={"fields": sorted(answers)})
    move(case=application.case, key="answer", by=RESIDENT, at=at, receipt=receipt)
    return application
