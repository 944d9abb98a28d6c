"""Reads for the pages of permits: what is in force, what one application needs, the public register."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from commonbeat.domain.permits.access import OpenDraft, can, can_answer, can_hear
from commonbeat.domain.permits.choices import APPEAL_DAYS, Capability, Deed, Standing
from commonbeat.domain.permits.models import Application, OwnWords, Review, Ruling
from commonbeat.domain.permits.queries.kinds import ground_names
from commonbeat.domain.permits.queries.money import can_be_refunded, dollars, due, owing
from commonbeat.domain.permits.queries.texts import answer_in_words, said
from commonbeat.domain.permits.rules import Field, is_too_late, owed, unlocked
from commonbeat.engine.casework.models import Receipt
from commonbeat.engine.casework.queries import secrets_of
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.agency.queries import business_days_due, setting

REGISTER_STATES = ("issued", "expired", "revoked")


def appeal_until(application: Application) -> datetime:
    """Return the end of the last day to appeal: so many business days after the denial."""
    denied_at = application.rulings.get(deed=Deed.DECISION).at
    days = int(setting(application.agency, APPEAL_DAYS))
    return business_days_due(application.agency, denied_at, days)


def price_of(draft: OpenDraft) -> list[tuple[str, str]]:
    """Return (what, amount) that the table asks for the answers so far."""
    rows = {row.key: row for row in draft.version.fees.order_by("pk")}
    counts = owed(rows.values(), draft.version.kind.facts_of(draft.answers))
    return [(said(rows[key].name), dollars(rows[key].amount_cents * count)) for key, count in counts.items()]


def next_question(draft: OpenDraft) -> Field | None:
    """Return the first question that has no answer yet, None when all have one or were passed over."""
    given = {*draft.answers, *files_of(draft)}
    for asked in draft.version.kind.fields:
        if asked.key not in given and (asked.required or asked.key not in draft.passed):
            return asked
    return None


def files_of(draft: OpenDraft) -> list[str]:
    """Return the questions to which a file was given."""
    return list(draft.row.files.order_by("pk").values_list("key", flat=True))


def is_asked_too_late(draft: OpenDraft, at: datetime) -> bool:
    """Tell whether the day that was answered is closer than the days of notice."""
    kind = draft.version.kind
    span = next((draft.answers.get(f.key) for f in kind.fields if f.type == "span"), None)
    zone = ZoneInfo(draft.version.agency.time_zone)
    starts: date | None = datetime.fromisoformat(span["starts"]).date() if span else None
    return is_too_late(kind.notice, kind.facts_of(draft.answers), starts, at.astimezone(zone).date())


def register(agency: Agency) -> QuerySet[Application]:
    """Return the permits that were issued, the newest first; none of a kind that tells where people live."""
    issued = Application.objects.filter(
        agency=agency, issued_at__isnull=False, case__state__in=REGISTER_STATES, version__is_listed=True
    )
    return issued.select_related("version", "case").order_by("-issued_at", "-pk")


@dataclass(frozen=True)
class ReviewShown:
    """One review on the staff's page: mine first."""

    review: Review
    name: str
    is_mine: bool
    grounds: list[str]


@dataclass(frozen=True)
class PermitPage:
    """What the staff's page of one permit shows beside what casework shows."""

    application: Application
    checklist: list[tuple[Any, str]]
    reviews: list[ReviewShown]
    fees: list[tuple[str, str]]
    notes: list[Any]
    owing: str
    due: str
    is_due: bool
    is_refundable: bool
    inspections: list[tuple[Any, str]]
    rights: set[str]
    can_hear: bool
    appeal: Any = None
    rulings: list[tuple[Any, list[str]]] = field(default_factory=list)


def permit_page(application: Application, staff: Staff) -> PermitPage:
    kind = application.kind
    names = {part.key: said(part.name) for part in (*kind.checklist, *kind.inspections)}
    lines = application.fee_lines.select_related("row").order_by("pk")
    return PermitPage(
        application=application,
        checklist=[(item, names.get(item.key, item.key)) for item in application.checklist.order_by("pk")],
        reviews=_reviews(application, staff),
        fees=[(said(line.row.name), dollars(line.cents)) for line in lines],
        notes=[
            (note, dollars(note.cents)) for note in application.fee_notes.select_related("by").order_by("pk")
        ],
        owing=dollars(owing(application)),
        due=dollars(due(application)),
        is_due=due(application) > 0,
        is_refundable=can_be_refunded(application) > 0,
        inspections=[(row, names.get(row.key, row.key)) for row in application.inspections.order_by("pk")],
        rights={str(right) for right in Capability if can(staff, application, right)},
        can_hear=can_hear(staff, application),
        appeal=getattr(application, "appeal", None),
        rulings=[
            (ruling, [said(ground.name) for ground in ruling.grounds])
            for ruling in application.rulings.select_related("by", "ground")
            .prefetch_related("further_grounds")
            .order_by("pk")
        ],
    )


def _reviews(application: Application, staff: Staff) -> list[ReviewShown]:
    names = {reviewer.key: said(reviewer.name) for reviewer in application.kind.reviewers}
    grounds = ground_names(application.version)
    shown = [
        ReviewShown(
            review,
            names.get(review.key, review.key),
            can_answer(staff, review),
            [grounds[key] for key in review.grounds],
        )
        for review in application.reviews.select_related("by", "application__case").order_by("pk")
    ]
    return sorted(shown, key=lambda each: not each.is_mine)


@dataclass(frozen=True)
class OwnPage:
    """What the receipt's holder sees: each step of the reviews, what is asked, fees, decision, appeal."""

    application: Application
    title: str
    answers: list[tuple[str, str]]
    has_own_words: bool
    missing: list[tuple[str, Any]]
    letter: str
    decide_by: datetime | None
    steps: list[dict[str, Any]]
    fees: list[tuple[str, str]]
    due: str
    is_due: bool
    decided: list[tuple[str, str]]
    appeal_until: datetime | None
    can_renew: bool


def own_page(receipt: Receipt, at: datetime) -> OwnPage:
    """Return the applicant's page; their own words are locked, and opened by their code alone."""
    application = Application.objects.select_related("agency", "version", "case").get(case=receipt.case)
    kind, zone = application.kind, ZoneInfo(application.agency.time_zone)
    fields = {asked.key: asked for asked in kind.fields}
    names = {part.key: said(part.name) for part in kind.checklist} | {
        k: said(f.label) for k, f in fields.items()
    }
    until = appeal_until(application) if application.case.state == "denied" else None
    answers = [
        (said(f.label), answer_in_words(f, application.answers.get(f.key), zone))
        for f in kind.fields
        if f.type != "file"
    ]
    return OwnPage(
        application=application,
        title=said(kind.name),
        answers=answers,
        has_own_words=OwnWords.objects.filter(application=application).exists(),
        missing=[(names[key], fields.get(key)) for key in application.missing],
        decide_by=_decide_by(application),
        letter=_letter(application) if application.missing else "",
        steps=_steps(application),
        fees=[
            (said(line.row.name), dollars(line.cents)) for line in application.fee_lines.select_related("row")
        ],
        due=dollars(due(application)),
        is_due=due(application) > 0,
        decided=_decided(application),
        appeal_until=until if until and until >= at else None,
        can_renew=application.case.state in ("issued", "expired") and kind.valid == "days",
    )


def _decide_by(application: Application) -> datetime | None:
    """Return a moment of the last day for the decision, None while time stands still and after it."""
    run = application.case.clocks.filter(key="decide", met_at=None, stopped_at=None).first()
    return run.due_at - timedelta(seconds=1) if run and not run.tollings.filter(until=None).exists() else None


def _letter(application: Application) -> str:
    """Return what was written when something was asked for last."""
    letters = application.case.entries.filter(facts__change="asked_for_more").order_by("-pk")
    return letters.values_list("words", flat=True).first() or ""


def _decided(application: Application) -> list[tuple[str, str]]:
    """Return each decision in words, the first one first: what was decided, and why."""
    language = application.case.language
    rulings = application.rulings.select_related("ground").prefetch_related("further_grounds").order_by("pk")
    found = [(str(row.get_verdict_display()), in_writing(row, language)) for row in rulings]
    appeal = getattr(application, "appeal", None)
    if appeal and appeal.result:
        found.append((str(appeal.get_result_display()), appeal.reason))
    return found


def in_writing(ruling: Ruling, language: str) -> str:
    """Return the reason as the applicant reads it: the grounds in words, then the facts."""
    named = "; ".join(said(ground.name, language) for ground in ruling.grounds)
    return f"{named}. {ruling.facts}" if named else ruling.facts


def own_words_behind(receipt: Receipt, code: str, language: str) -> str:
    """Return what the applicant wrote for themselves, if the code is the one it was locked with; else ""."""
    kept = OwnWords.objects.filter(application__case=receipt.case).first()
    if kept is None:
        return ""
    for secret in secrets_of(code, language):
        opened = unlocked(bytes(kept.sealed), secret)
        if opened is not None:
            return str(opened)
    return ""


def _steps(application: Application) -> list[dict[str, Any]]:
    """Return every review as a step: answered or not; whose it is, never what a reviewer wrote."""
    names = {reviewer.key: said(reviewer.name) for reviewer in application.kind.reviewers}
    is_on = application.case.state == "in_review"
    return [
        {
            "label": names.get(review.key, review.key),
            "state": "done" if review.standing != Standing.WAITING else "now" if is_on else "next",
        }
        for review in application.reviews.order_by("pk")
    ]
