"""Every answer is kept, so that a tie disclosed later can be held against it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.engine.conflicts.actions import screen
from commonbeat.engine.conflicts.choices import Answer
from commonbeat.engine.conflicts.models import Screening
from commonbeat.ground.agency.models import Staff


@pytest.mark.django_db
def test_each_asking_is_kept_with_who_what_and_when(hire: Callable[..., Staff], at: datetime) -> None:
    sam, later = hire("Sam Reed"), at + timedelta(days=1)
    for when in (at, later):
        assert screen(staff=sam, act="assign", subject="case:abc", at=when).answer == Answer.YES
    kept = Screening.objects.filter(subject="case:abc").order_by("at")
    assert [(one.agency, one.staff, one.act, one.path, one.at) for one in kept] == [
        (sam.agency, sam, "assign", [], at),
        (sam.agency, sam, "assign", [], later),
    ]
