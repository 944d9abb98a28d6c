"""What a post may do comes from its grants at its own agency, and from nowhere else."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import RequestFactory

from commonbeat.ground.agency.access import (
    ApiKeyAuth,
    can,
    capabilities_of,
    in_chain_of,
    require_can,
    staff_of,
)
from commonbeat.ground.agency.actions import (
    add_role,
    end_api_key,
    end_grant,
    grant,
    issue_api_key,
    load_areas,
)
from commonbeat.ground.agency.models import Agency, ApiKey, Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Forbidden

Hire = Callable[..., Staff]
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}


def test_grant_for_one_area_holds_only_there(larkspur: Agency, hire: Hire, at: datetime) -> None:
    officer = hire("Sam Reed")
    feature = {"type": "Feature", "properties": {"code": "1", "name": "North"}, "geometry": SQUARE}
    [north] = load_areas(agency=larkspur, collection={"features": [feature]}, kind="beat", by=SYSTEM, at=at)
    role = add_role(agency=larkspur, key="k", name="K", capabilities=["x.see"], by=SYSTEM, at=at)
    given = grant(staff=officer, role=role, area=north, by=SYSTEM, at=at)
    assert (can(officer, "x.see", north), can(officer, "x.see")) == (True, False)
    end_grant(grant=given, by=SYSTEM, at=at)
    assert capabilities_of(officer, north) == frozenset()


def test_nobody_and_outsiders_are_forbidden(larkspur: Agency, hire: Hire) -> None:
    with pytest.raises(Forbidden):
        require_can(None, "x.see")
    with pytest.raises(Forbidden):
        require_can(hire("Sam Reed"), "x.see")


def test_post_ends_with_its_last_day(larkspur: Agency, hire: Hire) -> None:
    officer = hire("Sam Reed")
    Staff.objects.filter(pk=officer.pk).update(active_until=date(2026, 1, 31))
    assert staff_of(officer.person, larkspur, on=date(2026, 1, 31)) == officer
    assert staff_of(officer.person, larkspur, on=date(2026, 2, 1)) is None


def test_chain_survives_a_loop_in_the_data(hire: Hire) -> None:
    chief = hire("Ana Ortiz")
    sergeant = hire("Bo Lind", supervisor=chief)
    officer = hire("Sam Reed", supervisor=sergeant)
    Staff.objects.filter(pk=chief.pk).update(supervisor=officer)
    officer.refresh_from_db()
    assert in_chain_of(chief, officer)
    assert in_chain_of(officer, officer)
    assert not in_chain_of(hire("Peer"), officer)


def test_api_key_opens_only_what_it_holds_until_it_ends(larkspur: Agency, at: datetime) -> None:
    key, secret = issue_api_key(agency=larkspur, name="CAD", capabilities=["calls.send"], by=SYSTEM, at=at)
    request = RequestFactory().get("/")
    assert secret not in str(ApiKey.objects.values().get())
    assert ApiKeyAuth("calls.send").authenticate(request, secret) == key
    assert getattr(request, "agency", None) == larkspur
    with pytest.raises(Forbidden):
        ApiKeyAuth("other.thing").authenticate(request, secret)
    assert ApiKeyAuth("calls.send").authenticate(request, secret + "x") is None
    end_api_key(key=key, by=SYSTEM, at=at)
    assert ApiKeyAuth("calls.send").authenticate(request, secret) is None
