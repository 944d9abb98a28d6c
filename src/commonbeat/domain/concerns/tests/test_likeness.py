"""The same thing reported twice: the hint, joining with every follower, and parting again."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.choices import LeftContact
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries import alike, duplicates_of
from commonbeat.domain.concerns.rules import degrees_around, metres_between
from commonbeat.engine.casework.actions import merge, unmerge
from commonbeat.engine.casework.models import Receipt
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Hidden

Report = Callable[..., Concern]
HERE = (-76.605, 39.205)
# One metre of latitude in degrees, on the mean sphere.
METRE = 1 / 111_195.08


@pytest.mark.req("C5")
def test_same_kind_within_100_metres_and_60_days_nearest_first(
    larkspur: Agency, kinds: dict[str, Category], send: Report, at: datetime
) -> None:
    far = send(longitude=HERE[0] + 0.001)  # 86 m away
    near = send(latitude=HERE[1] - 20 * METRE)
    send(latitude=HERE[1] + 0.001)  # 111 m away
    send("speeding", "Fast cars.")
    send(words="Mr. Alvarez did it.")
    send(latitude=HERE[1] + 10 * METRE, at=at - timedelta(days=61))
    old = send(latitude=HERE[1] + 30 * METRE, at=at - timedelta(days=60))
    found = duplicates_of(larkspur, kinds["graffiti"], *HERE, at)
    # The two nearest lie, for everyone, in the same place.
    assert set(found[:2]) == {near, old}
    assert found[2:] == [far]


@pytest.mark.req("C5")
def test_staff_are_told_of_what_is_within_100_metres_to_the_metre(send: Report, at: datetime) -> None:
    here = send(latitude=HERE[1])
    far, near = (send(latitude=HERE[1] + metres * METRE) for metres in (99, -20))
    send(latitude=HERE[1] + 101 * METRE)
    named = send(words="Mr. Alvarez did it.", latitude=HERE[1] + 50 * METRE)
    assert alike(here.case, at) == [near.case, named.case, far.case]


@pytest.mark.req("C5")
def test_closed_within_60_days_counts(
    larkspur: Agency, kinds: dict[str, Category], send: Report, worker: Staff, walk: Report, at: datetime
) -> None:
    begun = at - timedelta(days=90)
    concern = walk(send(at=begun), "acknowledge", when=begun)
    assert duplicates_of(larkspur, kinds["graffiti"], *HERE, at) == []
    actions.close(concern=concern, outcome="no_action", reason="Gone.", by=worker, at=at - timedelta(days=59))
    assert duplicates_of(larkspur, kinds["graffiti"], *HERE, at) == [concern]


@given(st.floats(-179, 179), st.floats(-80, 80), st.floats(0, 360), st.floats(1, 100))
def test_box_holds_the_circle(longitude: float, latitude: float, bearing: float, metres: float) -> None:
    wide, high = degrees_around(latitude, 100)
    assert metres_between(longitude, latitude, longitude + wide, latitude) >= 99.99
    assert metres_between(longitude, latitude, longitude, latitude + high) >= 99.99


@pytest.mark.req("C5")
def test_joining_five_tells_five_once_and_parting_restores(send: Report, worker: Staff, at: datetime) -> None:
    into = send(contact=LeftContact(phone="555-555-0100"))
    others = [send(contact=LeftContact(phone=f"555-555-011{number}")) for number in range(5)]
    for other in others:
        merge(case=other.case, into=into.case, by=worker, at=at)
    told = Message.objects.filter(dedupe_key__startswith="case-news")
    assert told.count() == 5
    assert len({message.contact_id for message in told}) == 5
    assert Receipt.objects.filter(case=into.case).count() == 6
    for other in others:
        unmerge(case=other.case, by=worker, at=at)
        other.case.refresh_from_db()
        receipt = Receipt.objects.get(first_case=other.case)
        assert (receipt.case, other.case.state, other.case.is_open) == (other.case, "received", True)
        assert other.case.clocks.filter(stopped_at=None, met_at=None).count() == 2
    assert Receipt.objects.filter(case=into.case).count() == 1


@pytest.mark.req("C5")
def test_others_follow_with_a_code_of_their_own(send: Report, at: datetime) -> None:
    concern = send()
    follower, token = actions.me_too(
        concern=concern, contact=LeftContact(email="n@larkspur.example"), language="es", at=at
    )
    assert token
    assert (follower.receipt.is_owner, follower.is_troubled) == (False, True)
    assert follower.receipt.line.verb == "concern.followed"
    with pytest.raises(Hidden):
        actions.me_too(concern=send("hate_incident", "Words."), language="en", at=at)
