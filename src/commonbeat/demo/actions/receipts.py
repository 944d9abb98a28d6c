"""Receipts of the simulated people: each holds one, and nobody knows its words."""

import secrets
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from commonbeat.domain.concerns.models import Concern
from commonbeat.engine.casework.models import Case, Receipt

# No stretched words begin like this.
UNKNOWN = "nobody"
REST = 29  # bytes


def give_unknown_receipt(case: Case, at: datetime) -> Receipt:
    """Give a receipt without drawing words for it: stretching hundreds takes longer than all else."""
    return Receipt.objects.create(
        case=case,
        first_case=case,
        lookup=UNKNOWN + secrets.token_hex(REST),
        language=case.language,
        given_at=at,
        saved_at=at,
        line_id=case.entries.earliest("pk").line_id,
    )


def without_visitors(concerns: QuerySet[Concern]) -> QuerySet[Concern]:
    """Leave out what somebody follows with words of their own."""
    known = Receipt.objects.filter(case=OuterRef("case")).exclude(lookup__startswith=UNKNOWN)
    return concerns.filter(~Exists(known))
