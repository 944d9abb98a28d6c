"""A limit holds for one visitor in one window and for nobody else, and what is past is forgotten."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from commonbeat.ground.core.errors import TooMany
from commonbeat.ground.throttle.actions import GRACE, forget, spend
from commonbeat.ground.throttle.choices import Limit
from commonbeat.ground.throttle.models import Counter, Window

pytestmark = pytest.mark.django_db
LIMIT = Limit("test", hits=3, window=timedelta(minutes=10))
ONE, OTHER = "203.0.113.7", "203.0.113.8"


def let_through(limit: Limit, tries: int, who: str, at: datetime) -> int:
    done = 0
    for _try in range(tries):
        try:
            spend(limit, who=who, at=at)
        except TooMany:
            continue
        done += 1
    return done


def test_no_more_than_the_limit_in_a_window(at: datetime) -> None:
    assert let_through(LIMIT, 2, ONE, at) == 2
    assert let_through(LIMIT, 9, ONE, at + timedelta(minutes=9)) == 1


def test_another_visitor_and_another_scope_are_not_touched(at: datetime) -> None:
    let_through(LIMIT, 9, ONE, at)
    assert let_through(LIMIT, 9, OTHER, at) == 3
    assert let_through(LIMIT.within("elm"), 9, ONE, at) == 3


def test_the_next_window_begins_afresh(at: datetime) -> None:
    let_through(LIMIT, 9, ONE, at)
    assert let_through(LIMIT, 9, ONE, at + LIMIT.window) == 3


def test_the_refusal_says_when_to_try_again(at: datetime) -> None:
    let_through(LIMIT, 3, ONE, at)
    translation.activate("en")
    with pytest.raises(TooMany, match=r"Please try again in 7 minutes\.") as refused:
        spend(LIMIT, who=ONE, at=at + timedelta(minutes=3, seconds=30))
    assert (refused.value.status, refused.value.wait) == (429, 390)
    with pytest.raises(TooMany, match=r"Please try again in 1 minute\."):
        spend(LIMIT, who=ONE, at=at + timedelta(minutes=9, seconds=59))


def test_all_together_may_do_no_more_than_the_ceiling(at: datetime) -> None:
    limit = Limit("test", hits=3, window=timedelta(minutes=10), ceiling=5)
    assert [let_through(limit, 9, who, at) for who in (ONE, OTHER, "203.0.113.9")] == [3, 2, 0]
    assert let_through(limit, 9, OTHER, at + limit.window) == 3


def test_who_was_refused_takes_nothing_from_the_others(at: datetime) -> None:
    limit = Limit("test", hits=3, window=timedelta(minutes=10), ceiling=6)
    let_through(limit, 500, ONE, at)
    assert let_through(limit, 9, OTHER, at) == 3


def test_a_refusal_writes_nothing(at: datetime, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    let_through(LIMIT, 3, ONE, at)
    with django_assert_num_queries(2) as asked, pytest.raises(TooMany):
        spend(LIMIT, who=ONE, at=at)
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_a_hit_of_an_act_that_failed_is_not_counted(at: datetime) -> None:
    with transaction.atomic():
        spend(LIMIT, who=ONE, at=at)
        transaction.set_rollback(True)
    assert let_through(LIMIT, 9, ONE, at) == 3


def test_past_windows_are_destroyed_with_their_keys_and_counts(at: datetime) -> None:
    let_through(LIMIT, 1, ONE, at)
    now = at + LIMIT.window
    let_through(LIMIT, 1, ONE, now)
    forget(at=now + GRACE - timedelta(seconds=1))
    assert Window.objects.count() == 2
    forget(at=now + GRACE)
    assert Window.objects.get().begins_at == now
    assert Counter.objects.get().window.begins_at == now
    assert let_through(LIMIT, 9, ONE, now) == 2


def test_the_worker_forgets_every_minute() -> None:
    assert (60, "commonbeat.ground.throttle.actions.forget") in settings.SCHEDULE
