"""Reads of the words that an agency keeps ready for replies."""

from django.db.models import QuerySet

from commonbeat.engine.casework.models import Case, ReplyTemplate
from commonbeat.ground.agency.models import Agency


def replies_for(case: Case) -> QuerySet[ReplyTemplate]:
    """Return the ready words that fit a case: its kind, its state and the person's language."""
    return ReplyTemplate.objects.filter(
        agency=case.agency_id,
        kind__in=["", case.kind],
        state__in=["", case.state],
        language=case.language,
        ended_at=None,
    ).order_by("name", "pk")


def replies_of(agency: Agency) -> QuerySet[ReplyTemplate]:
    return ReplyTemplate.objects.filter(agency=agency, ended_at=None).order_by("name", "language", "pk")
