"""The reviewers' acts: each answers alone, in any order, and may answer anew until somebody decides."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from commonbeat.domain.permits.access import require_can_answer
from commonbeat.domain.permits.actions.shared import (
    listed_grounds,
    locked,
    note,
    refuse,
    require_no_conflict,
    require_state,
)
from commonbeat.domain.permits.choices import Standing
from commonbeat.domain.permits.models import Review
from commonbeat.domain.permits.queries.texts import said
from commonbeat.domain.permits.rules import objection_fault
from commonbeat.engine.casework.choices import Shown
from commonbeat.ground.agency.models import Staff


def agree(*, review: Review, facts: str = "", by: Staff, at: datetime) -> Review:
    """Say that nothing stands in the way; `facts` may name what the applicant should know."""
    return _answer(review, Standing.AGREED, (), facts, "", by, at)


def object_to(
    *, review: Review, grounds: Collection[str], facts: str, mend: str, by: Staff, at: datetime
) -> Review:
    """Object on listed grounds, with the facts that show them and what would mend it."""
    return _answer(review, Standing.OBJECTED, grounds, facts, mend, by, at)


@transaction.atomic
def _answer(
    review: Review,
    standing: Standing,
    grounds: Collection[str],
    facts: str,
    mend: str,
    by: Staff,
    at: datetime,
) -> Review:
    application = locked(review.application)
    review.refresh_from_db()
    require_can_answer(by, review)
    require_state(application, "in_review")
    require_no_conflict(by, "review", application, at)
    if standing == Standing.OBJECTED:
        refuse(objection_fault(grounds, listed_grounds(application), mend))
        refuse("" if facts.strip() else "no_facts", "facts")
    review.standing, review.grounds = standing, sorted(grounds)
    review.facts, review.mend, review.by, review.at = facts.strip(), mend.strip(), by, at
    review.save()
    told = {"review": review.key, "standing": str(standing), "grounds": review.grounds}
    names = {reviewer.key: said(reviewer.name) for reviewer in application.kind.reviewers}
    words = f"{names.get(review.key, review.key)}: {review.get_standing_display()}"
    note(application, "reviewed", by, at, words=words, shown=Shown.STAFF, facts=told)
    return review
