"""What casework asks of a permit by name: its face, and why a step cannot be made yet."""

from django.urls import reverse
from django.utils.translation import gettext as _

from commonbeat.domain.permits.choices import Deed, Result, Standing, Verdict
from commonbeat.domain.permits.models import Application
from commonbeat.domain.permits.queries.money import dollars, due
from commonbeat.domain.permits.queries.texts import answers_in_words, said, zone_of
from commonbeat.domain.permits.rules import decision_fault
from commonbeat.engine.casework.choices import Face, Kind, Shown
from commonbeat.engine.casework.models import Case


def face(case: Case, reader: Shown) -> Face:
    """Return what the permit is about; never what the applicant wrote for themselves."""
    application = Application.objects.select_related("version", "agency").get(case=case)
    facts = (
        []
        if reader == Shown.PUBLIC
        else answers_in_words(application.kind, application.answers, zone_of(application))
    )
    if reader != Shown.PUBLIC:
        facts.append((_("Fee still due"), dollars(due(application))))
    if application.number:
        facts.append((_("Permit number"), application.number))
    address = reverse("permits:yours") if reader == Shown.PARTIES else ""
    return Face(title=said(application.kind.name), facts=tuple(facts), address=address)


def reason_why_not(case: Case, move: str) -> str:
    """Return why a step cannot be made yet, "" when it can. What a step needs is written down before it."""
    application = Application.objects.select_related("version", "agency", "case").get(case=case)
    asked = _GUARDS.get(move)
    return asked(application) if asked else ""


def unfinished(application: Application) -> int:
    return application.checklist.filter(done_at=None).count()


def waiting(application: Application) -> int:
    return application.reviews.filter(standing=Standing.WAITING).count()


def before_complete(application: Application) -> str:
    if application.missing:
        return _("Something is still asked for.")
    return _("An item of the checklist is still open.") if unfinished(application) else ""


def _before_asking(application: Application) -> str:
    last = application.case.entries.order_by("-pk").first()
    if application.missing and last is not None and last.kind == Kind.TO_RESIDENT:
        return ""
    return _("Use the form that says what is missing: the person must be told before the time stands still.")


def _before_answer(application: Application) -> str:
    return _("Open your permit page to answer what is missing.") if application.missing else ""


def before_decision(application: Application) -> str:
    """Return why nobody may decide yet, "" when somebody may."""
    is_taken_over = application.taken_over_by_id is not None
    fault = decision_fault(waiting(application), unfinished(application), is_taken_over=is_taken_over)
    reasons = {
        "reviews": _("Not every reviewer has answered yet."),
        "checklist": _("An item of the checklist is still open."),
    }
    return reasons.get(fault, "")


def _before_deciding(application: Application) -> str:
    is_written = application.rulings.filter(deed=Deed.DECISION).exists()
    return before_decision(application) or ("" if is_written else _("Use the form for the decision."))


def _before_lapse(application: Application) -> str:
    """A yes by time alone is written down before, by the schedule; nobody else can bring it about."""
    is_written = application.rulings.filter(deed=Deed.DECISION, by=None).exists()
    return "" if is_written else _("The time for the decision has not run out.")


def _before_denial(application: Application) -> str:
    is_grounded = application.rulings.filter(deed=Deed.DECISION, verdict=Verdict.DENIED).exists()
    return "" if is_grounded else _("A no needs a decision with grounds from the list.")


def before_issue(application: Application) -> str:
    """Return why the permit cannot be issued yet."""
    is_granted = application.rulings.filter(deed=Deed.DECISION, verdict=Verdict.GRANTED).exists()
    appeal = getattr(application, "appeal", None)
    if not is_granted and not (appeal and appeal.result == Result.OVERTURNED):
        return _("Nobody has granted it.")
    if due(application):
        return _("The fee is not settled yet.")
    passed = set(application.inspections.filter(is_passed=True).values_list("key", flat=True))
    needed = {part.key for part in application.kind.inspections if part.when == "before"}
    return _("An inspection must be passed first.") if needed - passed else ""


def _before_issuing(application: Application) -> str:
    return before_issue(application) or (
        "" if application.number else _("Use the form that issues the permit.")
    )


def _before_appeal(application: Application) -> str:
    return "" if hasattr(application, "appeal") else _("Open your permit page to appeal.")


def _before_result(application: Application) -> str:
    appeal = getattr(application, "appeal", None)
    return "" if appeal and appeal.result else _("Use the form for the appeal.")


def _before_revoking(application: Application) -> str:
    is_written = application.rulings.filter(deed=Deed.REVOCATION).exists()
    return "" if is_written else _("Taking a permit away needs grounds from the list.")


_GUARDS = {
    "find_complete": before_complete,
    "ask_for_more": _before_asking,
    "answer": _before_answer,
    "start_review": before_complete,
    "decide": _before_deciding,
    "deny": _before_denial,
    "lapse": _before_lapse,
    "issue": _before_issuing,
    "appeal": _before_appeal,
    "uphold": _before_result,
    "overturn": _before_result,
    "revoke": _before_revoking,
}
