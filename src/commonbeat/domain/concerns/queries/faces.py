"""What a concern is about, as each kind of reader may see it, and what is missing before a step."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.choices import PUBLISH_WORDS
from commonbeat.domain.concerns.models import Category, Concern, HandOff
from commonbeat.domain.concerns.queries.likeness import likely_same
from commonbeat.domain.concerns.rules import public_ones
from commonbeat.engine.casework.choices import Face, Kind, Shown, Words
from commonbeat.engine.casework.models import Attachment, Case, Receipt
from commonbeat.ground.agency.queries import setting


def text_in(texts: Mapping[str, str], language: str = "") -> str:
    """Return the words of one language, the page's own when none is named; else English, else any."""
    wanted = (language or get_language() or "en").split("-")[0]
    return texts.get(wanted) or texts.get("en") or next(iter(texts.values()), "")


def category_name(category: Category, language: str = "") -> str:
    return text_in(category.names, language)


def public_words(concern: Concern) -> str:
    """Return the words that everyone may read: only once somebody looked, and where the agency shows any."""
    if concern.looked_at is None or concern.case.is_private:
        return ""
    return "" if setting(concern.agency, PUBLISH_WORDS) == "never" else concern.public_words


def public_photos(concern: Concern) -> QuerySet[Attachment]:
    """Return the photos that everyone may see: chosen by staff, never one that was covered since."""
    hidden = concern.looked_at is None or concern.case.is_private
    if hidden or setting(concern.agency, PUBLISH_WORDS) == "never":
        return Attachment.objects.none()
    chosen = Attachment.objects.filter(
        case=concern.case_id, shown=Shown.PUBLIC, replaced_by=None, file__destroyed_at=None
    )
    return chosen.select_related("file").order_by("pk")


def answers_shown(concern: Concern, reader: Shown) -> list[tuple[Words, Words]]:
    """Return question and answer in words, of those that this reader may see."""
    questions = concern.category.questions
    answers = concern.answers
    if reader == Shown.PUBLIC:
        answers = {} if concern.case.is_private else public_ones(questions, answers)
    shown: list[tuple[Words, Words]] = []
    for question in questions:
        value = answers.get(question["code"])
        if value:
            names = {listed["key"]: text_in(listed["texts"]) for listed in question.get("values", ())}
            chosen = value if isinstance(value, list) else [value]
            told = ", ".join(names.get(key) or str(key) for key in chosen)
            shown.append((text_in(question["texts"]), told))
    return shown


def face(case: Case, reader: Shown) -> Face:
    """Return what a concern is about.

    Others' receipts may open the same case, so the sender's own words are shown only to a sole holder. Who
    only follows what has become private learns no more than that.
    """
    concern = case.concern
    if reader == Shown.PUBLIC and case.is_private:
        return Face(title=_("A report that is private now"))
    facts: list[tuple[Words, Words]] = []
    if reader == Shown.STAFF and concern.place:
        facts.append((_("Place"), concern.place))
    if case.area is not None and reader != Shown.STAFF:
        facts.append((_("Area"), case.area.name))
    if reader == Shown.STAFF:
        facts.append((_("Came by"), concern.get_source_display()))
    sees_own = reader == Shown.PARTIES and _has_one_holder(case)
    facts += answers_shown(concern, Shown.STAFF if reader == Shown.STAFF or sees_own else Shown.PUBLIC)
    words = concern.words if reader == Shown.STAFF or sees_own else public_words(concern)
    return Face(title=category_name(concern.category), facts=tuple(facts), words=words)


def _has_one_holder(case: Case) -> bool:
    """Tell whether only the one who sent it holds a receipt of this case."""
    others = Receipt.objects.filter(case=case).exclude(is_owner=True, first_case=case)
    return not others.exists()


def guard(case: Case, move: str) -> str:
    """Return why a step of a concern may not be made yet, in words, or ""."""
    if move == "close" and case.concern.category.is_field_work and not _has_fresh_evidence(case):
        return _("Add a photo or a document that shows the work, then close it.")
    if move == "hand_off" and not HandOff.objects.filter(concern__case=case, ended_at=None).exists():
        return _("Choose on the page of the report who takes it over.")
    if move == "take_back" and HandOff.objects.filter(concern__case=case, ended_at=None).exists():
        return _("Bring it back on the page of the report.")
    if move == "make_public" and case.concern.category.is_private:
        return _("Reports of this kind are never for everyone. If it is of another kind, change that first.")
    return ""


def _has_fresh_evidence(case: Case) -> bool:
    """Tell whether there is evidence of the work since it was last opened again."""
    evidence = Attachment.objects.filter(case=case, is_evidence=True, replaced_by=None)
    moves = case.entries.filter(kind=Kind.MOVED).order_by("-at", "-pk")
    reopened = next((line for line in moves if line.facts.get("move") == "reopen"), None)
    return any(reopened is None or _came_with(one) > reopened.pk for one in evidence)


def _came_with(attachment: Attachment) -> int:
    """Return the line by which a file came; what covers an older one came with that."""
    before = Attachment.objects.filter(replaced_by=attachment).first()
    return attachment.entry_id if before is None else _came_with(before)


def alike(case: Case, at: datetime) -> list[Case]:
    """Return the cases of concerns that are likely the same as this one, the nearest first."""
    concern = case.concern
    if concern.longitude is None or concern.latitude is None:
        return []
    likely = likely_same(
        concern.agency,
        concern.category,
        concern.longitude,
        concern.latitude,
        concern.received_at if at < concern.received_at else at,
        with_private=True,
    )
    return [other.case for other, _metres in likely if other.pk != concern.pk]
