"""Who has left is offered neither for a call-back nor for a commendation."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from commonbeat.domain.conduct import actions
from commonbeat.domain.conduct.models import CallBack
from commonbeat.domain.conduct.queries import callers_for, people_to_commend
from commonbeat.engine.surveys.models import Response
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Invalid

LAST_DAY = date(2026, 6, 10)


def leave(post: Staff) -> None:
    Staff.objects.filter(pk=post.pk).update(active_until=LAST_DAY)


def test_people_to_commend_are_those_who_still_work_here(
    sergeant: Staff, officer: Staff, at: datetime
) -> None:
    leave(officer)
    assert people_to_commend(sergeant, at) == [officer]
    assert people_to_commend(sergeant, at + timedelta(days=1)) == []


def test_whoever_may_commend_everyone_is_offered_no_one_who_left_or_has_not_begun(
    hire: Callable[..., Staff], officer: Staff, at: datetime
) -> None:
    chief, recruit = hire("Ana Ortiz", "conduct.commend"), hire("Lee Novak")
    Staff.objects.filter(pk=recruit.pk).update(active_from=date(2026, 7, 1))
    leave(officer)
    offered = people_to_commend(chief, at + timedelta(days=1))
    assert officer not in offered
    assert recruit not in offered
    assert recruit in people_to_commend(chief, at + timedelta(days=30))


def test_whoever_left_is_not_asked_to_call(
    respond: Callable[..., Response],
    sergeant: Staff,
    hire: Callable[..., Staff],
    client: Client,
    at: datetime,
) -> None:
    gone = hire("Bo Lind", "conduct.call_back")
    leave(gone)
    actions.take_up(response=respond(1, "He was rude."), at=at)
    call_back = CallBack.objects.get()
    assert callers_for(call_back, at) == [gone, sergeant]
    day_after = at + timedelta(days=1)
    assert callers_for(call_back, day_after) == [sergeant]
    with pytest.raises(Invalid) as refused:
        actions.assign(call_back=call_back, to=gone, by=sergeant, at=day_after)
    assert refused.value.code == "cannot_call"
    client.force_login(sergeant.person)  # type: ignore[arg-type]
    with clock.standing_at(day_after):
        page = client.get(f"/staff/call-backs/{call_back.public_id}/").content.decode()
        commending = client.get("/staff/commendations/").content.decode()
    assert "Bo Lind" not in page
    assert "Bo Lind" not in commending
